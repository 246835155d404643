import { Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import { Problem } from '../../shared/kernel';
import { FORMULA, type RawCell } from './cell.rules';
import { SHEET_LIMITS } from './sheet.limits';
import { sheetRefused } from './sheet.refusal';
import type { Sheet, SheetRow, SheetRows } from './sheet-row';
import { openParts, type ZipParts } from './zip-parts';

/**
 * The parts of exceljs' streaming reader, called one by one: its own unpacking follows what each file says of itself and keeps sheets in temporary files,
 * so a workbook would be read otherwise than it was checked. Not in its types; 4.4.0.
 */
interface PartReader {
  _parseRels(part: Readable): Promise<void>;
  _parseWorkbook(part: Readable): Promise<void>;
  _parseStyles(part: Readable): Promise<void>;
  _parseSharedStrings(part: Readable): AsyncIterable<unknown>;
  _parseWorksheet(part: AsyncIterable<string>, number: string): Iterable<{ value: SheetParser }>;
  sharedStrings?: unknown[];
  workbookRels?: readonly { Id: string; Target: string }[];
  model: { readonly sheets?: readonly { readonly rId: string; readonly name: string; readonly state?: string }[] };
}
interface SheetParser {
  parse(): AsyncIterable<readonly { readonly eventType: string; readonly value: ExcelJS.Row }[]>;
}

/** Throws: Problem sheet-refused. */
export async function openXlsx(bytes: Buffer): Promise<Sheet> {
  const parts = await openParts(bytes);
  if (parts.names.some((name) => /^xl\/workbook\.bin$/i.test(name))) throw sheetRefused('macros');
  if (!parts.has('xl/workbook.xml') || !parts.has('[Content_Types].xml')) throw sheetRefused('unknown-type');
  for await (const text of parts.xml('[Content_Types].xml', 1_000_000))
    if (/macroEnabled|ms-excel\.sheet\.binary/i.test(text)) throw sheetRefused('macros');
  return { type: 'xlsx', encoding: null, rows: () => readRows(parts) };
}

async function* readRows(parts: ZipParts): SheetRows {
  try {
    const reader = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from([]), {
      sharedStrings: 'cache',
      styles: 'cache', // else a day would be a number
      worksheets: 'emit',
      hyperlinks: 'ignore',
      entries: 'ignore',
    }) as unknown as PartReader; // see PartReader
    const sheet = await openSheet(parts, reader);
    let last = 0;
    let count = 0;
    for await (const events of sheet.parse()) {
      const rows: SheetRow[] = [];
      for (const { eventType, value: row } of events) {
        if (eventType !== 'row') continue;
        const number = Number.isInteger(row.number) ? row.number : last + 1;
        if (number <= last) throw sheetRefused('damaged');
        last = number;
        const cells = cellsOf(row);
        if (cells.length === 0) continue;
        // Headings and what stands above them are not counted here, so leave them room.
        if (++count > SHEET_LIMITS.rows + 100) throw sheetRefused('too-many-rows');
        rows.push({ number, cells });
      }
      if (rows.length > 0) yield rows;
    }
  } catch (error) {
    throw error instanceof Problem ? error : sheetRefused('damaged');
  }
}

/** The first sheet that is not hidden, with everything it refers to. */
async function openSheet(parts: ZipParts, reader: PartReader): Promise<SheetParser> {
  const stream = (name: string, limit?: number): Readable => Readable.from(parts.xml(name, limit));
  await reader._parseRels(stream('xl/_rels/workbook.xml.rels', 1_000_000));
  await reader._parseWorkbook(stream('xl/workbook.xml', 2_000_000));
  if (parts.has('xl/styles.xml')) await reader._parseStyles(stream('xl/styles.xml', 8_000_000));
  reader.sharedStrings = [];
  if (parts.has('xl/sharedStrings.xml')) {
    for await (const part of reader._parseSharedStrings(stream('xl/sharedStrings.xml', SHEET_LIMITS.sharedStringBytes))) void part;
  }
  const first = reader.model.sheets?.find((sheet) => sheet.state === undefined || sheet.state === 'visible');
  const target = reader.workbookRels?.find((rel) => rel.Id === first?.rId)?.Target;
  const path = target === undefined ? null : target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  if (path === null || !parts.has(path)) throw sheetRefused('no-sheet');
  for (const { value } of reader._parseWorksheet(parts.xml(path), '1')) return value;
  throw sheetRefused('no-sheet');
}

function cellsOf(row: ExcelJS.Row): (RawCell | undefined)[] {
  if (row.cellCount > SHEET_LIMITS.columns) {
    // Formatting reaches far to the right in many real files; only what holds something counts.
    row.eachCell((_, column) => {
      if (column > SHEET_LIMITS.columns) throw sheetRefused('too-many-columns');
    });
  }
  const cells: (RawCell | undefined)[] = [];
  row.eachCell((cell, column) => {
    const raw = rawOf(cell.value);
    if (raw) cells[column - 1] = raw;
  });
  return cells;
}

function rawOf(value: ExcelJS.CellValue): RawCell | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') return textOf(value);
  if (typeof value === 'number') return Number.isNaN(value) ? undefined : { kind: 'number', value };
  if (typeof value === 'boolean') return { kind: 'flag', value };
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return { kind: 'refused', message: 'Ô này là ngày không đọc được; xin viết như 21/11/2026.' };
    return { kind: 'day', day: value.toISOString().slice(0, 10) };
  }
  if ('formula' in value || 'sharedFormula' in value) return { kind: 'refused', message: FORMULA };
  if ('richText' in value) return textOf(value.richText.map(({ text }) => text).join(''));
  if ('error' in value) return { kind: 'refused', message: `Ô này báo lỗi ${String(value.error)}.` };
  return { kind: 'refused', message: 'Ô này không đọc được; xin dán lại giá trị.' };
}

function textOf(text: string): RawCell | undefined {
  if (text.length > SHEET_LIMITS.cellChars) throw sheetRefused('cell-too-long');
  const plain = text.replace(/_x([0-9A-Fa-f]{4})_/g, (whole, hex: string) => (hex.toUpperCase() === '000D' ? '' : whole)).normalize('NFC');
  return plain.trim() === '' ? undefined : { kind: 'text', text: plain };
}
