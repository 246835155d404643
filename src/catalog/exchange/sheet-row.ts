import type { RawCell } from './cell.rules';

/** One row of a table. `cells[0]` is column A; an empty cell is undefined. */
export interface SheetRow {
  /** As the spreadsheet counts it, from 1. */
  readonly number: number;
  readonly cells: readonly (RawCell | undefined)[];
}

/** The rows of a table, some at a time, so that no row costs a turn of its own. Throws: Problem sheet-refused. */
export type SheetRows = AsyncIterable<readonly SheetRow[]>;

/** A table that can be read more than once. */
export interface Sheet {
  readonly type: 'xlsx' | 'csv';
  /** For CSV, where it was not plain UTF-8: how it was read. */
  readonly encoding: string | null;
  rows(): SheetRows;
}
