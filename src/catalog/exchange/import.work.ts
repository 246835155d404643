import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { Clock, newId, Problem } from '../../shared/kernel';
import { columnLetters } from './cell.rules';
import { EXAMPLE_MARK, knownColumns, REMARK, type SheetColumn } from './column.rules';
import { ExchangeJob, type ExchangeWork } from './exchange.job';
import { ExchangeReader, type ExchangeGround } from './exchange.reader';
import { planRows, productKey, type Outcome, type Plan, type RowIssue, type WantedRow } from './import-plan.rules';
import { ProductImport } from './import.entity';
import { Places } from './place-finder.rules';
import { ProductBatch } from './product-batch.writer';
import { RowReader } from './row.reader';
import { SHEET_LIMITS } from './sheet.limits';
import { openSheet, readProductSheet, type ProductRow } from './sheet.reader';
import { onePerCode } from './template.service';

const CHUNK_ROWS = 500;
const MOST_ATTEMPTS = 5;
const FILES_KEPT_DAYS = 7;

/** Another state than the one we work in: cancelled, or done by somebody else. */
class NotOurs extends Error {}

type Issue = RowIssue & { readonly row: number };

/** Rows that are decided together: those that can be taken, and what is wrong with the others. */
interface Chunk {
  readonly wanted: readonly WantedRow[];
  readonly issues: readonly Issue[];
  readonly read: number;
  readonly refused: number;
  readonly lastRow: number;
}

/** Checks tables and takes them over. Both read the file anew, by the same rules; the check writes no product. */
@Injectable()
export class ImportWork implements ExchangeWork, OnModuleInit {
  readonly name = 'product_import';
  private readonly log = new Logger(ImportWork.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly reader: ExchangeReader,
    private readonly batch: ProductBatch,
    private readonly job: ExchangeJob,
  ) {}

  onModuleInit(): void {
    this.job.add(this);
  }

  async findDue(): Promise<readonly string[]> {
    const due = await rows<{ id: string }>(
      this.transactions.reader,
      `select id from product_import where state in ('checking', 'running') order by created_at, id`,
    );
    return due.map(({ id }) => id);
  }

  async attend(id: string, isHeld: () => boolean): Promise<void> {
    const db = this.transactions.reader;
    const found = await db.getRepository(ProductImport).findOneBy({ id });
    if (!found || (found.state !== 'checking' && found.state !== 'running')) return;
    try {
      await this.work(found, isHeld);
    } catch (error) {
      if (error instanceof NotOurs) return;
      if (error instanceof Problem)
        return this.end(found, 'refused', { reason: String(error.facts.reason ?? error.kind.code), detail: error.detail ?? '' });
      await this.failed(found, error);
    }
  }

  /** The import itself stays: it says who took what over. */
  async tidy(): Promise<void> {
    await rows(
      this.transactions.reader,
      `delete from product_import_file f using product_import i
       where i.id = f.import_id and i.state not in ('checking', 'running') and i.created_at < $1::timestamptz - $2 * interval '1 day'`,
      [this.clock.now(), FILES_KEPT_DAYS],
    );
  }

  private async work(found: ProductImport, isHeld: () => boolean): Promise<void> {
    const pass = await this.pass(found);
    for await (const chunk of this.chunks(pass)) {
      if (!isHeld()) return; // the next process goes on from the last chunk
      if (found.state === 'checking') await this.check(pass, chunk);
      else if (chunk.lastRow > found.lastRow) await this.take(pass, chunk);
    }
    await this.end(found, found.state === 'checking' ? 'checked' : 'done', null);
  }

  private async pass(found: ProductImport): Promise<Pass> {
    const db = this.transactions.reader;
    const ground = await this.reader.ground(db);
    const columns = knownColumns(onePerCode(ground.attributes));
    const [file] = await rows<{ bytes: Buffer; provinceCode: string }>(
      db,
      `select f.bytes, p.province_code as "provinceCode" from product_import_file f, producer p where f.import_id = $1 and p.id = $2`,
      [found.id, found.producerId],
    );
    if (!file) throw new Error('the file of an import that is not done is gone');
    // A check that begins again counts from the start: it has written nothing.
    if (found.state === 'checking') await this.startOver(found);
    const sheet = await openSheet(file.bytes, found.fileName, columns);
    const { headings, products } = await readProductSheet(sheet, columns, isProduct);
    const letters = new Map([...headings.at].map(([at, { code }]) => [code, columnLetters(at)]));
    return {
      ...{ found, ground, products, letters },
      columns: new Map(columns.map((column) => [column.code, column])),
      rows: new RowReader(columns, new Places(ground.provinces, ground.communes, file.provinceCode), ground.today),
      headIssues: found.lastRow === 0 ? headings.unknown : [],
      idsByKey: await this.batch.keys(db, found.producerId),
      seen: new Map(),
      sameProduct: new Map(),
    };
  }

