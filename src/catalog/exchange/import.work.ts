import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ProposalService, Standing } from '../../people';
import { priceProposal } from '../product/price.rules';
import { rows, Transactions } from '../../shared/db';
import { writeAct, type Actor, type Change } from '../../shared/http';
import { Clock, faultTrace, newId, Problem } from '../../shared/kernel';
import { ahead } from './ahead';
import { columnLetters } from './cell.rules';
import { ChunkReader, isProduct, type Chunk } from './chunk.reader';
import { knownColumns } from './column.rules';
import { ExchangeJob, type ExchangeWork } from './exchange.job';
import { ExchangeReader, type ExchangeGround } from './exchange.reader';
import { planRows, type Plan, type Proposing, type Registered } from './import-plan.rules';
import { ImportProgress, NotOurs, type SheetNames } from './import-progress.writer';
import { ProductImport } from './import.entity';
import { Places } from './place-finder.rules';
import { ProductBatch } from './product-batch.writer';
import { RowReader } from './row.reader';
import { openSheet, readProductSheet } from './sheet.reader';
import { onePerCode } from './template.service';

const MOST_ATTEMPTS = 5;
const FILES_KEPT_DAYS = 7;

/** Whoever asked for it may not go on: what was taken over stays. */
class Stop extends Error {
  constructor(readonly problem: { readonly reason: string; readonly detail: string }) {
    super(problem.detail);
  }
}

