import type { PhotoRule } from '../../platform';
import { renditionSize, type Size } from './rendition.rules';

export const PHOTO_REASONS = ['short-edge', 'shape', 'format', 'count', 'cover', 'too-many'] as const;
export type PhotoReasonCode = (typeof PHOTO_REASONS)[number];

/** Why a platform would not show a photo, or not these photos: what was measured, and what the rule says. */
export interface PhotoReason {
  readonly code: PhotoReasonCode;
  readonly messageVi: string;
  /** In the unit of `limit`: pixels, times the short edge, pictures. */
  readonly value: number;
  readonly limit: number;
}

export interface PhotoVerdict {
  /** In the product, from 1. */
  readonly position: number;
  readonly isFit: boolean;
  /** Size that the platform gets; null when it gets none. */
  readonly shown: Size | null;
  readonly reasons: readonly PhotoReason[];
}

export interface PhotosVerdict {
  /** Enough photos are fit. */
  readonly isFit: boolean;
  /** About all of them together. */
  readonly reasons: readonly PhotoReason[];
  readonly photos: readonly PhotoVerdict[];
}

type Rule = Pick<PhotoRule, 'formats' | 'minEdgePx' | 'maxEdgePx' | 'minCount' | 'maxCount'>;

/**
 * Whether a platform would show the photos of a product (upright sizes, in order), before anything is sent. Bytes need no reason: a photo is made smaller until it
 * fits the rule's number.
 */
export function checkPhotos(photos: readonly Size[], rule: Rule): PhotosVerdict {
  const verdicts = photos.map((photo, i) => checkPhoto(photo, i + 1, rule));
  const fit = verdicts.filter((verdict) => verdict.isFit).length;
  const reasons: PhotoReason[] = [];
  if (fit < rule.minCount) {
    const messageVi = `Có ${fit} ảnh dùng được, sàn cần ít nhất ${rule.minCount}.`;
    reasons.push({ code: 'count', messageVi, value: fit, limit: rule.minCount });
  }
  if (fit > rule.maxCount) {
    const messageVi = `Có ${fit} ảnh dùng được, sàn chỉ hiện ${rule.maxCount} ảnh đầu.`;
    reasons.push({ code: 'too-many', messageVi, value: fit, limit: rule.maxCount });
  }
  const cover = verdicts.findIndex((verdict) => verdict.isFit) + 1;
  if (cover > 1) {
    const messageVi = `Ảnh bìa (ảnh 1) không dùng được trên sàn này; ảnh ${cover} sẽ thành ảnh bìa.`;
    reasons.push({ code: 'cover', messageVi, value: cover, limit: 1 });
  }
  return { isFit: fit >= rule.minCount, reasons, photos: verdicts };
}

function checkPhoto(photo: Size, position: number, rule: Rule): PhotoVerdict {
  const reasons: PhotoReason[] = [];
  const short = Math.min(photo.width, photo.height);
  const shown = renditionSize(photo, rule);
  if (!rule.formats.includes('jpeg')) {
    reasons.push({ code: 'format', messageVi: 'Sàn không nhận ảnh JPEG.', value: 0, limit: rule.formats.length });
  }
  if (short < rule.minEdgePx) {
    const messageVi = `Ảnh ${position} nhỏ quá (${photo.width}×${photo.height}): cạnh ngắn ${short}, sàn cần từ ${rule.minEdgePx} điểm ảnh.`;
    reasons.push({ code: 'short-edge', messageVi, value: short, limit: rule.minEdgePx });
  } else if (!shown) {
    const value = hundredth(Math.max(photo.width, photo.height) / short);
    const limit = hundredth(rule.maxEdgePx / rule.minEdgePx);
    const messageVi = `Ảnh ${position} dài quá (${photo.width}×${photo.height}): cạnh dài gấp ${value} cạnh ngắn, sàn nhận đến ${limit}; hãy cắt bớt.`;
    reasons.push({ code: 'shape', messageVi, value, limit });
  }
  const isFit = reasons.length === 0 && shown !== null;
  return { position, isFit, shown: isFit ? shown : null, reasons };
}

const hundredth = (value: number): number => Math.round(value * 100) / 100;
