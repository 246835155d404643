import { BadEnvironment } from '../../config/env';
import { faultText, redactText } from '../shared/kernel';
import { BadOption } from './options.rules';

/** Exit codes: 2 as shells use it for wrong usage, 1 for everything else that kept us from starting. */
export interface StartFault {
  readonly text: string;
  readonly exitCode: 1 | 2;
}

const UNREACHABLE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ECONNRESET',
  '57P03',
  '53300',
]);
const REFUSED: ReadonlySet<string> = new Set(['28P01', '28000', '3D000', '42501']);

/** One sentence, Vietnamese and English, that tells whoever starts the program what to do. */
export function explainStart(error: unknown, settings: { host: string; port: number; databaseHost: string }): StartFault {
  const code = codeOf(error);
  const message = messageOf(error);
  const fault = (vietnamese: string, english: string, exitCode: 1 | 2 = 1): StartFault => ({
    text: redactText(`${vietnamese} / ${english}`),
    exitCode,
  });
  if (error instanceof BadOption) return fault(`Tuỳ chọn không đúng: ${message}; xem --help`, 'wrong option, see --help', 2);
  if (error instanceof BadEnvironment) return fault(`Cài đặt không đúng: ${message}`, 'wrong setting', 2);
  if (code === 'EADDRINUSE') {
    return fault(
      `Cổng ${settings.port} đang có chương trình khác dùng; hãy chọn PORT khác`,
      `port ${settings.port} is taken, choose another PORT`,
    );
  }
  if (code === 'EADDRNOTAVAIL' || (code === 'ENOTFOUND' && isListening(error))) {
    return fault(
      `Máy này không có địa chỉ ${settings.host}; hãy sửa HOST`,
      `this machine does not have the address ${settings.host}, correct HOST`,
    );
  }
  if (code === 'EACCES' && isListening(error))
    return fault(
      `Không được phép mở cổng ${settings.port}; hãy chọn PORT từ 1024`,
      `no permission for port ${settings.port}, choose one from 1024`,
    );
  if (code === 'ENOSPC' || code === '53100' || /no space left on device/i.test(String(error))) {
    return fault('Ổ đĩa đã đầy; hãy giải phóng chỗ trống rồi chạy lại', 'the disk is full, free some space and start again');
  }
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code))
    return fault(
      `Không ghi được vào thư mục dữ liệu (${message}); hãy sửa quyền hoặc DATA_DIR`,
      'cannot write to the data folder, correct its rights or DATA_DIR',
    );
  const [, extension] = /extension "(pg_trgm|btree_gin)"/.exec(message) ?? [];
  if (extension !== undefined) {
    return fault(
      `Cơ sở dữ liệu ở ${settings.databaseHost} chưa có phần mở rộng ${extension}; hãy nhờ người quản trị chạy: create extension ${extension}`,
      `the database lacks the extension ${extension}, have its administrator run: create extension ${extension}`,
    );
  }
  if (UNREACHABLE.has(code)) {
    return fault(
      `Không kết nối được cơ sở dữ liệu ở ${settings.databaseHost} (${code}); hãy xem DATABASE_URL`,
      `cannot reach the database at ${settings.databaseHost}, check DATABASE_URL`,
    );
  }
  if (REFUSED.has(code)) {
    return fault(
      `Cơ sở dữ liệu ở ${settings.databaseHost} từ chối (${message}); hãy xem tên, mật khẩu và tên cơ sở dữ liệu trong DATABASE_URL`,
      `the database refused us, check DATABASE_URL`,
    );
  }
  return fault(`Không khởi động được: ${faultText(error).split('\n', 1)[0]}`, 'could not start');
}

/** Node reports several addresses of one name that all failed as one error with the rest inside. */
function codeOf(error: unknown): string {
  const { code, errors, cause } = (error ?? {}) as { code?: unknown; errors?: unknown; cause?: unknown };
  if (typeof code === 'string') return code;
  if (Array.isArray(errors) && errors.length > 0) return codeOf(errors[0]);
  return cause === undefined ? '' : codeOf(cause);
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}

function isListening(error: unknown): boolean {
  return ['listen', 'getaddrinfo'].includes(String((error as { syscall?: unknown }).syscall)) && messageOf(error).includes('listen');
}
