import { Problem, problems } from '../../shared/kernel';
import { PAPER_FILE_LIMITS } from './paper-file.limits';

const MEGABYTE = 1024 * 1024;

const TEXTS = {
  empty: 'Tệp rỗng, không có gì bên trong.',
  'too-many-bytes': `Tệp lớn hơn ${PAPER_FILE_LIMITS.bytes / MEGABYTE} MB; xin quét lại với độ nét vừa phải hoặc chia nhỏ.`,
  'other-content': 'Đây không phải tệp đã báo trước (mã băm SHA-256 khác); xin gửi đúng ảnh đã chụp lúc ký.',
  'not-a-paper': 'Chỉ nhận tệp PDF hoặc ảnh JPEG, PNG, WebP, HEIC.',
  truncated: 'Tệp PDF bị thiếu phần cuối, có lẽ chưa tải xong; xin gửi lại.',
  damaged: 'Tệp PDF bị hỏng, không mở được; xin quét hoặc xuất lại.',
  encrypted: 'Tệp PDF có mật khẩu hoặc bị khoá; xin lưu lại bản không khoá.',
  'active-content': 'Tệp PDF có mã chạy, tệp đính kèm hoặc biểu mẫu động; xin in ra PDF mới rồi gửi lại.',
  'foreign-content': 'Trong tệp PDF có lẫn nội dung khác (tệp nén, trang web); xin quét hoặc xuất lại.',
  'too-many-pages': `Tệp PDF có hơn ${PAPER_FILE_LIMITS.pages} trang; xin chỉ gửi những trang cần.`,
  'too-much-inside': 'Tệp PDF chứa quá nhiều dữ liệu nén bên trong; xin quét hoặc xuất lại.',
} as const;

/** Why a file is not taken. Part of the API: member `reason` of the problem. Pictures have the reasons of photos besides. */
export type PaperRefusal = keyof typeof TEXTS;

/** The refusal as the caller sees it. */
export function paperRefused(reason: PaperRefusal): Problem {
  return new Problem(problems.paperRefused, TEXTS[reason], { reason });
}
