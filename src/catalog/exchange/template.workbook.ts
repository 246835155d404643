import { createHash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import { fullNameVi, type Commune, type Province } from '../reference/place.rules';
import { columnLetters } from './cell.rules';
import {
  REMARK,
  SECTORS,
  setLabel,
  setsOf,
  templateColumns,
  UNITS,
  type AttributeColumn,
  type Form,
  type SectorChoice,
  type SheetColumn,
} from './column.rules';
import { SHEET_LIMITS } from './sheet.limits';

export interface TemplateSource {
  readonly sector: SectorChoice;
  readonly form: Form;
  readonly attributes: readonly AttributeColumn[];
  readonly provinces: readonly Province[];
  /** Sorted by province. */
  readonly communes: readonly Commune[];
}

/** Raise it when the workbook of the same content looks different. */
const EDITION = 1;
const FIRST_ROW = 4;
/** Rows that have drop-downs and number formats. More may be filled in. */
const READY_ROWS = 2_000;
const LISTS = 'Danh mục';
const PLACES = 'Xã phường';
const MADE_ON = new Date('2026-11-22T00:00:00Z');

/** Same content, same key. */
export function templateKey(source: TemplateSource): string {
  return createHash('sha256')
    .update(JSON.stringify([EDITION, source]))
    .digest('hex');
}

/** The workbook to fill in: products, a guide, and the lists that its drop-downs show. */
export async function templateWorkbook(source: TemplateSource): Promise<Buffer> {
  const stream = new PassThrough();
  const bytes = buffer(stream);
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true });
  book.created = MADE_ON;
  book.modified = MADE_ON;
  const columns = templateColumns(source.sector, source.form, source.attributes);
  const lists = choiceLists(source, columns);
  writeProducts(book, columns, lists, source);
  writeGuide(book, columns, source);
  writeLists(book, lists);
  writePlaces(book, source);
  await book.commit();
  return bytes;
}

/** One column of the list sheet for each drop-down. */
interface ChoiceList {
  readonly code: string;
  readonly titleVi: string;
  readonly values: readonly string[];
}

function choiceLists({ sector, provinces }: TemplateSource, columns: readonly SheetColumn[]): ChoiceList[] {
  return columns.flatMap(({ code, labelVi, choices }) => {
    const values =
      code === 'ocopSet'
        ? setsOf(sector).map(setLabel)
        : code === 'unit'
          ? UNITS
          : code === 'province'
            ? provinces.map(({ name }) => name)
            : choices;
    return values && values.length > 0 ? [{ code, titleVi: labelVi, values }] : [];
  });
}

type Book = ExcelJS.stream.xlsx.WorkbookWriter;

function writeProducts(book: Book, columns: readonly SheetColumn[], lists: readonly ChoiceList[], { communes }: TemplateSource): void {
  const sheet = book.addWorksheet('Sản phẩm', { views: [{ state: 'frozen', xSplit: 2, ySplit: 2 }] });
  sheet.columns = columns.map(({ width, kind }) => ({
    width,
    style: { numFmt: kind === 'whole' ? '#,##0' : kind === 'decimal' ? '#,##0.###' : kind === 'day' ? 'dd/mm/yyyy' : '@' },
  }));
  const codes = sheet.getRow(1);
  codes.values = columns.map(({ code }) => code);
  codes.hidden = true;
  codes.commit();
  const headings = sheet.getRow(2);
  headings.height = 32;
  for (const [at, column] of columns.entries()) {
    const cell = headings.getCell(at + 1);
    cell.value = column.isRequired ? `${column.labelVi} *` : column.labelVi;
    cell.font = { bold: true, color: { argb: 'FFFFFFFF' } };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: column.isRequired ? 'FFB3261E' : 'FF3A6B4A' } };
    cell.alignment = { wrapText: true, vertical: 'middle' };
    if (column.noteVi !== '') cell.note = column.noteVi;
  }
  headings.commit();
  const example = sheet.getRow(3);
  example.values = columns.map((column) =>
    column.code === 'ocopSet' ? (lists.find(({ code }) => code === 'ocopSet')?.values[0] ?? '') : column.example,
  );
  example.font = { italic: true, color: { argb: 'FF777777' } };
  example.commit();
  const lettersOf = (code: string): string => columnLetters(columns.findIndex((column) => column.code === code) + 1);
  const range = (code: string): string => `${lettersOf(code)}${FIRST_ROW}:${lettersOf(code)}${FIRST_ROW + READY_ROWS - 1}`;
  const validations = (sheet as unknown as { dataValidations: { add(range: string, rule: ExcelJS.DataValidation): void } }).dataValidations; // not in its types
  for (const [at, { code, values }] of lists.entries()) {
    const letters = columnLetters(at + 1);
    validations.add(range(code), {
      ...{
        type: 'list',
        allowBlank: true,
        showErrorMessage: code !== 'unit',
        formulae: [`'${LISTS}'!$${letters}$2:$${letters}$${values.length + 1}`],
      },
      ...{ errorTitle: 'Không có trong danh sách', error: 'Xin chọn một mục trong danh sách.' },
    });
  }
  if (columns.some(({ code }) => code === 'commune') && communes.length > 0) {
    const province = `$${lettersOf('province')}${FIRST_ROW}`;
    validations.add(range('commune'), {
      ...{ type: 'list', allowBlank: true, showErrorMessage: false },
      // The communes of the province of the same row: they stand together there.
      formulae: [`OFFSET('${PLACES}'!$C$1,MATCH(${province},'${PLACES}'!$A:$A,0)-1,0,COUNTIF('${PLACES}'!$A:$A,${province}),1)`],
    });
  }
  sheet.commit();
}

