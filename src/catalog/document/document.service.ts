import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import {
  decodeCursor,
  exactTime,
  explainConstraints,
  invalid,
  noteChange,
  noteFields,
  toPage,
  type Actor,
  type Page,
  type PagedRow,
} from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { vietnamDay } from './certificate.rules';
import { toDocumentDto, type DocumentDto, type NamedDocument } from './document.dto';
import { Document } from './document.entity';
import { isUndecided, mayMoveDocument, usualEnd, type DocumentScope, type DocumentState, type DocumentType } from './document.rules';
import type { PaperFile } from './paper-files';

/** What a paper says. */
export interface PaperContent {
  readonly type: DocumentType;
  readonly scope: DocumentScope;
  readonly productId?: string;
  readonly scopeName?: string;
  readonly number: string;
  readonly issuer: string;
  readonly issuedOn: string;
  /** Absent: as usual for its kind. null: no end. */
  readonly expiresOn?: string | null;
  readonly state?: 'draft' | 'submitted';
}

export interface PaperFilter {
  readonly limit: number;
  readonly cursor?: string;
  readonly type?: DocumentType;
  readonly state?: DocumentState;
  readonly productId?: string;
  readonly endsBefore?: string;
}

explainConstraints({
  document_pkey: { kind: problems.alreadyExists, detail: 'Giấy này đã được gửi.' },
});

/** Papers of a producer: sent by its people, decided by the province. Every read and write names the producer. */
@Injectable()
export class DocumentService {
  constructor(private readonly clock: Clock) {}

  /** Oldest first. */
  async list(db: EntityManager, producerId: string, filter: PaperFilter): Promise<Page<DocumentDto>> {
    return this.page(
      db,
      filter,
      `d.producer_id = $1 and ($2::text is null or d.type = $2) and ($3::text is null or d.state = $3) and ($4::uuid is null or d.product_id = $4)
         and ($5::date is null or d.expires_on < $5)`,
      [producerId, filter.type ?? null, filter.state ?? null, filter.productId ?? null, filter.endsBefore ?? null],
    );
  }

  /** Those that speak for a product: its own, and those of the producer and its facilities. Oldest first. Throws: Problem not-found. */
  async listFor(db: EntityManager, producerId: string, productId: string, filter: PaperFilter): Promise<Page<DocumentDto>> {
    await this.productOf(db, producerId, productId);
    return this.page(db, filter, 'd.producer_id = $1 and (d.product_id = $2 or d.product_id is null)', [producerId, productId]);
  }

  /** Throws: Problem not-found, also when the paper is another producer's. */
  async get(db: EntityManager, producerId: string, documentId: string): Promise<NamedDocument> {
    const document = await db.getRepository(Document).findOneBy({ id: documentId, producerId });
    const [named] = document ? await this.named(db, [document]) : [];
    if (!named) throw new Problem(problems.notFound);
    return named;
  }

  async submit(
    tx: EntityManager,
    producerId: string,
    content: PaperContent & { readonly id?: string },
    accountId: string,
  ): Promise<NamedDocument> {
    const checked = await this.checked(tx, producerId, content);
    const [producer] = await rows<{ isDemonstration: boolean }>(
      tx,
      'select is_demonstration as "isDemonstration" from producer where id = $1',
      [producerId],
    );
    if (!producer) throw new Problem(problems.notFound);
    const id = content.id ?? newId();
    await tx.getRepository(Document).insert({
      ...{ id, producerId, ...checked, ...producer, createdBy: accountId, submittedBy: accountId },
      createdAt: this.clock.now(),
    });
    noteChange(tx, { of: 'document', id, field: 'state', before: null, after: checked.state });
    return this.get(tx, producerId, id);
  }

  /** Throws: Problem illegal-move once it is decided, stale-version. */
  async replace(
    tx: EntityManager,
    producerId: string,
    documentId: string,
    version: number,
    content: PaperContent,
    accountId: string,
  ): Promise<NamedDocument> {
    await this.undecided(tx, producerId, documentId, version);
    const checked = await this.checked(tx, producerId, content);
    await tx.getRepository(Document).update({ id: documentId }, { ...checked, version: version + 1, submittedBy: accountId });
    noteChange(tx, { of: 'document', id: documentId });
    return this.get(tx, producerId, documentId);
  }

