import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { afterCommit, rows } from '../../shared/db';
import { decodeCursor, exactTime, toPage, type Page, type PagedRow } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { ExchangeReader } from './exchange.reader';
import { ExchangeJob } from './exchange.job';
import { knownColumns } from './column.rules';
import { toImportDto, type ImportDto, type ImportIssueDto, type ImportIssueList } from './import.dto';
import { ProductImport } from './import.entity';
import { openSheet } from './sheet.reader';
import { onePerCode } from './template.service';

const GONE = 'Tệp đã quá một tuần nên không còn được giữ; xin gửi lại.';

/** A file that can be opened, before anything is stored. */
export interface ReceivedSheet {
  readonly fileName: string;
  readonly type: 'xlsx' | 'csv';
  readonly encoding: string | null;
  readonly bytes: Buffer;
}

/** Takes tables in, and starts, stops and shows what is made of them. Every read and write names the producer. */
@Injectable()
export class ImportService {
  constructor(
    private readonly clock: Clock,
    private readonly reader: ExchangeReader,
    private readonly job: ExchangeJob,
  ) {}

  /** Looks whether the file can be opened at all. Throws: Problem sheet-refused. */
  async open(db: EntityManager, fileName: string, bytes: Buffer): Promise<ReceivedSheet> {
    const { attributes } = await this.reader.ground(db);
    const { type, encoding } = await openSheet(bytes, fileName, knownColumns(onePerCode(attributes)));
    return { fileName: shortName(fileName, type), type, encoding, bytes };
  }

  /** Stores the file; it is checked in the background, and nothing else is written. */
  async take(tx: EntityManager, producerId: string, sheet: ReceivedSheet, accountId: string): Promise<ImportDto> {
    const now = this.clock.now();
    const id = newId();
    await tx.getRepository(ProductImport).insert({
      ...{ id, producerId, fileName: sheet.fileName, fileType: sheet.type, encoding: sheet.encoding },
      ...{ createdBy: accountId, createdAt: now, startedAt: now },
    });
    await rows(tx, 'insert into product_import_file (import_id, bytes) values ($1, $2)', [id, sheet.bytes]);
    afterCommit(tx, () => this.job.wake());
    return this.get(tx, producerId, id);
  }

  /** Throws: Problem not-found. */
  async get(db: EntityManager, producerId: string, importId: string): Promise<ImportDto> {
    return toImportDto(await this.find(db, producerId, importId), this.clock.now());
  }

  /** Oldest first. */
  async list(db: EntityManager, producerId: string, query: { readonly limit: number; readonly cursor?: string }): Promise<Page<ImportDto>> {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
    const found = await rows<PagedRow>(
      db,
      `select id, ${exactTime('created_at')} as "cursorAt" from product_import
       where producer_id = $1 and ($2::timestamptz is null or (created_at, id) > ($2, $3::uuid)) order by created_at, id limit $4`,
      [producerId, after?.at ?? null, after?.id ?? null, query.limit + 1],
    );
    const imports = await db
      .getRepository(ProductImport)
      .createQueryBuilder('i')
      .where('i.id = any(:ids)', { ids: found.map(({ id }) => id) })
      .getMany();
    const byId = new Map(imports.map((each) => [each.id, each]));
    return toPage(
      found.filter(({ id }) => byId.has(id)),
      query.limit,
      ({ id }) => toImportDto(byId.get(id)!, this.clock.now()), // just filtered by it
    );
  }

  /** What is wrong, by cell. */
  async issues(db: EntityManager, producerId: string, importId: string): Promise<ImportIssueList> {
    const { errors, warnings } = await this.find(db, producerId, importId);
    const items = await rows<ImportIssueDto>(
      db,
      `select cell, row_number as row, column_vi as "columnVi", severity, message_vi as "messageVi"
       from product_import_issue where import_id = $1 order by position`,
      [importId],
    );
    return { items, errors, warnings };
  }

  /** Takes over what was checked. Running or done already: nothing more happens. Throws: Problem illegal-move, sheet-has-errors. */
  async start(tx: EntityManager, producerId: string, importId: string, skipRefused: boolean, accountId: string): Promise<ImportDto> {
    const found = await this.find(tx, producerId, importId, 'for-update');
    if (found.state === 'running' || found.state === 'done') return toImportDto(found, this.clock.now());
    if (found.state !== 'checked') throw new Problem(problems.illegalMove, 'Chỉ nhập được tệp đã kiểm tra xong.', { state: found.state });
    if ((await rows(tx, 'select 1 from product_import_file where import_id = $1', [importId])).length === 0)
      throw new Problem(problems.notFound, GONE);
    if (found.errors > 0 && !skipRefused)
      throw new Problem(problems.sheetHasErrors, `Có ${found.refused} dòng bị lỗi; xin sửa rồi gửi lại, hoặc chọn bỏ qua các dòng lỗi.`, {
        refused: found.refused,
        errors: found.errors,
      });
    await tx.getRepository(ProductImport).update(
      { id: importId },
      {
        ...{ state: 'running', startedBy: accountId, startedAt: this.clock.now(), rowsRead: 0, lastRow: 0, attempts: 0 },
        ...{ created: 0, changed: 0, unchanged: 0, refused: 0, proposed: 0, errors: 0, warnings: 0 },
      },
    );
    await rows(tx, 'delete from product_import_issue where import_id = $1', [importId]);
    afterCommit(tx, () => this.job.wake());
    return this.get(tx, producerId, importId);
  }

  /** Stops after the rows that are under way; what was taken over stays. Cancelling again changes nothing. */
  async cancel(tx: EntityManager, producerId: string, importId: string): Promise<ImportDto> {
    const found = await this.find(tx, producerId, importId, 'for-update');
    if (found.state === 'cancelled') return toImportDto(found, this.clock.now());
    if (!['checking', 'checked', 'running'].includes(found.state))
      throw new Problem(problems.illegalMove, 'Tệp này đã xong, không dừng được nữa.', { state: found.state });
    await tx.getRepository(ProductImport).update({ id: importId }, { state: 'cancelled', finishedAt: this.clock.now() });
    return this.get(tx, producerId, importId);
  }

  /** The file as it was sent. Throws: Problem not-found, also when it is too old to be kept. */
  async file(db: EntityManager, producerId: string, importId: string): Promise<{ readonly found: ProductImport; readonly bytes: Buffer }> {
    const found = await this.find(db, producerId, importId);
    const [file] = await rows<{ bytes: Buffer }>(db, 'select bytes from product_import_file where import_id = $1', [importId]);
    if (!file) throw new Problem(problems.notFound, GONE);
    return { found, bytes: file.bytes };
  }

  private async find(db: EntityManager, producerId: string, importId: string, lock?: 'for-update'): Promise<ProductImport> {
    const found = await db.getRepository(ProductImport).findOne({
      where: { id: importId, producerId },
      ...(lock ? { lock: { mode: 'pessimistic_write' as const } } : {}),
    });
    if (!found) throw new Problem(problems.notFound);
    return found;
  }
}

/** A name for the screen, whatever was sent: no path, no control characters. */
export function shortName(fileName: string, type: 'xlsx' | 'csv'): string {
  const plain = fileName
    .normalize('NFC')
    .replace(/^.*[\\/]/, '')
    .replace(/[\p{Cc}\p{Surrogate}]/gu, '')
    .trim();
  return plain === '' ? `danh-sach.${type}` : [...plain].slice(-200).join('');
}
