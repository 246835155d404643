import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { afterCommit, rows } from '../../shared/db';
import { decodeCursor, exactTime, openCursor, sealCursor, toPage, type Page, type PagedRow } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { ExchangeJob } from '../exchange/exchange.job';
import { shortName } from '../exchange/import.service';
import { openSheet } from '../exchange/sheet.reader';
import { LIST_COLUMNS } from './list.columns';
import type { CertificateListDto, CertificateListRowDto, CertificateListRowPage, ListState } from './list.dto';
import { FATES, type Fate } from './list-row.rules';
import { listReport } from './list.workbook';

type Head = Omit<CertificateListDto, 'percent' | 'createdAt' | 'finishedAt' | 'counts'> &
  PagedRow & {
    readonly createdAt: Date;
    readonly finishedAt: Date | null;
    readonly counts: Readonly<Partial<Record<Fate, number>>> | null;
  };

/** What a row is called in the report. */
const RESULT_VI: Readonly<Record<Fate, string>> = {
  matched: 'Sẽ được đưa vào.',
  entered: 'Đã đưa vào và xác nhận.',
  known: 'Đã có.',
  'no-product': 'Chưa có sản phẩm.',
  'no-producer': 'Chưa có chủ thể.',
  doubtful: 'Chưa rõ là của ai.',
  faulty: 'Có lỗi.',
};

const HEAD = `l.id, l.file_name as "fileName", l.state, l.problem, l.rows_total as "rowsTotal", l.created_at as "createdAt", l.finished_at as "finishedAt",
  ${exactTime('l.created_at')} as "cursorAt",
  (select jsonb_object_agg(f.fate, f.count) from (select r.fate, count(*)::int as count from certificate_list_row r where r.list_id = l.id group by r.fate) f) as counts`;

/** Takes lists of a province in, starts and shows them. Every read and write names the province. */
@Injectable()
export class ListService {
  constructor(
    private readonly clock: Clock,
    private readonly job: ExchangeJob,
  ) {}

  /** Stores the file when it can be opened at all; it is checked in the background. Throws: Problem sheet-refused. */
  async take(tx: EntityManager, provinceCode: string, sent: Sent, accountId: string): Promise<CertificateListDto> {
    const { type, fileName, bytes } = sent;
    const id = newId();
    await rows(
      tx,
      `insert into certificate_list (id, province_code, file_name, file_type, bytes, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, provinceCode, fileName, type, bytes, accountId, this.clock.now()],
    );
    afterCommit(tx, () => this.job.wake());
    return this.get(tx, provinceCode, id);
  }

  /** Throws: Problem sheet-refused. */
  async open(fileName: string, bytes: Buffer): Promise<Sent> {
    const { type } = await openSheet(bytes, fileName, LIST_COLUMNS);
    return { type, fileName: shortName(fileName, type), bytes };
  }

  /** Throws: Problem not-found, also when it is another province's. */
  async get(db: EntityManager, provinceCode: string, listId: string): Promise<CertificateListDto> {
    const [found] = await rows<Head>(db, `select ${HEAD} from certificate_list l where l.id = $1 and l.province_code = $2`, [
      listId,
      provinceCode,
    ]);
    if (!found) throw new Problem(problems.notFound);
    return toDto(found);
  }

  /** Oldest first. */
  async list(
    db: EntityManager,
    provinceCode: string,
    query: { readonly limit: number; readonly cursor?: string },
  ): Promise<Page<CertificateListDto>> {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
    const found = await rows<Head>(
      db,
      `select ${HEAD} from certificate_list l where l.province_code = $1 and ($2::timestamptz is null or (l.created_at, l.id) > ($2, $3::uuid))
        order by l.created_at, l.id limit $4`,
      [provinceCode, after?.at ?? null, after?.id ?? null, query.limit + 1],
    );
    return toPage(found, query.limit, toDto);
  }

  /** In the order of the table. */
  async rows(
    db: EntityManager,
    provinceCode: string,
    listId: string,
    { fate, limit, cursor }: { readonly fate?: Fate; readonly limit: number; readonly cursor?: string },
  ): Promise<CertificateListRowPage> {
    await this.get(db, provinceCode, listId);
    const after = cursor === undefined ? 0 : Number(openCursor(cursor, (text) => /^\d{1,9}$/.test(text)));
    const found = await rows<CertificateListRowDto>(
      db,
      `select r.row_number as row, r.fate, r.message_vi as "messageVi", coalesce(r.cells->>'maker', '') as maker, coalesce(r.cells->>'commune', '') as commune,
              coalesce(r.cells->>'product', '') as product, coalesce(r.cells->>'stars', '') as stars, coalesce(r.cells->>'number', '') as number,
              p.producer_id as "producerId", p.id as "productId"
         from certificate_list_row r left join product p on p.id = r.product_id
        where r.list_id = $1 and r.row_number > $2 and ($3::text is null or r.fate = $3) order by r.row_number limit $4`,
      [listId, after, fate ?? null, limit + 1],
    );
    const items = found.slice(0, limit);
    const last = items[items.length - 1];
    return found.length > limit && last ? { items, next: sealCursor(String(last.row)) } : { items };
  }

  /** The table with what became of each row. */
  async report(db: EntityManager, provinceCode: string, listId: string): Promise<Buffer> {
    await this.get(db, provinceCode, listId);
    const found = await rows<{ cells: Record<string, string>; fate: Fate; messageVi: string }>(
      db,
      `select cells, fate, message_vi as "messageVi" from certificate_list_row where list_id = $1 order by row_number`,
      [listId],
    );
    return listReport(found.map(({ cells, fate, messageVi }) => ({ cells, resultVi: `${RESULT_VI[fate]} ${messageVi}`.trim() })));
  }

  /** Enters what was matched. Running or done already: nothing more happens. Throws: Problem illegal-move. */
  async start(tx: EntityManager, provinceCode: string, listId: string, accountId: string): Promise<CertificateListDto> {
    const [found] = await rows<{ state: ListState }>(
      tx,
      'select state from certificate_list where id = $1 and province_code = $2 for update',
      [listId, provinceCode],
    );
    if (!found) throw new Problem(problems.notFound);
    if (found.state === 'checked') {
      await rows(tx, `update certificate_list set state = 'running', started_by = $2, attempts = 0, finished_at = null where id = $1`, [
        listId,
        accountId,
      ]);
      afterCommit(tx, () => this.job.wake());
    } else if (found.state !== 'running' && found.state !== 'done')
      throw new Problem(problems.illegalMove, 'Chỉ đưa giấy vào được từ danh sách đã kiểm tra xong.', { state: found.state });
    return this.get(tx, provinceCode, listId);
  }
}

/** A file that can be opened. */
export interface Sent {
  readonly type: 'xlsx' | 'csv';
  readonly fileName: string;
  readonly bytes: Buffer;
}

function toDto({ cursorAt: _, counts: found, createdAt, finishedAt, ...head }: Head): CertificateListDto {
  const counts = Object.fromEntries(FATES.map((fate) => [fate, found?.[fate] ?? 0])) as Record<Fate, number>; // all of them
  const read = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const [part, whole] =
    head.state === 'checking'
      ? [read, head.rowsTotal ?? 0]
      : head.state === 'running'
        ? [counts.entered, counts.entered + counts.matched]
        : [1, 1];
  return {
    ...head,
    percent: whole === 0 ? 0 : Math.floor((part * 100) / whole),
    ...{ counts, createdAt: createdAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null },
  };
}