  private async startOver(found: ProductImport): Promise<void> {
    const { id } = found;
    found.lastRow = 0;
    await this.transactions.run(async (tx) => {
      await rows(
        tx,
        `update product_import set rows_read = 0, last_row = 0, created = 0, changed = 0, unchanged = 0, refused = 0, errors = 0, warnings = 0 where id = $1 and state = 'checking'`,
        [id],
      );
      await rows(tx, 'delete from product_import_issue where import_id = $1', [id]);
    });
  }

  private async *chunks(pass: Pass): AsyncGenerator<Chunk> {
    let waiting: ProductRow[] = [];
    for await (const some of pass.products) {
      waiting.push(...some);
      while (waiting.length >= CHUNK_ROWS) {
        yield this.chunk(pass, waiting.slice(0, CHUNK_ROWS));
        waiting = waiting.slice(CHUNK_ROWS);
      }
    }
    if (waiting.length > 0) yield this.chunk(pass, waiting);
  }

  private chunk(pass: Pass, products: readonly ProductRow[]): Chunk {
    const issues: Issue[] = [];
    const wanted: WantedRow[] = [];
    for (const product of products) {
      const read = pass.rows.read(product);
      const double = read.wanted ? doubleOf(pass, read.wanted) : null;
      for (const issue of double ? [...read.issues, double] : read.issues) issues.push({ ...issue, row: product.number });
      if (read.wanted && !double) wanted.push(read.wanted);
    }
    return {
      wanted,
      issues,
      read: products.length,
      refused: products.length - wanted.length,
      lastRow: products[products.length - 1]?.number ?? 0,
    };
  }

  /** Says what the rows would do. Writes nothing but that. */
  private async check(pass: Pass, chunk: Chunk): Promise<void> {
    const plan = await this.plan(this.transactions.reader, pass, chunk, false);
    await this.transactions.run((tx) => this.record(tx, pass, chunk, plan));
    this.moveOn(pass, chunk, plan);
  }

  /** Rows, counts and how far we are: all or nothing. */
  private async take(pass: Pass, chunk: Chunk): Promise<void> {
    const plan = await this.transactions.run(async (tx) => {
      const made = await this.plan(tx, pass, chunk, true);
      await this.batch.write(tx, pass.found.producerId, made, pass.found.createdBy, this.clock.now());
      await this.record(tx, pass, chunk, made);
      return made;
    });
    this.moveOn(pass, chunk, plan);
  }

  private async plan(db: EntityManager, { found, ground, idsByKey }: Pass, { wanted }: Chunk, lock: boolean): Promise<Plan> {
    return planRows(wanted, await this.batch.registered(db, found.producerId, wanted, idsByKey, ground.attributes, lock), newId);
  }

  /** After the commit: later rows of this file find what these made. */
  private moveOn(pass: Pass, chunk: Chunk, plan: Plan): void {
    pass.found.lastRow = chunk.lastRow;
    pass.headIssues = [];
    for (const { id, name, ocopSet } of plan.newProducts) pass.idsByKey.set(productKey(name, ocopSet), [id]);
  }

