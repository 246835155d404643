import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { writeActs, type Actor } from '../../shared/http';
import { Clock, faultTrace, Problem } from '../../shared/kernel';
import { CertificateService, type DecidedPaper } from '../document/certificate.service';
import { isProduct } from '../exchange/chunk.reader';
import { ExchangeJob, type ExchangeWork } from '../exchange/exchange.job';
import { ExchangeReader } from '../exchange/exchange.reader';
import { Places } from '../exchange/place-finder.rules';
import { openSheet, readProductSheet } from '../exchange/sheet.reader';
import { fullNameVi } from '../reference/place.rules';
import { LIST_COLUMNS } from './list.columns';
import type { ListState } from './list.dto';
import { makerKey, PaperReader, type Judged, type ListedPaper, type ReadPaper } from './list-row.rules';
import { ListMatcher } from './list.matcher';

const MOST_ATTEMPTS = 5;
const ROWS_AT_ONCE = 200;
/** Names of people stand in it, and what it said has been done or will not be. */
const KEPT_DAYS = 90;
const NO_STANDING = 'Tài khoản đã cho đưa giấy vào không còn làm việc cho văn phòng tỉnh này.';

interface Found {
  readonly id: string;
  readonly provinceCode: string;
  readonly fileName: string;
  readonly state: ListState;
  readonly bytes: Buffer | null;
  readonly startedBy: string | null;
}

interface Entered extends DecidedPaper {
  readonly number: string;
  readonly row: number;
}

/** Checks lists of certificates and enters what was matched. */
@Injectable()
export class ListWork implements ExchangeWork, OnModuleInit {
  readonly name = 'certificate_list';
  private readonly log = new Logger(ListWork.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly reader: ExchangeReader,
    private readonly matcher: ListMatcher,
    private readonly certificates: CertificateService,
    private readonly job: ExchangeJob,
  ) {}

  onModuleInit(): void {
    this.job.add(this);
  }

  async findDue(): Promise<readonly string[]> {
    const due = await rows<{ id: string }>(
      this.transactions.reader,
      `select id from certificate_list where state in ('checking', 'running') order by created_at, id`,
    );
    return due.map(({ id }) => id);
  }

  async attend(id: string, isHeld: () => boolean): Promise<void> {
    const [found] = await rows<Found>(
      this.transactions.reader,
      `select id, province_code as "provinceCode", file_name as "fileName", state, bytes, started_by as "startedBy"
         from certificate_list where id = $1 and state in ('checking', 'running')`,
      [id],
    );
    if (!found) return;
    try {
      if (found.state === 'checking') await this.check(found, isHeld);
      else await this.enter(found, isHeld);
    } catch (error) {
      if (error instanceof Problem)
        await this.end(found, 'refused', { reason: String(error.facts.reason ?? error.kind.code), detail: error.detail ?? '' });
      else await this.failed(found, error);
    }
  }

  async tidy(): Promise<void> {
    await rows(
      this.transactions.reader,
      `delete from certificate_list where state not in ('checking', 'running') and created_at < $1::timestamptz - $2 * interval '1 day'`,
      [this.clock.now(), KEPT_DAYS],
    );
  }

  /** Begins anew when it was interrupted: it has written nothing but what it found out. */
  private async check(found: Found, isHeld: () => boolean): Promise<void> {
    const db = this.transactions.reader;
    const read = await this.read(db, found);
    await rows(db, 'delete from certificate_list_row where list_id = $1', [found.id]);
    await rows(db, 'update certificate_list set rows_total = $2 where id = $1', [found.id, read.length]);
    for (let at = 0; at < read.length; at += ROWS_AT_ONCE) {
      if (!isHeld()) return;
      const some = read.slice(at, at + ROWS_AT_ONCE);
      const listed = some.flatMap(({ number, paper }) => (paper === null ? [] : [{ number, paper }]));
      await this.store(db, found.id, some, await this.matcher.judge(db, found.provinceCode, listed));
    }
    await this.end(found, 'checked', null);
  }

  private async read(db: EntityManager, found: Found): Promise<ReadPaper[]> {
    if (found.bytes === null) throw new Error('the file of a list that is not checked is gone');
    const { provinces, communes, today } = await this.reader.ground(db);
    const sheet = await openSheet(found.bytes, found.fileName, LIST_COLUMNS);
    const { headings, products } = await readProductSheet(sheet, LIST_COLUMNS, isProduct);
    const provinceOf = new Map(communes.map(({ code, provinceCode }) => [code, provinceCode]));
    const places = new Places(provinces, communes, found.provinceCode);
    const reader = new PaperReader(headings, places, provinceOf, found.provinceCode, today);
    const read: ReadPaper[] = [];
    for await (const some of products) read.push(...some.map((row) => reader.read(row)));
    return read;
  }

  private async store(db: EntityManager, listId: string, read: readonly ReadPaper[], judged: ReadonlyMap<number, Judged>): Promise<void> {
    const lines = read.map(({ number, cells, paper, faultVi }) => ({
      ...{ row: number, cells, paper, maker: cells.maker === undefined ? null : makerKey(cells.maker) },
      ...(judged.get(number) ?? { fate: 'faulty', messageVi: faultVi, productId: null }),
    }));
    await rows(
      db,
      `insert into certificate_list_row (list_id, row_number, cells, paper, maker_key, fate, message_vi, product_id)
       select $1, r.row, r.cells, r.paper, r.maker, r.fate, r."messageVi", r."productId"
         from jsonb_to_recordset($2::jsonb) as r (row int, cells jsonb, paper jsonb, maker text, fate text, "messageVi" text, "productId" uuid)`,
      [listId, JSON.stringify(lines)],
    );
  }

