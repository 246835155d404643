import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { decodeCursor, exactTime, toPage, type Page, type PagedRow } from '../../shared/http';
import { DOCUMENT_TYPES, type DocumentType } from './document.rules';
import type { WorkItemDto, WorkState } from './work-list.dto';

type Row = Omit<WorkItemDto, 'typeVi' | 'state' | 'createdAt'> &
  PagedRow & { readonly type: DocumentType | null; readonly createdAt: Date };

/** Both kinds of papers of a province in one order. */
@Injectable()
export class WorkListReader {
  async list(
    db: EntityManager,
    provinceCode: string,
    { state, limit, cursor }: { readonly state: WorkState; readonly limit: number; readonly cursor?: string },
  ): Promise<Page<WorkItemDto>> {
    const after = cursor === undefined ? null : decodeCursor(cursor);
    // Each half is limited by itself, so that neither is read to its end.
    const half = (select: string, from: string, alias: string): string =>
      `(${select}, p.id as "producerId", p.name as "producerName", ${alias}.number, ${alias}.issued_on::text as "issuedOn", ${alias}.expires_on::text as "expiresOn",
          ${alias}.file_sha256 is not null as "hasFile", ${alias}.version, ${alias}.created_at as "createdAt", ${alias}.id, ${exactTime(`${alias}.created_at`)} as "cursorAt"
        from ${from} where p.province_code = $1 and p.practice_of is null
          and ($3::timestamptz is null or (${alias}.created_at, ${alias}.id) > ($3, $4::uuid)) and ${alias}.state = `;
    const end = (alias: string): string => ` order by ${alias}.created_at, ${alias}.id limit $5)`;
    const found = await rows<Row>(
      db,
      `${half(
        `select 'document' as kind, d.type, d.product_id as "productId", t.name as "productName"`,
        'document d join producer p on p.id = d.producer_id left join product t on t.id = d.product_id',
        'd',
      )} $2 ${end('d')}
       union all
       ${half(
         `select 'certificate' as kind, null as type, c.product_id as "productId", t.name as "productName"`,
         'certificate c join product t on t.id = c.product_id join producer p on p.id = t.producer_id',
         'c',
       )} case when $2 = 'rejected' then 'refused' else $2 end ${end('c')}
       order by "createdAt", id limit $5`,
      [provinceCode, state, after?.at ?? null, after?.id ?? null, limit + 1],
    );
    return toPage(found, limit, ({ cursorAt: _, type, createdAt, ...row }) => ({
      ...row,
      typeVi: type === null ? 'Giấy chứng nhận OCOP' : DOCUMENT_TYPES[type],
      state,
      createdAt: createdAt.toISOString(),
    }));
  }
}
