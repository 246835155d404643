import ExcelJS from 'exceljs';

export interface ImportOrder {
  readonly databaseUrl: string;
  readonly file: string;
  readonly rows: number;
}

export interface ImportReport {
  readonly rows: number;
  readonly perSecond: number;
  /** Of the process since it began, MB. */
  readonly peakMb: number;
}

export const peakMb = (): number => process.resourceUsage().maxRSS / 1024;

const HEADINGS = [
  ...[
    'Ghi chú',
    'Tên sản phẩm',
    'Bộ sản phẩm OCOP',
    'Đơn vị tính',
    'Giá bán (đồng)',
    'Khối lượng cả bao bì (g)',
    'Dài (cm)',
    'Rộng (cm)',
    'Cao (cm)',
  ],
  ...['Mã hàng (SKU)', 'Số đơn vị kho trong một quy cách', 'Mô tả', 'Tỉnh, thành phố', 'Xã, phường, đặc khu', 'Hạn sử dụng (ngày)'],
  ...['Số quyết định OCOP', 'Số sao OCOP', 'Cơ quan cấp OCOP', 'Ngày cấp OCOP', 'Hết hạn OCOP'],
];

/** A table of 20 columns whose every row can be taken over. */
export async function writeTable(file: string, rows: number): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file, useSharedStrings: true, useStyles: true });
  const sheet = book.addWorksheet('Sản phẩm');
  sheet.addRow(HEADINGS).commit();
  for (let at = 0; at < rows; at++) {
    sheet
      .addRow([
        ...['', `Mật ong bạc hà lô số ${at}`, '4. Mật ong, mật khác và nông sản thực phẩm khác', 'chai', '350.000đ', 750, 10, 10, 22],
        ...['', 1, `Mật ong hoa bạc hà, thu vào mùa đông trên cao nguyên đá, lô số ${at}.`, 'Tuyên Quang', 'Xã Đồng Văn', 365],
        ...[`${at}/QĐ-UBND`, 3 + (at % 3), 'UBND tỉnh Tuyên Quang', '12/03/2025', '12/03/2028'],
      ])
      .commit();
  }
  sheet.commit();
  await book.commit();
}