  /** Some rows at a time, each with what it makes: all or nothing. What became of them says where to go on. */
  private async enter(found: Found, isHeld: () => boolean): Promise<void> {
    const issuedBy = await this.office(found.provinceCode);
    for (;;) {
      if (!isHeld()) return;
      const actor = await this.actor(found);
      if (!actor) return this.end(found, 'stopped', { reason: 'forbidden', detail: NO_STANDING });
      const count = await this.transactions.run((tx) => this.enterSome(tx, found, actor, issuedBy));
      if (count === 0) break;
    }
    await this.end(found, 'done', null);
  }

  private async enterSome(tx: EntityManager, found: Found, actor: Actor, issuedBy: string): Promise<number> {
    const next = await rows<{ number: number; paper: ListedPaper }>(
      tx,
      `select row_number as number, paper from certificate_list_row where list_id = $1 and fate = 'matched' order by row_number limit $2 for update`,
      [found.id, ROWS_AT_ONCE],
    );
    if (next.length === 0) return 0;
    // What was right at the check may be so no more.
    const judged = await this.matcher.judge(tx, found.provinceCode, next);
    const papers = next.flatMap(({ number: row, paper }): Entered[] => {
      const { fate, productId } = judged.get(row) ?? { fate: 'faulty', productId: null };
      const { stars, number, issuedOn, expiresOn } = paper;
      return fate === 'matched' && productId !== null ? [{ row, productId, stars, number, issuedBy, issuedOn, expiresOn }] : [];
    });
    const entered = await this.certificates.enterDecided(tx, papers, actor);
    const made = new Set(entered.map(({ productId, number }) => `${productId} ${number}`));
    const rowsMade = new Set(papers.filter(({ productId, number }) => made.delete(`${productId} ${number}`)).map(({ row }) => row));
    const lines = next.map(({ number: row }) => {
      const now = judged.get(row);
      if (rowsMade.has(row)) return { row, fate: 'entered', messageVi: '', productId: now?.productId };
      if (now && now.fate !== 'matched') return { row, ...now };
      return { row, fate: 'known', messageVi: 'Giấy số này đã có.', productId: now?.productId };
    });
    await rows(
      tx,
      `update certificate_list_row l set fate = r.fate, message_vi = r."messageVi", product_id = r."productId"
         from jsonb_to_recordset($2::jsonb) as r (row int, fate text, "messageVi" text, "productId" uuid) where l.list_id = $1 and l.row_number = r.row`,
      [found.id, JSON.stringify(lines)],
    );
    await this.tell(tx, found, actor, entered);
    return next.length;
  }

  /** Each producer reads in its own book what the office has entered. */
  private tell(
    tx: EntityManager,
    found: Found,
    actor: Actor,
    entered: readonly { readonly id: string; readonly producerId: string }[],
  ): Promise<void> {
    const byProducer = new Map<string, string[]>();
    for (const { id, producerId } of entered) byProducer.set(producerId, [...(byProducer.get(producerId) ?? []), id]);
    return writeActs(
      tx,
      [...byProducer].map(([producerId, ids]) => ({
        ...{ at: this.clock.now(), actor, producerId, requestId: null, what: 'job certificate-list' },
        subject: { producerId, listId: found.id },
        changes: ids.map((id) => ({ of: 'certificate', id, field: 'state', before: null, after: 'verified' })),
      })),
    );
  }

  private async office(provinceCode: string): Promise<string> {
    const { provinces } = await this.reader.ground(this.transactions.reader);
    const province = provinces.find(({ code }) => code === provinceCode);
    if (!province) throw new Error(`no province ${provinceCode}`);
    const name = fullNameVi(province);
    return `UBND ${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  }

  /** Whoever let it run, as long as he or she works for the office. */
  private async actor({ startedBy, provinceCode }: Found): Promise<Actor | null> {
    const [account] = await rows<{ id: string }>(
      this.transactions.reader,
      `select id from account where id = $1 and is_active and role = 'province' and province_code = $2`,
      [startedBy, provinceCode],
    );
    return account ? { accountId: account.id, role: 'province', provinceCode } : null;
  }

  private async end(found: Found, state: ListState, problem: { readonly reason: string; readonly detail: string } | null): Promise<void> {
    await rows(
      this.transactions.reader,
      `update certificate_list set state = $3, problem = $4, finished_at = $5, bytes = null, attempts = 0 where id = $1 and state = $2`,
      [found.id, found.state, state, problem === null ? null : JSON.stringify(problem), this.clock.now()],
    );
  }

  /** A fault of ours or of the machine: tried again by the next minute, not for ever. */
  private async failed(found: Found, error: unknown): Promise<void> {
    this.log.error(`certificate list ${found.id}: ${faultTrace(error)}`);
    const [tried] = await rows<{ attempts: number }>(
      this.transactions.reader,
      'update certificate_list set attempts = attempts + 1 where id = $1 and state = $2 returning attempts',
      [found.id, found.state],
    );
    if (tried && tried.attempts >= MOST_ATTEMPTS)
      await this.end(found, 'failed', { reason: 'internal', detail: 'Có lỗi trong hệ thống; xin báo cho người vận hành.' });
  }
}
