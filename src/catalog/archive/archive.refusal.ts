import { Problem, problems } from '../../shared/kernel';

const TEXTS = {
  empty: 'Tệp rỗng.',
  'too-many-bytes': 'Tệp lớn hơn 1 GB.',
  'not-an-archive': 'Tệp này không phải bản xuất dữ liệu (.zip) của Lên Sàn.',
  damaged: 'Tệp .zip bị hỏng hoặc thiếu phần cuối; xin tải lại từ nơi xuất.',
  bomb: 'Tệp bung ra quá lớn nên không được mở.',
  'too-many-entries': 'Trong tệp có quá nhiều tệp con.',
  'unsafe-name': 'Trong tệp có tên dẫn ra ngoài thư mục.',
  'special-entry': 'Trong tệp có lối tắt (symlink) hoặc tệp đặc biệt.',
  'double-entry': 'Trong tệp có hai tệp con cùng tên.',
  'extra-file': 'Trong tệp có tệp con không thuộc bản xuất.',
  'missing-file': 'Thiếu tệp con mà bản xuất nhắc đến.',
  checksum: 'Nội dung không khớp mã kiểm (checksums.txt); tệp đã bị sửa hoặc hỏng.',
  json: 'data.json không đọc được.',
  'too-deep': 'data.json lồng nhau quá sâu.',
  schema: 'Bản xuất thuộc phiên bản khác, hệ thống này chưa đọc được.',
  content: 'Dữ liệu trong bản xuất không hợp lệ.',
  'too-much': 'Dữ liệu của chủ thể vượt quá giới hạn của một bản xuất.',
} as const;

/** Why an archive is not taken. Part of the API: member `reason` of the problem. */
export type ArchiveRefusal = keyof typeof TEXTS;

/** The refusal of a whole archive. `pointer` is one into data.json. */
export function archiveRefused(reason: ArchiveRefusal, pointer?: string, cause?: unknown): Problem {
  const problem = new Problem(
    problems.archiveRefused,
    TEXTS[reason],
    { reason },
    pointer === undefined ? undefined : [{ pointer, message: TEXTS[reason] }],
  );
  if (cause !== undefined) problem.cause = cause;
  return problem;
}
