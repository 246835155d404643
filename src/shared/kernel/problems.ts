import type { ProblemKind } from './problem';

const problem = (code: string, status: number, title: string): ProblemKind => ({ code, status, title });

/**
 * The closed catalogue of problems: code, HTTP status, Vietnamese title. The code is API: never rename one, never use one again for something else.
 * Keep the list sorted by status, then by code.
 */
export const problems = {
  badRequest: problem('bad-request', 400, 'Yêu cầu không đọc được'),
  cursorInvalid: problem('cursor-invalid', 400, 'Con trỏ trang không hợp lệ'),
  idempotencyKeyMissing: problem('idempotency-key-missing', 400, 'Thiếu tiêu đề Idempotency-Key'),
  idempotencyKeyInvalid: problem('idempotency-key-invalid', 400, 'Idempotency-Key không hợp lệ'),
  validation: problem('validation', 400, 'Dữ liệu chưa hợp lệ'),
  unauthenticated: problem('unauthenticated', 401, 'Bạn chưa đăng nhập'),
  webhookNotAuthentic: problem('webhook-not-authentic', 401, 'Không xác thực được nguồn gửi'),
  wrongCredentials: problem('wrong-credentials', 401, 'Số điện thoại hoặc mật khẩu không đúng'),
  forbidden: problem('forbidden', 403, 'Bạn không có quyền làm việc này'),
  mandateEnded: problem('mandate-ended', 403, 'Uỷ quyền đã hết hiệu lực'),
  mandateMissing: problem('mandate-missing', 403, 'Bạn chưa được uỷ quyền làm việc này'),
  outsideArea: problem('outside-area', 403, 'Ngoài địa bàn được giao'),
  notFound: problem('not-found', 404, 'Không tìm thấy'),
  methodNotAllowed: problem('method-not-allowed', 405, 'Cách gọi không được hỗ trợ'),
  alreadyExists: problem('already-exists', 409, 'Đã tồn tại'),
  authorMismatch: problem('author-mismatch', 409, 'Việc này do người khác ghi trên máy này'),
  illegalMove: problem('illegal-move', 409, 'Không thể chuyển sang trạng thái này'),
  lateWorkConflict: problem('late-work-conflict', 409, 'Việc đến muộn không còn làm được'),
  mergeConflict: problem('merge-conflict', 409, 'Chưa gộp được hai hồ sơ'),
  notEnoughStock: problem('not-enough-stock', 409, 'Không đủ hàng'),
  proposalClosed: problem('proposal-closed', 409, 'Đề nghị không còn chờ xác nhận'),
  proposalOpen: problem('proposal-open', 409, 'Đã có đề nghị đang chờ xác nhận'),
  staleVersion: problem('stale-version', 409, 'Dữ liệu đã được người khác sửa'),
  stockUnknown: problem('stock-unknown', 409, 'Kho chưa được đếm'),
  uploadOffset: problem('upload-offset', 409, 'Phần gửi lên không nối tiếp phần đã nhận'),
  unresolvedReference: problem('unresolved-reference', 409, 'Dữ liệu liên quan không tồn tại hoặc đang được dùng'),
  producerMerged: problem('producer-merged', 410, 'Hồ sơ này đã được gộp vào hồ sơ khác'),
  tusVersion: problem('tus-version', 412, 'Phiên bản giao thức tải tệp không được hỗ trợ'),
  tooLarge: problem('too-large', 413, 'Dữ liệu gửi lên quá lớn'),
  unsupportedMedia: problem('unsupported-media', 415, 'Định dạng không được hỗ trợ'),
  archiveRefused: problem('archive-refused', 422, 'Bản xuất dữ liệu không dùng được'),
  codeWrong: problem('code-wrong', 422, 'Mã không đúng hoặc đã hết hạn'),
  idempotencyKeyReused: problem('idempotency-key-reused', 422, 'Idempotency-Key đã dùng cho nội dung khác'),
  notReady: problem('not-ready', 422, 'Sản phẩm chưa đủ điều kiện lên sàn'),
  paperRefused: problem('paper-refused', 422, 'Tệp giấy tờ không dùng được'),
  photoRefused: problem('photo-refused', 422, 'Ảnh không dùng được'),
  platformRefused: problem('platform-refused', 422, 'Sàn từ chối'),
  sheetHasErrors: problem('sheet-has-errors', 422, 'Bảng còn dòng bị lỗi'),
  sheetRefused: problem('sheet-refused', 422, 'Tệp bảng tính không dùng được'),
  tooManyRequests: problem('too-many-requests', 429, 'Bạn thao tác quá nhanh, xin chờ một chút'),
  internal: problem('internal', 500, 'Có lỗi trong hệ thống; xin báo lại mã yêu cầu'),
  unavailable: problem('unavailable', 503, 'Hệ thống đang bận, xin thử lại sau'),
} as const satisfies Record<string, ProblemKind>;