function asStop(error: unknown): never {
  if (!(error instanceof Problem)) throw error;
  throw new Stop({ reason: error.kind.code, detail: `Việc nhập đã dừng. ${error.detail ?? error.kind.title}` });
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
    private readonly progress: ImportProgress,
    private readonly job: ExchangeJob,
    private readonly standing: Standing,
    private readonly proposals: ProposalService,
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
      if (error instanceof Stop) return this.progress.end(found, 'cancelled', error.problem);
      if (error instanceof Problem)
        return this.progress.end(found, 'refused', { reason: String(error.facts.reason ?? error.kind.code), detail: error.detail ?? '' });
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
    const accountId = found.startedBy ?? found.createdBy;
    for await (const chunk of ahead(pass.chunks)) {
      if (!isHeld()) return; // the next process goes on from the last chunk
      const actor = await this.standing.actorFor(this.transactions.reader, accountId, found.producerId, 'product.create').catch(asStop);
      if (found.state === 'checking') await this.check(pass, chunk, actor);
      else if (chunk.lastRow > found.lastRow) await this.take(pass, chunk, actor);
    }
    await this.progress.end(found, found.state === 'checking' ? 'checked' : 'done', null);
  }

  private async pass(found: ProductImport): Promise<Pass> {
    const db = this.transactions.reader;
    const ground = await this.reader.ground(db);
    const columns = knownColumns(onePerCode(ground.attributes));
    const [file] = await rows<{ bytes: Buffer; provinceCode: string; isOfOfficer: boolean }>(
      db,
      `select f.bytes, p.province_code as "provinceCode", exists (select from account a where a.id = $3 and a.role = 'officer') as "isOfOfficer"
         from product_import_file f, producer p where f.import_id = $1 and p.id = $2`,
      [found.id, found.producerId, found.createdBy],
    );
    if (!file) throw new Error('the file of an import that is not done is gone');
    if (found.state === 'checking') await this.progress.startOver(found);
    const sheet = await openSheet(file.bytes, found.fileName, columns);
    const { headings, products } = await readProductSheet(sheet, columns, isProduct);
    const rowReader = new RowReader(columns, new Places(ground.provinces, ground.communes, file.provinceCode), ground.today);
    return {
      ...{ found, ground, isOfOfficer: file.isOfOfficer },
      names: {
        letters: new Map([...headings.at].map(([at, { code }]) => [code, columnLetters(at)])),
        columns: new Map(columns.map((column) => [column.code, column])),
      },
      chunks: new ChunkReader(rowReader).chunks(products),
      unknownHeadings: found.lastRow === 0 ? headings.unknown : [],
      idsByKey: await this.batch.keys(db, found.producerId),
    };
  }

  /** Says what the rows would do. Writes nothing but that. */
  private async check(pass: Pass, chunk: Chunk, actor: Actor): Promise<void> {
    const plan = await this.plan(this.transactions.reader, pass, chunk, actor, false);
    await this.transactions.run((tx) => this.progress.record(tx, pass.found, chunk, plan, pass.names, pass.unknownHeadings));
    this.moveOn(pass, chunk, plan);
  }

  /** Rows, counts and how far we are: all or nothing. */
  private async take(pass: Pass, chunk: Chunk, actor: Actor): Promise<void> {
    const plan = await this.transactions.run(async (tx) => {
      const made = await this.plan(tx, pass, chunk, actor, true);
      const prices = await this.pricesChanged(tx, made);
      await this.batch.write(tx, pass.found.producerId, made, actor.accountId, this.clock.now());
      const proposed = await this.proposals.proposeMany(tx, actor, pass.found.producerId, 'price', made.proposedPrices.map(priceProposal));
      await this.progress.record(tx, pass.found, chunk, made, pass.names, pass.unknownHeadings);
      const asked = proposed.map((id): Change => ({ of: 'proposal', id, field: 'state', after: 'open' }));
      await this.writeAct(tx, pass.found, actor, made, [...prices, ...asked]);
      return made;
    });
    this.moveOn(pass, chunk, plan);
  }

  /** Prices that stand in the table otherwise than in the register: people want to read who changed them. */
  private async pricesChanged(tx: EntityManager, { changedPacks }: Plan): Promise<readonly Change[]> {
    if (changedPacks.length === 0) return [];
    const found = await rows<{ id: string; before: number; after: number }>(
      tx,
      `select k.id, k.price_vnd::float8 as before, w.after::float8 as after from unnest($1::uuid[], $2::bigint[]) as w (id, after)
         join pack k on k.id = w.id where k.price_vnd <> w.after order by k.id`,
      [changedPacks.map(({ id }) => id), changedPacks.map(({ priceVnd }) => priceVnd)],
    );
    return found.map(({ id, before, after }) => ({ of: 'pack', id, field: 'priceVnd', before, after }));
  }

  private writeAct(tx: EntityManager, found: ProductImport, actor: Actor, plan: Plan, changes: readonly Change[]): Promise<void> {
    const count = (wanted: string): number => plan.outcomes.filter((outcome) => outcome === wanted).length;
    return writeAct(tx, {
      ...{ at: this.clock.now(), actor, producerId: found.producerId, requestId: null },
      ...{ what: 'job product-import', subject: { producerId: found.producerId, importId: found.id } },
      changes: [
        { of: 'import', id: found.id, field: 'created', after: count('created') },
        { of: 'import', id: found.id, field: 'changed', after: count('changed') },
        ...changes,
      ],
    });
  }

  private async plan(db: EntityManager, pass: Pass, { wanted }: Chunk, actor: Actor, lock: boolean): Promise<Plan> {
    const { found, ground, idsByKey, isOfOfficer } = pass;
    const registered = await this.batch.registered(db, found.producerId, wanted, idsByKey, ground.attributes, lock);
    return planRows(
      wanted,
      isOfOfficer ? { ...registered, proposing: await this.proposing(db, found, registered, actor) } : registered,
      newId,
    );
  }

  private async proposing(db: EntityManager, found: ProductImport, { packs }: Registered, actor: Actor): Promise<Proposing> {
    const may = actor.role === 'officer' && (await this.mayPropose(actor.accountId, found.producerId));
    const present = new Map(packs.map(({ id, priceVnd }) => [id, { priceVnd }]));
    return { may, waiting: may ? await this.proposals.waiting(db, 'price', present) : new Map<string, string>() };
  }

  private async mayPropose(accountId: string, producerId: string): Promise<boolean> {
    try {
      await this.standing.actorFor(this.transactions.reader, accountId, producerId, 'price.update');
      return true;
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    }
  }

  /** After the commit: later rows of this file find what these made. */
  private moveOn(pass: Pass, chunk: Chunk, plan: Plan): void {
    pass.found.lastRow = chunk.lastRow;
    pass.unknownHeadings = [];
    for (const [key, ids] of plan.newIds) pass.idsByKey.set(key, ids);
  }

  /** A fault of ours or of the machine: tried again by the next minute, not for ever. */
  private async failed(found: ProductImport, error: unknown): Promise<void> {
    this.log.error(`import ${found.id}: ${faultTrace(error)}`);
    const [tried] = await rows<{ attempts: number }>(
      this.transactions.reader,
      'update product_import set attempts = attempts + 1 where id = $1 and state = $2 returning attempts',
      [found.id, found.state],
    );
    if (tried && tried.attempts >= MOST_ATTEMPTS)
      await this.progress.end(found, 'failed', { reason: 'internal', detail: 'Có lỗi trong hệ thống; xin báo cho người vận hành.' });
  }
}

interface Pass {
  /** `lastRow` moves on with what is committed. */
  readonly found: ProductImport;
  readonly ground: ExchangeGround;
  /** An officer has sent it: prices of what is registered are only proposed. */
  readonly isOfOfficer: boolean;
  readonly names: SheetNames;
  readonly chunks: AsyncIterable<Chunk>;
  /** Said once. */
  unknownHeadings: readonly { readonly cell: string; readonly text: string }[];
  readonly idsByKey: Map<string, readonly string[]>;
}
