import { Problem, problems } from '../../shared/kernel';
import { PHOTO_LIMITS } from './photo.limits';

const MEGABYTE = 1024 * 1024;

const TEXTS = {
  empty: 'Tệp rỗng, không có ảnh nào bên trong.',
  'too-many-bytes': `Ảnh lớn hơn ${PHOTO_LIMITS.bytes / MEGABYTE} MB; xin chọn ảnh nhỏ hơn.`,
  'not-a-photo': 'Tệp này không phải ảnh JPEG, PNG, WebP hoặc HEIC.',
  animated: 'Ảnh động hoặc ảnh nhiều khung hình không dùng được; xin chọn ảnh tĩnh.',
  'too-many-pixels': `Ảnh lớn hơn ${PHOTO_LIMITS.pixels / 1_000_000} triệu điểm ảnh; xin chụp ở cỡ nhỏ hơn.`,
  'edge-too-long': `Cạnh ảnh dài hơn ${PHOTO_LIMITS.edgePx.toLocaleString('vi-VN')} điểm ảnh; xin cắt bớt.`,
  truncated: 'Ảnh bị thiếu phần cuối, có lẽ chưa tải xong; xin gửi lại.',
  damaged: 'Ảnh bị hỏng, không mở được; xin chọn ảnh khác.',
  'foreign-content': 'Trong tệp ảnh có lẫn nội dung khác (tệp nén, trang web, PDF); xin chụp lại ảnh mới.',
  'looping-metadata': 'Phần thông tin kèm theo ảnh bị sai (lặp vòng); xin lưu lại ảnh bằng ứng dụng khác.',
} as const;

/** Why a photo is not taken. Part of the API: member `reason` of the problem. */
export type RefusalReason = keyof typeof TEXTS;

/** The refusal as the caller sees it. */
export function photoRefused(reason: RefusalReason): Problem {
  return new Problem(problems.photoRefused, TEXTS[reason], { reason });
}
