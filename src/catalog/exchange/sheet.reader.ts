import type { RawCell } from './cell.rules';
import type { SheetColumn } from './column.rules';
import { openCsv } from './csv.reader';
import { HEADING_WITHIN_ROWS, readHeadings, type Headings } from './heading.rules';
import { SHEET_LIMITS } from './sheet.limits';
import { sheetRefused } from './sheet.refusal';
import type { Sheet, SheetRow } from './sheet-row';
import { openXlsx } from './xlsx.reader';

const startsWith = (bytes: Buffer, ...magic: readonly number[]): boolean => magic.every((byte, at) => bytes[at] === byte);

/** Opens a table by what it holds, not by its name; a name that says otherwise is believed no more. Throws: Problem sheet-refused. */
export async function openSheet(bytes: Buffer, fileName: string, columns: readonly SheetColumn[]): Promise<Sheet> {
  if (bytes.length === 0) throw sheetRefused('empty');
  if (bytes.length > SHEET_LIMITS.bytes) throw sheetRefused('too-many-bytes');
  if (/\.(?:xlsm|xlsb|xltm|xlam)$/i.test(fileName)) throw sheetRefused('macros');
  // An old workbook and a new one with a password are both containers of Microsoft's older kind; only the second holds this stream's name.
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1))
    throw sheetRefused(bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'encrypted' : 'old-excel');
  if (startsWith(bytes, 0x50, 0x4b)) return openXlsx(bytes);
  if (/\.xls[a-z]?$/i.test(fileName) || /\.ods$/i.test(fileName)) throw sheetRefused(/\.xls$/i.test(fileName) ? 'old-excel' : 'damaged');
  if (
    startsWith(bytes, 0x25, 0x50, 0x44, 0x46) ||
    startsWith(bytes, 0x89, 0x50) ||
    startsWith(bytes, 0xff, 0xd8) ||
    startsWith(bytes, 0x1f, 0x8b)
  )
    throw sheetRefused('unknown-type');
  return openCsv(bytes, (rows) => readHeadings(rows, columns)?.at.size ?? 0);
}

/** A row that is meant to be a product, by the codes of its columns. */
export interface ProductRow {
  readonly number: number;
  readonly cells: ReadonlyMap<string, RawCell>;
}

export interface ProductSheet {
  readonly headings: Headings;
  /** Letters of columns by code, to name cells. */
  readonly products: AsyncIterable<readonly ProductRow[]>;
}

/** Finds the headings; the rows below follow as they are read. `isProduct` leaves out the example and remarks. Throws: Problem sheet-refused. */
export async function readProductSheet(
  sheet: Sheet,
  columns: readonly SheetColumn[],
  isProduct: (row: ProductRow) => boolean,
): Promise<ProductSheet> {
  const rows = sheet.rows()[Symbol.asyncIterator]();
  const top: SheetRow[] = [];
  let ended = false;
  while (!ended && top.length <= HEADING_WITHIN_ROWS) {
    const next = await rows.next();
    if (next.done) ended = true;
    else top.push(...next.value);
  }
  if (top.length === 0) throw sheetRefused('empty');
  const texts: string[][] = [];
  for (const row of top)
    if (row.number <= HEADING_WITHIN_ROWS) texts[row.number - 1] = row.cells.map((cell) => (cell?.kind === 'text' ? cell.text : ''));
  const headings = readHeadings(
    Array.from({ length: texts.length }, (_, at) => Array.from(texts[at] ?? [], (text) => text ?? '')),
    columns,
  );
  if (!headings) throw sheetRefused('no-headings');
  if (headings.double.length > 0) throw sheetRefused('double-columns', headings.double.join('; '));
  if (headings.missing.length > 0) throw sheetRefused('missing-columns', headings.missing.join(', '));
  return { headings, products: productsOf(headings, top, ended ? null : rows, isProduct) };
}

async function* productsOf(
  headings: Headings,
  top: readonly SheetRow[],
  rest: AsyncIterator<readonly SheetRow[]> | null,
  isProduct: (row: ProductRow) => boolean,
): AsyncGenerator<readonly ProductRow[]> {
  let count = 0;
  const below = (rows: readonly SheetRow[]): ProductRow[] => {
    const products = rows
      .filter((row) => row.number > headings.lastRow)
      .map((row) => named(row, headings))
      .filter((row) => row.cells.size > 0 && isProduct(row));
    count += products.length;
    if (count > SHEET_LIMITS.rows) throw sheetRefused('too-many-rows');
    return products;
  };
  try {
    yield below(top);
    for (;;) {
      const next = await rest?.next();
      if (!next || next.done) break;
      yield below(next.value);
    }
  } finally {
    await rest?.return?.();
  }
  if (count === 0) throw sheetRefused('no-rows');
}

function named(row: SheetRow, headings: Headings): ProductRow {
  const cells = new Map<string, RawCell>();
  for (const [at, column] of headings.at) {
    const cell = row.cells[at - 1];
    if (cell) cells.set(column.code, cell);
  }
  return { number: row.number, cells };
}
