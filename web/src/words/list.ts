import type { Words } from './language.svelte';

/** A decision on many certificates, sent as one table. */
const vi = {
  title: 'Nhập danh sách',
  intro:
    'Quyết định công nhận OCOP có nhiều sản phẩm? Gửi cả bảng lên một lần. Máy tìm từng chủ thể và sản phẩm, chưa ghi gì cho đến khi anh/chị đồng ý.',
  stepTemplate: '1. Tải mẫu',
  template: 'Tải mẫu về',
  needsSignal: 'Việc này cần có mạng. Tệp chưa được gửi, hãy chọn lại khi có mạng.',
  current: '3. Kiểm tra và đưa vào',
  state: {
    checking: 'Đang kiểm tra',
    checked: 'Đã kiểm tra, chưa ghi',
    running: 'Đang đưa vào',
    done: 'Đã xong',
    refused: 'Không đọc được tệp',
    stopped: 'Đã dừng',
    failed: 'Bị lỗi giữa chừng',
  },
  rows: (count: string) => `${count} dòng`,
  fates: {
    matched: 'Đưa vào được',
    entered: 'Đã đưa vào',
    known: 'Đã có giấy',
    'no-product': 'Chưa có sản phẩm',
    'no-producer': 'Chưa có chủ thể',
    doubtful: 'Chưa rõ của ai',
    faulty: 'Có lỗi',
  },
  fate: (text: string, count: string) => `${text}: ${count}`,
  row: (number: number) => `Dòng ${number}`,
  paper: (number: string, stars: string) => `Quyết định ${number}, ${stars} sao`,
  toProduct: 'Xem sản phẩm',
  run: (count: string) => `Đưa ${count} giấy vào`,
  runHint: 'Giấy được ghi là đã xác nhận, đứng tên anh/chị, theo quyết định của tỉnh.',
  nothing: 'Không có giấy nào mới để đưa vào.',
  result: (count: string) => `Đã đưa ${count} giấy vào và xác nhận.`,
  report: 'Tải bảng có cột “Kết quả”',
  kept: 'Danh sách được giữ 90 ngày.',
};

const en: typeof vi = {
  title: 'Bring a list',
  intro:
    'Does a decision name many products? Send its whole table at once. Producers and products are found first; nothing is written until you say so.',
  stepTemplate: '1. Take the template',
  template: 'Get the template',
  needsSignal: 'This needs a signal. The file was not sent; choose it again when there is one.',
  current: '3. Check and enter',
  state: {
    checking: 'Being checked',
    checked: 'Checked, nothing written',
    running: 'Being entered',
    done: 'Done',
    refused: 'Cannot be read',
    stopped: 'Stopped',
    failed: 'Failed on the way',
  },
  rows: (count) => `${count} rows`,
  fates: {
    matched: 'Can be entered',
    entered: 'Entered',
    known: 'Already there',
    'no-product': 'No such product',
    'no-producer': 'No such producer',
    doubtful: 'Not clear whose',
    faulty: 'Faulty',
  },
  fate: (text, count) => `${text}: ${count}`,
  row: (number) => `Row ${number}`,
  paper: (number, stars) => `Decision ${number}, ${stars} stars`,
  toProduct: 'See the product',
  run: (count) => `Enter ${count} certificates`,
  runHint: 'They are entered as verified, in your name, by the decision of the province.',
  nothing: 'There is no new certificate to enter.',
  result: (count) => `${count} certificates were entered and verified.`,
  report: 'Get the table with the column “Kết quả”',
  kept: 'Lists are kept for 90 days.',
};

export const listWords: Words<typeof vi> = { vi, en };
