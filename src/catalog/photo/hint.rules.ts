import type { Measured } from './measure.rules';
import type { Size } from './rendition.rules';

export const HINT_CODES = ['too-dark', 'too-bright', 'blurred', 'too-small', 'empty-frame', 'near-duplicate'] as const;
export type HintCode = (typeof HINT_CODES)[number];

/** Something a person could do better. Never a reason to refuse a photo. */
export interface PhotoHint {
  readonly code: HintCode;
  readonly messageVi: string;
  /** As measured, in the unit of `limit`. */
  readonly value: number;
  readonly limit: number;
}

/** Where a hint begins. Found with made pictures (measure.rules.spec.ts); what a platform demands is stricter or laxer and stands in its own rule. */
export const HINT_LIMITS = {
  /** Nine tenths of the picture are darker than this, in percent of white. */
  brightPercent: 35,
  /** Nine tenths are lighter than this. A product before a white wall has more than a tenth of something darker. */
  darkPercent: 88,
  sharpness: 150,
  shortEdgePx: 800,
  subjectPercent: 25,
} as const;

/** What is known of a photo. `measured` is null until it was looked at. */
export interface HintFacts extends Size {
  readonly measured: Measured | null;
}

export function photoHints({ width, height, measured }: HintFacts): PhotoHint[] {
  const limits = HINT_LIMITS;
  const hints: PhotoHint[] = [];
  const short = Math.min(width, height);
  if (short < limits.shortEdgePx) {
    const messageVi = `Ảnh hơi nhỏ: cạnh ngắn ${short} điểm ảnh, nên từ ${limits.shortEdgePx} trở lên.`;
    hints.push({ code: 'too-small', messageVi, value: short, limit: limits.shortEdgePx });
  }
  if (!measured) return hints;
  const { brightPercent, darkPercent, sharpness, subjectPercent } = measured;
  if (brightPercent < limits.brightPercent) {
    const messageVi = `Ảnh tối (độ sáng ${brightPercent} %, nên từ ${limits.brightPercent} %): hãy chụp ngoài sáng hoặc bật đèn.`;
    hints.push({ code: 'too-dark', messageVi, value: brightPercent, limit: limits.brightPercent });
  }
  if (darkPercent > limits.darkPercent) {
    const messageVi = `Ảnh quá sáng (chỗ tối nhất vẫn sáng ${darkPercent} %, nên dưới ${limits.darkPercent} %): hãy tránh nắng chiếu thẳng.`;
    hints.push({ code: 'too-bright', messageVi, value: darkPercent, limit: limits.darkPercent });
  }
  if (sharpness < limits.sharpness) {
    const messageVi = `Ảnh mờ (độ nét ${sharpness}, nên từ ${limits.sharpness}): hãy giữ chắc máy và chạm vào sản phẩm để lấy nét.`;
    hints.push({ code: 'blurred', messageVi, value: sharpness, limit: limits.sharpness });
  }
  if (subjectPercent < limits.subjectPercent) {
    const messageVi = `Sản phẩm chỉ chiếm khoảng ${subjectPercent} % khung hình (nên từ ${limits.subjectPercent} %): hãy chụp gần hơn.`;
    hints.push({ code: 'empty-frame', messageVi, value: subjectPercent, limit: limits.subjectPercent });
  }
  return hints;
}
