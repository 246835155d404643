import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import { EXAMPLE_MARK, REMARK, REMARK_COLUMN, type SheetColumn } from '../exchange/column.rules';
import { PAPER_COLUMNS, RESULT_COLUMN } from './list.columns';

type Cells = Readonly<Record<string, string>>;

/** The workbook to fill in. */
export function listTemplate(): Promise<Buffer> {
  const example = Object.fromEntries(PAPER_COLUMNS.map(({ code, example: value }) => [code, String(value)]));
  return workbook([REMARK_COLUMN, ...PAPER_COLUMNS], [{ ...example, [REMARK]: EXAMPLE_MARK }]);
}

/** The table again, with what became of each row. */
export function listReport(found: readonly { readonly cells: Cells; readonly resultVi: string }[]): Promise<Buffer> {
  return workbook(
    [...PAPER_COLUMNS, RESULT_COLUMN],
    found.map(({ cells, resultVi }) => ({ ...cells, [RESULT_COLUMN.code]: resultVi })),
  );
}

/** Text stays text, whatever it begins with. */
async function workbook(columns: readonly SheetColumn[], lines: readonly Cells[]): Promise<Buffer> {
  const stream = new PassThrough();
  const bytes = buffer(stream);
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true });
  const sheet = book.addWorksheet('Quyết định', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ width }) => ({ width, style: { numFmt: '@' } }));
  const headings = sheet.addRow(columns.map(({ labelVi, isRequired }) => (isRequired ? `${labelVi} *` : labelVi)));
  headings.font = { bold: true };
  for (const [at, { noteVi }] of columns.entries()) if (noteVi !== '') headings.getCell(at + 1).note = noteVi;
  headings.commit();
  for (const line of lines) sheet.addRow(columns.map(({ code }) => line[code] ?? null)).commit();
  sheet.commit();
  await book.commit();
  return bytes;
}
