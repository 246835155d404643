import { RENEWAL } from './certificate.rules';
import { addDays, dayVi } from './day.rules';

export const REMINDER_KINDS = ['end', 'renewal'] as const;
export type ReminderKind = (typeof REMINDER_KINDS)[number];

/** Days before the end on which a producer is told, the first one first. Source: ocop programme QĐ 26/2026 for the renewal (window of 180 to 120 days). */
export const REMINDER_DAYS: Readonly<Record<ReminderKind, readonly number[]>> = {
  end: [90, 30, 7, 0],
  renewal: [RENEWAL.opensDays, 150, RENEWAL.closesDays],
};

/** Until so many days after the end it is still worth saying what was missed while nothing ran. */
export const REMINDER_GRACE_DAYS = 30;

/** What to do, and by when. */
export function reminderVi(reminder: {
  readonly kind: ReminderKind;
  readonly nameVi: string;
  readonly number: string;
  readonly productName: string | null;
  readonly endsOn: string;
  readonly today: string;
}): string {
  const { kind, nameVi, number, productName, endsOn, today } = reminder;
  const paper = `${nameVi} số ${number}${productName === null ? '' : ` của "${productName}"`}`;
  if (kind === 'renewal') {
    const opens = addDays(endsOn, -RENEWAL.opensDays);
    const closes = addDays(endsOn, -RENEWAL.closesDays);
    return today <= closes
      ? `${paper} hết hạn ngày ${dayVi(endsOn)}. Nộp hồ sơ đánh giá lại cho UBND xã từ ngày ${dayVi(opens)} đến hết ngày ${dayVi(closes)}.`
      : `${paper} hết hạn ngày ${dayVi(endsOn)}, đã quá thời gian nộp hồ sơ đánh giá lại (${dayVi(closes)}). Nộp ngay để giấy được kéo dài trong khi chờ quyết định.`;
  }
  if (today > endsOn)
    return `${paper} đã hết hạn ngày ${dayVi(endsOn)}. Gửi giấy mới ngay: tin đăng cần giấy này đang bị tạm ẩn cho đến khi tỉnh xác minh.`;
  const left = Math.round((Date.parse(endsOn) - Date.parse(today)) / 86_400_000);
  return left === 0
    ? `${paper} hết hạn hôm nay. Gửi giấy mới trong hôm nay, nếu không tin đăng cần giấy này sẽ bị tạm ẩn từ ngày mai.`
    : `${paper} còn ${left} ngày, đến hết ngày ${dayVi(endsOn)}. Xin cấp giấy mới và gửi lên trước ngày đó để tin đăng không bị tạm ẩn.`;
}