  /** Puts another file to it. Throws: as `replace`. */
  async attach(tx: EntityManager, producerId: string, documentId: string, file: PaperFile, accountId: string): Promise<NamedDocument> {
    const document = await this.undecided(tx, producerId, documentId);
    if (document.fileSha256 !== file.sha256) {
      const { sha256: fileSha256, type: fileType, bytes: fileBytes, pages: filePages } = file;
      await tx
        .getRepository(Document)
        .update({ id: documentId }, { fileSha256, fileType, fileBytes, filePages, version: document.version + 1, submittedBy: accountId });
    }
    noteFields(tx, 'document', documentId, { file: true });
    return this.get(tx, producerId, documentId);
  }

  /** Takes it back before anybody has decided; answers what it was. */
  async withdraw(tx: EntityManager, producerId: string, documentId: string): Promise<NamedDocument> {
    await this.undecided(tx, producerId, documentId);
    const last = await this.get(tx, producerId, documentId);
    await tx.getRepository(Document).delete({ id: documentId });
    noteChange(tx, { of: 'document', id: documentId, field: 'state', before: last.state, after: 'withdrawn' });
    return last;
  }

  /**
   * What the province says of it, with name and time. Throws: Problem illegal-move when it was decided already, stale-version when it is not the one that was
   * looked at, forbidden for whoever sent it.
   */
  async decide(
    tx: EntityManager,
    producerId: string,
    documentId: string,
    decision: { readonly to: 'verified' | 'rejected' | 'revoked'; readonly version: number; readonly reason?: string },
    actor: Actor,
  ): Promise<NamedDocument> {
    const document = await this.locked(tx, producerId, documentId);
    const { to, version, reason = '' } = decision;
    if (!mayMoveDocument(document.state, to))
      throw new Problem(problems.illegalMove, 'Giấy này đã có quyết định hoặc chưa được gửi.', { state: document.state });
    await this.refuseStale(tx, document, version);
    if (to === 'verified') refuseOwn(document, actor);
    noteChange(tx, { of: 'document', id: documentId, field: 'state', before: document.state, after: to });
    await tx
      .getRepository(Document)
      .update(
        { id: documentId },
        { state: to, decidedBy: actor.accountId, decidedAt: this.clock.now(), reasonVi: reason, version: version + 1 },
      );
    return this.get(tx, producerId, documentId);
  }

  private async page(
    db: EntityManager,
    { limit, cursor }: PaperFilter,
    where: string,
    values: readonly unknown[],
  ): Promise<Page<DocumentDto>> {
    const after = cursor === undefined ? null : decodeCursor(cursor);
    const n = values.length;
    const found = await rows<PagedRow>(
      db,
      `select d.id, ${exactTime('d.created_at')} as "cursorAt" from document d
        where ${where} and ($${n + 1}::timestamptz is null or (d.created_at, d.id) > ($${n + 1}, $${n + 2}::uuid)) order by d.created_at, d.id limit $${n + 3}`,
      [...values, after?.at ?? null, after?.id ?? null, limit + 1],
    );
    const documents = await this.named(db, await db.getRepository(Document).findBy({ id: In(found.map((row) => row.id)) }));
    const known = new Map(documents.map((document) => [document.id, document]));
    const today = vietnamDay(this.clock.now());
    return toPage(
      found.filter((row) => known.has(row.id)),
      limit,
      (row) => toDocumentDto(known.get(row.id)!, today), // just filtered by it
    );
  }

  private async named(db: EntityManager, documents: readonly Document[]): Promise<NamedDocument[]> {
    const names = await namesOf(
      db,
      documents.map((document) => document.decidedBy),
    );
    return documents.map((document) => ({
      ...document,
      decidedByName: names.get(document.decidedBy ?? '') ?? document.decidedElsewhereBy,
    }));
  }

