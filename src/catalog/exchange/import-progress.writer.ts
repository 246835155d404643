import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { Clock } from '../../shared/kernel';
import type { Chunk, Issue } from './chunk.reader';
import type { SheetColumn } from './column.rules';
import type { Outcome, Plan } from './import-plan.rules';
import type { ProductImport } from './import.entity';
import { SHEET_LIMITS } from './sheet.limits';

/** Another state than the one we work in: cancelled, or done by somebody else. */
export class NotOurs extends Error {}

/** How the file names its columns and cells. */
export interface SheetNames {
  readonly letters: ReadonlyMap<string, string>;
  readonly columns: ReadonlyMap<string, SheetColumn>;
}

interface UnknownHeading {
  readonly cell: string;
  readonly text: string;
}

interface ShownIssue {
  readonly row: number;
  readonly cell: string;
  readonly columnVi: string;
  readonly severity: 'error' | 'warning';
  readonly messageVi: string;
}

/** Writes down how far an import is, what came of it, and what is wrong in which cell. */
@Injectable()
export class ImportProgress {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** A check that begins again counts from the start: it has written nothing. */
  async startOver(found: ProductImport): Promise<void> {
    const { id } = found;
    found.lastRow = 0;
    await this.transactions.run(async (tx) => {
      await rows(
        tx,
        `update product_import set rows_read = 0, last_row = 0, created = 0, changed = 0, unchanged = 0, refused = 0, proposed = 0, errors = 0, warnings = 0 where id = $1 and state = 'checking'`,
        [id],
      );
      await rows(tx, 'delete from product_import_issue where import_id = $1', [id]);
    });
  }

  /** The counts move on only from where this worker left them, so two can never both do a chunk. Throws: NotOurs. */
  async record(
    tx: EntityManager,
    found: ProductImport,
    chunk: Chunk,
    plan: Plan,
    names: SheetNames,
    unknown: readonly UnknownHeading[],
  ): Promise<void> {
    const count = (outcome: Outcome): number => plan.outcomes.filter((each) => each === outcome).length;
    const rowIssues = [...chunk.issues, ...plan.issues].sort((a, b) => a.row - b.row).map((issue) => shownAt(names, issue));
    const shown = [...unknown.map(unknownColumn), ...rowIssues];
    const errors = shown.filter(({ severity }) => severity === 'error').length;
    const [before] = await rows<{ issues: number }>(
      tx,
      `update product_import set rows_read = rows_read + $4, last_row = $5, created = created + $6, changed = changed + $7, unchanged = unchanged + $8,
         refused = refused + $9, errors = errors + $10, warnings = warnings + $11, proposed = proposed + $12, attempts = 0
       where id = $1 and state = $2 and last_row = $3 returning errors + warnings - $10 - $11 as issues`,
      [
        ...[found.id, found.state, found.lastRow, chunk.read, chunk.lastRow],
        ...[count('created'), count('changed'), count('unchanged'), chunk.refused + count('refused'), errors, shown.length - errors],
        plan.proposedPrices.length,
      ],
    );
    if (!before) throw new NotOurs();
    await this.storeIssues(tx, found.id, before.issues, shown);
  }

  async end(found: ProductImport, state: ProductImport['state'], problem: ProductImport['problem']): Promise<void> {
    await rows(
      this.transactions.reader,
      `update product_import set state = $3, problem = $4, finished_at = $5, last_row = case when $3 = 'checked' then 0 else last_row end,
         rows_total = coalesce(rows_total, case when $3 = 'checked' then rows_read end)
       where id = $1 and state = $2`,
      [found.id, found.state, state, problem === null ? null : JSON.stringify(problem), this.clock.now()],
    );
  }

  private async storeIssues(tx: EntityManager, importId: string, already: number, issues: readonly ShownIssue[]): Promise<void> {
    const kept = issues.slice(0, Math.max(0, SHEET_LIMITS.issuesShown - already));
    if (kept.length === 0) return;
    await rows(
      tx,
      `insert into product_import_issue (import_id, position, row_number, cell, column_vi, severity, message_vi)
       select $1, $2 + position, r.row, r.cell, r."columnVi", r.severity, r."messageVi"
       from rows from (jsonb_to_recordset($3::jsonb) as (row int, cell text, "columnVi" text, severity text, "messageVi" text))
         with ordinality as r (row, cell, "columnVi", severity, "messageVi", position)`,
      [importId, already, JSON.stringify(kept)],
    );
  }
}

function shownAt({ letters, columns }: SheetNames, { row, code, severity, messageVi }: Issue): ShownIssue {
  // A column that the file does not have is named by the row alone.
  return { row, cell: `${letters.get(code) ?? ''}${row}`, columnVi: columns.get(code)?.labelVi ?? code, severity, messageVi };
}

function unknownColumn({ cell, text }: UnknownHeading): ShownIssue {
  return {
    ...{ row: Number(/\d+$/.exec(cell)?.[0] ?? 1), cell, columnVi: text, severity: 'warning' },
    messageVi: `Không có cột “${text}” trong mẫu; cột này không được nhập. Xin xoá cột hoặc sửa tên.`,
  };
}
