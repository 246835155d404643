import { foldVi } from '../../shared/kernel';
import { columnLetters } from './cell.rules';
import type { SheetColumn } from './column.rules';

/** Where the columns of a table lie. */
export interface Headings {
  /** Column of the table (from 1) by what it holds. */
  readonly at: ReadonlyMap<number, SheetColumn>;
  /** Rows from 1 up to and with this one are no products. */
  readonly lastRow: number;
  /** Headings that nobody knows, with their cells. */
  readonly unknown: readonly { readonly cell: string; readonly text: string }[];
  /** Labels of required columns that are not there. */
  readonly missing: readonly string[];
  /** Labels that stand there twice, with their cells. */
  readonly double: readonly string[];
}

/** Headings stand within so many rows from the top; above them people write the name of the cooperative. */
export const HEADING_WITHIN_ROWS = 15;
const FEWEST = 2;

const bare = (text: string): string => foldVi(text).replace(/[*:]/g, '').trim();

/** Finds the columns by the hidden row of codes or, without one, by their Vietnamese names in any order. null: no heading row among these. */
export function readHeadings(rows: readonly (readonly string[])[], columns: readonly SheetColumn[]): Headings | null {
  const byCode = new Map(columns.map((column) => [column.code, column]));
  const byName = new Map(
    columns.flatMap((column) => [column.labelVi, ...(column.aliases ?? [])].map((name) => [bare(name), column] as const)),
  );
  for (const column of columns) byName.set(bare(column.labelVi), column); // a label wins over an alias
  const codes = bestRow(rows, (text) => byCode.get(text.trim()));
  if (codes) return placed(rows[codes.row - 1] ?? [], codes.row, codes.row + 1, (text) => byCode.get(text.trim()), columns);
  const names = bestRow(rows, (text) => byName.get(bare(text)));
  return names && placed(rows[names.row - 1] ?? [], names.row, names.row, (text) => byName.get(bare(text)), columns);
}

function bestRow(
  rows: readonly (readonly string[])[],
  known: (text: string) => SheetColumn | undefined,
): { row: number; count: number } | null {
  let best: { row: number; count: number } | null = null;
  for (const [at, cells] of rows.slice(0, HEADING_WITHIN_ROWS).entries()) {
    const count = new Set(cells.flatMap((text) => known(text)?.code ?? [])).size;
    if (count >= FEWEST && count > (best?.count ?? 0)) best = { row: at + 1, count };
  }
  return best;
}

function placed(
  cells: readonly string[],
  row: number,
  lastRow: number,
  known: (text: string) => SheetColumn | undefined,
  columns: readonly SheetColumn[],
): Headings {
  const at = new Map<number, SheetColumn>();
  const unknown: { cell: string; text: string }[] = [];
  const double: string[] = [];
  const first = new Map<string, string>();
  for (const [index, text] of cells.entries()) {
    if (!text || text.trim() === '') continue;
    const cell = `${columnLetters(index + 1)}${row}`;
    const column = known(text);
    if (!column) unknown.push({ cell, text: text.trim() });
    else if (first.has(column.code)) double.push(`“${column.labelVi}” (${first.get(column.code) ?? ''} và ${cell})`);
    else {
      first.set(column.code, cell);
      at.set(index + 1, column);
    }
  }
  const missing = columns.filter((column) => column.isRequired && !first.has(column.code)).map(({ labelVi }) => labelVi);
  return { at, lastRow, unknown, missing, double };
}