  private async undecided(tx: EntityManager, producerId: string, documentId: string, version?: number): Promise<Document> {
    const document = await this.locked(tx, producerId, documentId);
    if (!isUndecided(document.state))
      throw new Problem(problems.illegalMove, 'Giấy này đã có quyết định, không sửa được nữa; xin gửi giấy mới.', {
        state: document.state,
      });
    if (version !== undefined) await this.refuseStale(tx, document, version);
    return document;
  }

  private async locked(tx: EntityManager, producerId: string, documentId: string): Promise<Document> {
    const document = await tx
      .getRepository(Document)
      .findOne({ where: { id: documentId, producerId }, lock: { mode: 'pessimistic_write' } });
    if (!document) throw new Problem(problems.notFound);
    return document;
  }

  private async refuseStale(tx: EntityManager, document: Document, version: number): Promise<void> {
    if (document.version === version) return;
    const current = toDocumentDto(await this.get(tx, document.producerId, document.id), vietnamDay(this.clock.now()));
    throw new Problem(problems.staleVersion, 'Giấy này vừa được sửa; xin xem lại bản mới.', { current });
  }

  private async checked(
    tx: EntityManager,
    producerId: string,
    content: PaperContent,
  ): Promise<Pick<Document, 'type' | 'scope' | 'productId' | 'scopeName' | 'number' | 'issuer' | 'issuedOn' | 'expiresOn' | 'state'>> {
    const { type, scope, productId = null, scopeName = '', number, issuer, issuedOn, state = 'submitted' } = content;
    const expiresOn = content.expiresOn === undefined ? usualEnd(type, issuedOn) : content.expiresOn;
    const needsProduct = scope === 'product' || scope === 'batch';
    const faults = [
      ...(needsProduct && productId === null ? [{ pointer: '/productId', message: 'Giấy này cần ghi rõ của sản phẩm nào.' }] : []),
      ...(!needsProduct && productId !== null
        ? [{ pointer: '/productId', message: 'Giấy của chủ thể hoặc cơ sở không gắn với một sản phẩm.' }]
        : []),
      ...(scope === 'facility' && scopeName === '' ? [{ pointer: '/scopeName', message: 'Cần ghi tên cơ sở.' }] : []),
      ...(scope === 'batch' && scopeName === '' ? [{ pointer: '/scopeName', message: 'Cần ghi số lô.' }] : []),
      ...(issuedOn > vietnamDay(this.clock.now()) ? [{ pointer: '/issuedOn', message: 'Ngày cấp chưa đến.' }] : []),
      ...(expiresOn !== null && expiresOn < issuedOn ? [{ pointer: '/expiresOn', message: 'Ngày hết hạn phải sau ngày cấp.' }] : []),
    ];
    if (faults.length > 0) throw invalid(faults);
    if (productId !== null) await this.productOf(tx, producerId, productId);
    return { type, scope, productId, scopeName, number, issuer, issuedOn, expiresOn, state };
  }

  private async productOf(db: EntityManager, producerId: string, productId: string): Promise<void> {
    const known = await rows(db, 'select 1 from product where id = $1 and producer_id = $2', [productId, producerId]);
    if (known.length === 0) throw new Problem(problems.notFound);
  }
}

/** Names of accounts by id. */
export async function namesOf(db: EntityManager, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const asked = ids.filter((id) => id !== null);
  if (asked.length === 0) return new Map();
  const found = await rows<{ id: string; name: string }>(db, 'select id, name from account where id = any($1)', [asked]);
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** Two pairs of eyes: whoever sent a paper does not verify it. */
export function refuseOwn(paper: { readonly createdBy: string | null; readonly submittedBy: string | null }, actor: Actor): void {
  if (actor.accountId === paper.createdBy || actor.accountId === paper.submittedBy)
    throw new Problem(problems.forbidden, 'Người gửi giấy không tự xác minh được; xin nhờ người khác.');
}
