import { FAULTS_COLUMN, REMARK_COLUMN, type SheetColumn } from '../exchange/column.rules';

const column = (
  code: string,
  labelVi: string,
  noteVi: string,
  example: string | number,
  width: number,
  aliases: readonly string[],
  kind: SheetColumn['kind'] = 'text',
  isRequired = true,
): SheetColumn => ({ code, labelVi, noteVi, kind, isRequired, example, width, aliases });

/** What a row of a decision says. */
export const PAPER_COLUMNS: readonly SheetColumn[] = [
  column('maker', 'Tên chủ thể', 'Như trong quyết định.', 'HTX Mật ong Mèo Vạc', 34, [
    'chủ thể',
    'tên cơ sở',
    'chủ thể sản xuất',
    'đơn vị',
  ]),
  column('commune', 'Xã, phường, đặc khu', 'Đơn vị từ 1/7/2025, hoặc mã 5 số.', 'Xã Mèo Vạc', 24, [
    'xã',
    'xã/phường',
    'xã, phường',
    'địa chỉ',
  ]),
  column('product', 'Tên sản phẩm', 'Như trong quyết định.', 'Mật ong bạc hà', 34, ['sản phẩm', 'tên hàng']),
  column('stars', 'Số sao', '3 hoặc 4. Giấy 5 sao do Bộ quyết định.', 4, 10, ['hạng sao', 'hạng', 'xếp hạng', 'kết quả xếp hạng'], 'whole'),
  column('number', 'Số quyết định', 'Như in trên quyết định.', '125/QĐ-UBND', 20, ['quyết định số', 'số qđ']),
  column('issuedOn', 'Ngày quyết định', 'Ngày/tháng/năm.', '12/03/2026', 16, ['ngày cấp', 'ngày qđ', 'ngày ký'], 'day'),
  column(
    'expiresOn',
    'Có hiệu lực đến',
    'Bỏ trống: 36 tháng từ ngày quyết định.',
    '12/03/2029',
    16,
    ['hiệu lực đến', 'ngày hết hạn', 'hết hạn', 'thời hạn'],
    'day',
    false,
  ),
];

export const RESULT_COLUMN: SheetColumn = { ...FAULTS_COLUMN, code: 'result', labelVi: 'Kết quả' };

/** Every column that is known. The result of an earlier time is read by nobody. */
export const LIST_COLUMNS: readonly SheetColumn[] = [REMARK_COLUMN, ...PAPER_COLUMNS, RESULT_COLUMN];
