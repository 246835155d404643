import { Problem, problems } from '../../shared/kernel';
import { SHEET_LIMITS } from './sheet.limits';

const { bytes, rows, columns, cellChars } = SHEET_LIMITS;
const vi = (count: number): string => count.toLocaleString('vi-VN');

const TEXTS = {
  empty: 'Tệp rỗng.',
  'too-many-bytes': `Tệp lớn hơn ${bytes / 1024 / 1024} MB; xin chia nhỏ danh sách.`,
  'too-many-rows': `Bảng có hơn ${vi(rows)} dòng; xin chia thành nhiều tệp.`,
  'too-many-columns': `Bảng có hơn ${columns} cột; xin dùng tệp mẫu.`,
  'cell-too-long': `Có ô dài hơn ${vi(cellChars)} ký tự.`,
  'unknown-type': 'Tệp này không phải bảng tính .xlsx hoặc .csv.',
  'old-excel': 'Tệp .xls đời cũ không đọc được; xin mở bằng Excel rồi lưu thành .xlsx.',
  encrypted: 'Tệp có mật khẩu; xin bỏ mật khẩu rồi lưu lại.',
  macros: 'Tệp có macro (.xlsm, .xlsb); xin lưu thành .xlsx không có macro.',
  'open-document': 'Tệp .ods không đọc được; xin lưu thành .xlsx.',
  'external-content': 'Tệp có liên kết ra ngoài hoặc có nội dung nhúng; xin dán lại giá trị vào tệp mẫu.',
  'nested-archive': 'Trong tệp có tệp nén khác; xin dùng tệp mẫu.',
  bomb: 'Tệp bung ra quá lớn so với bình thường nên không được mở.',
  damaged: 'Tệp bị hỏng hoặc thiếu phần cuối; xin mở bằng Excel, lưu lại rồi gửi lại.',
  'no-sheet': 'Tệp không có trang tính nào để đọc.',
  'no-headings': 'Không thấy dòng tiêu đề; xin dùng tệp mẫu hoặc ghi đúng tên cột như trong mẫu.',
  'missing-columns': 'Thiếu cột bắt buộc.',
  'double-columns': 'Có hai cột cùng tên.',
  'no-rows': 'Bảng chỉ có tiêu đề, chưa có dòng sản phẩm nào.',
  encoding: 'Bảng mã chữ của tệp không rõ; xin lưu thành "CSV UTF-8" hoặc .xlsx.',
  separator: 'Không rõ các cột cách nhau bằng dấu nào; xin dùng dấu phẩy, chấm phẩy hoặc tab.',
  'csv-quotes': 'Dấu ngoặc kép trong tệp CSV không khép lại đúng.',
} as const;

/** Why a table is not taken. Part of the API: member `reason` of the problem. */
export type SheetRefusal = keyof typeof TEXTS;

/** The refusal of a whole table. `where` names the place or the thing, for the screen. */
export function sheetRefused(reason: SheetRefusal, where?: string): Problem {
  return new Problem(problems.sheetRefused, where === undefined ? TEXTS[reason] : `${TEXTS[reason]} ${where}`, { reason });
}