  /** The counts move on only from where this worker left them, so two can never both do a chunk. */
  private async record(tx: EntityManager, pass: Pass, chunk: Chunk, plan: Plan): Promise<void> {
    const { found, headIssues } = pass;
    const count = (outcome: Outcome): number => plan.outcomes.filter((each) => each === outcome).length;
    const rowIssues = [...chunk.issues, ...plan.issues].sort((a, b) => a.row - b.row).map((issue) => this.shown(pass, issue));
    const shown = [
      ...headIssues.map(({ cell, text }) => ({
        ...{ row: Number(/\d+$/.exec(cell)?.[0] ?? 1), cell, columnVi: text, severity: 'warning' as const },
        messageVi: `Không có cột “${text}” trong mẫu; cột này không được nhập. Xin xoá cột hoặc sửa tên.`,
      })),
      ...rowIssues,
    ];
    const errors = shown.filter(({ severity }) => severity === 'error').length;
    const [before] = await rows<{ issues: number }>(
      tx,
      `update product_import set rows_read = rows_read + $4, last_row = $5, created = created + $6, changed = changed + $7, unchanged = unchanged + $8,
         refused = refused + $9, errors = errors + $10, warnings = warnings + $11, attempts = 0
       where id = $1 and state = $2 and last_row = $3 returning errors + warnings - $10 - $11 as issues`,
      [
        ...[found.id, found.state, found.lastRow, chunk.read, chunk.lastRow],
        ...[count('created'), count('changed'), count('unchanged'), chunk.refused + count('refused'), errors, shown.length - errors],
      ],
    );
    if (!before) throw new NotOurs();
    await this.storeIssues(tx, found.id, before.issues, shown);
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

  private shown({ letters, columns }: Pass, { row, code, severity, messageVi }: Issue): ShownIssue {
    // A column that the file does not have is named by the row alone.
    return { row, cell: `${letters.get(code) ?? ''}${row}`, columnVi: columns.get(code)?.labelVi ?? code, severity, messageVi };
  }

  private async end(found: ProductImport, state: ProductImport['state'], problem: ProductImport['problem']): Promise<void> {
    await rows(
      this.transactions.reader,
      `update product_import set state = $3, problem = $4, finished_at = $5, last_row = case when $3 = 'checked' then 0 else last_row end,
         rows_total = coalesce(rows_total, case when $3 = 'checked' then rows_read end)
       where id = $1 and state = $2`,
      [found.id, found.state, state, problem === null ? null : JSON.stringify(problem), this.clock.now()],
    );
  }

  /** A fault of ours or of the machine: tried again by the next minute, not for ever. */
  private async failed(found: ProductImport, error: unknown): Promise<void> {
    this.log.error(`import ${found.id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    const [tried] = await rows<{ attempts: number }>(
      this.transactions.reader,
      'update product_import set attempts = attempts + 1 where id = $1 and state = $2 returning attempts',
      [found.id, found.state],
    );
    if (tried && tried.attempts >= MOST_ATTEMPTS)
      await this.end(found, 'failed', { reason: 'internal', detail: 'Có lỗi trong hệ thống; xin báo cho người vận hành.' });
  }
}

interface ShownIssue {
  readonly row: number;
  readonly cell: string;
  readonly columnVi: string;
  readonly severity: 'error' | 'warning';
  readonly messageVi: string;
}

interface Pass {
  /** `lastRow` moves on with what is committed. */
  readonly found: ProductImport;
  readonly ground: ExchangeGround;
  readonly products: AsyncIterable<readonly ProductRow[]>;
  readonly letters: ReadonlyMap<string, string>;
  readonly columns: ReadonlyMap<string, SheetColumn>;
  readonly rows: RowReader;
  /** Said once. */
  headIssues: readonly { readonly cell: string; readonly text: string }[];
  readonly idsByKey: Map<string, readonly string[]>;
  /** Rows of this file by what they speak of. */
  readonly seen: Map<string, number>;
  /** What the first row of a product said of it. */
  readonly sameProduct: Map<string, { readonly row: number; readonly said: string }>;
}

/** What the row says that an earlier one of the file said already, or said otherwise. */
function doubleOf(pass: Pass, { number, product, pack }: WantedRow): RowIssue | null {
  const key = productKey(product.name, product.ocopSet);
  const name = pack.sku === undefined ? `name ${key}` : `sku ${pack.sku}`;
  const earlier = pass.seen.get(name);
  if (earlier !== undefined) {
    return pack.sku === undefined
      ? {
          code: 'name',
          severity: 'error',
          messageVi: `Trùng với dòng ${earlier} (cùng tên, cùng bộ); nếu là quy cách khác, xin ghi mã hàng (SKU) cho từng dòng.`,
        }
      : { code: 'sku', severity: 'error', messageVi: `Mã hàng ${pack.sku} trùng với dòng ${earlier}.` };
  }
  const said = JSON.stringify(product);
  const first = pass.sameProduct.get(key);
  if (first && first.said !== said)
    return {
      code: 'name',
      severity: 'error',
      messageVi: `Dòng ${first.row} là cùng sản phẩm nhưng nói khác về sản phẩm; xin ghi giống nhau, chỉ khác quy cách.`,
    };
  pass.seen.set(name, number);
  if (!first) pass.sameProduct.set(key, { row: number, said });
  return null;
}

const MARK = EXAMPLE_MARK.slice(0, 5).toLowerCase();

/** The example and what has nothing but a remark are no products. */
function isProduct({ cells }: ProductRow): boolean {
  const remark = cells.get(REMARK);
  if (remark?.kind === 'text' && remark.text.trim().normalize('NFC').toLowerCase().startsWith(MARK)) return false;
  return [...cells.keys()].some((code) => code !== REMARK && code !== 'faults');
}
