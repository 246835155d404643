import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import type { RawCell } from './cell.rules';
import { FAULTS, FAULTS_COLUMN, type SheetColumn } from './column.rules';
import { HEADING_WITHIN_ROWS, readHeadings } from './heading.rules';
import type { Sheet, SheetRow } from './sheet-row';

export interface ReportIssue {
  readonly cell: string;
  readonly row: number;
  readonly severity: 'error' | 'warning';
  readonly messageVi: string;
}

const RED = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF9DEDC' } } as const;

/** The table as it was sent, with a column that says what is wrong with each row. Text stays text, whatever it begins with. */
export async function reportWorkbook(sheet: Sheet, columns: readonly SheetColumn[], issues: readonly ReportIssue[]): Promise<Buffer> {
  const rows: SheetRow[] = [];
  for await (const some of sheet.rows()) rows.push(...some);
  const top: string[][] = [];
  for (const row of rows)
    if (row.number <= HEADING_WITHIN_ROWS) top[row.number - 1] = Array.from(row.cells, (cell) => (cell?.kind === 'text' ? cell.text : ''));
  const headings = readHeadings(
    Array.from(top, (texts) => texts ?? []),
    columns,
  );
  const known = [...(headings?.at ?? [])].find(([, { code }]) => code === FAULTS)?.[0];
  const faultsAt = known ?? Math.max(0, ...rows.map(({ cells }) => cells.length)) + 1;
  const byRow = new Map<number, ReportIssue[]>();
  for (const issue of issues) byRow.set(issue.row, [...(byRow.get(issue.row) ?? []), issue]);

  const stream = new PassThrough();
  const bytes = buffer(stream);
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true });
  const out = book.addWorksheet('Sản phẩm');
  const lastHeading = headings?.lastRow ?? 1;
  for (const { number, cells } of rows) {
    const row = out.getRow(number);
    for (const [at, cell] of cells.entries()) if (cell) row.getCell(at + 1).value = valueOf(cell);
    if (number === lastHeading) row.getCell(faultsAt).value = FAULTS_COLUMN.labelVi;
    if (number === lastHeading - 1 && cells.some((cell) => cell?.kind === 'text' && cell.text === 'name')) {
      row.getCell(faultsAt).value = FAULTS;
      row.hidden = true;
    }
    const found = byRow.get(number) ?? [];
    if (number > lastHeading) row.getCell(faultsAt).value = found.map(({ messageVi }) => messageVi).join('\n') || null;
    for (const { cell, severity } of found)
      if (severity === 'error' && /^[A-Z]/.test(cell)) row.getCell(cell.replace(/\d+$/, '')).fill = RED;
    row.commit();
  }
  out.commit();
  await book.commit();
  return bytes;
}

function valueOf(cell: RawCell): string | number | boolean | null {
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'number':
      return cell.value;
    case 'flag':
      return cell.value;
    case 'day':
      return cell.day.split('-').reverse().join('/');
    case 'refused':
      return null; // a formula is never handed on
    default:
      return cell satisfies never;
  }
}
