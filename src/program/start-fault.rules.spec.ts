import { explainStart } from './start-fault.rules';

const settings = { host: '127.0.0.1', port: 3000, databaseHost: 'db:5432' };
const withCode = (code: string, more: object = {}): Error => Object.assign(new Error(`${code}: it failed\nsecond line`), { code, ...more });

describe('what is said when the program cannot start', () => {
  it.each<[unknown, RegExp]>([
    [withCode('ENOSPC'), /^Ổ đĩa đã đầy/],
    [withCode('53100'), /^Ổ đĩa đã đầy/],
    [new Error('PostgreSQL could not make its data folder:\nNo space left on device'), /^Ổ đĩa đã đầy/],
    [withCode('EADDRINUSE', { syscall: 'listen' }), /^Cổng 3000/],
    [withCode('EROFS'), /thư mục dữ liệu/],
    [
      Object.assign(new Error(''), { errors: [withCode('ECONNREFUSED'), withCode('ECONNREFUSED')] }),
      /^Không kết nối được cơ sở dữ liệu ở db:5432 \(ECONNREFUSED\)/,
    ],
    [withCode('28P01'), /từ chối/],
    [
      Object.assign(new Error('permission denied to create extension "btree_gin"'), { code: '42501' }),
      /^Cơ sở dữ liệu ở db:5432 chưa có phần mở rộng btree_gin; hãy nhờ người quản trị chạy: create extension btree_gin /,
    ],
    [Object.assign(new Error('extension "pg_trgm" is not available'), { code: '0A000' }), /chưa có phần mở rộng pg_trgm/],
    [new Error('something new\nwith a stack'), /^Không khởi động được: something new/],
    ['not even an error', /^Không khởi động được: not even an error/],
  ])('%s', (error, said) => {
    const { text, exitCode } = explainStart(error, settings);
    expect(text).toMatch(said);
    expect(text).not.toContain('\n');
    expect(exitCode).toBe(1);
  });
});