function writeGuide(book: Book, columns: readonly SheetColumn[], { sector, form }: TemplateSource): void {
  const sheet = book.addWorksheet('Hướng dẫn');
  sheet.columns = [{ width: 34 }, { width: 100 }];
  const sectorVi = SECTORS.find(({ code }) => code === sector)?.nameVi ?? 'tất cả các ngành';
  const lines: [string, string][] = [
    ['Mẫu đăng ký sản phẩm OCOP', `Ngành: ${sectorVi}. ${form === 'short' ? 'Mẫu ngắn: chỉ những mục bắt buộc.' : 'Mẫu đầy đủ.'}`],
    ['Cách điền', 'Mỗi dòng là một quy cách của một sản phẩm, bắt đầu từ dòng 4 của trang “Sản phẩm”. Cột có dấu * phải điền.'],
    ['Dòng ví dụ', 'Dòng 3 chỉ để xem; hệ thống bỏ qua mọi dòng có chữ “VÍ DỤ” ở cột “Ghi chú”.'],
    ['Số', 'Viết 120000 hoặc 120.000. Không viết tắt như 12k, không dùng công thức.'],
    ['Nhiều quy cách', 'Nhiều dòng cùng tên và cùng bộ là một sản phẩm; mỗi dòng phải có mã hàng (SKU) riêng.'],
    ['Gửi lại', 'Gửi lại cùng tệp thì không có gì thay đổi. Ô bỏ trống nghĩa là giữ nguyên điều đã đăng ký.'],
    ['Giới hạn', `Nhiều nhất ${SHEET_LIMITS.rows.toLocaleString('vi-VN')} dòng, ${SHEET_LIMITS.bytes / 1024 / 1024} MB.`],
    ['', ''],
    ['Cột', 'Quy định'],
    ...columns
      .filter(({ code }) => code !== REMARK)
      .map(({ labelVi, isRequired, noteVi }): [string, string] => [isRequired ? `${labelVi} *` : labelVi, noteVi]),
  ];
  for (const [at, line] of lines.entries()) {
    const row = sheet.addRow(line);
    row.alignment = { wrapText: true, vertical: 'top' };
    if (at === 0 || line[0] === 'Cột') row.font = { bold: true };
    row.commit();
  }
  sheet.commit();
}

function writeLists(book: Book, lists: readonly ChoiceList[]): void {
  const sheet = book.addWorksheet(LISTS);
  sheet.columns = lists.map(() => ({ width: 40 }));
  sheet.addRow(lists.map(({ titleVi }) => titleVi)).commit();
  const longest = Math.max(0, ...lists.map(({ values }) => values.length));
  for (let at = 0; at < longest; at++) sheet.addRow(lists.map(({ values }) => values[at] ?? null)).commit();
  sheet.commit();
}

function writePlaces(book: Book, { provinces, communes }: TemplateSource): void {
  const sheet = book.addWorksheet(PLACES);
  sheet.columns = [{ width: 20 }, { width: 10 }, { width: 36 }];
  sheet.addRow(['Tỉnh, thành phố', 'Mã', 'Xã, phường, đặc khu']).commit();
  const names = new Map(provinces.map(({ code, name }) => [code, name]));
  for (const commune of communes) sheet.addRow([names.get(commune.provinceCode) ?? '', commune.code, fullNameVi(commune)]).commit();
  sheet.commit();
}
