import { Injectable } from '@nestjs/common';
import { rows, Transactions } from '../../shared/db';
import { decodeCursor, exactTime, toPage, type Page, type PagedRow, type PageQuery } from '../../shared/http';
import type { SensitiveReadDto } from './sensitive-read.dto';

/** Tells the people of a producer who looked at what is kept encrypted of it. */
@Injectable()
export class SensitiveReads {
  constructor(private readonly transactions: Transactions) {}

  /** Newest first. */
  async list(producerId: string, { limit, cursor }: PageQuery): Promise<Page<SensitiveReadDto>> {
    const from = cursor === undefined ? null : decodeCursor(cursor);
    const found = await rows<SensitiveReadDto & PagedRow>(
      this.transactions.reader,
      `select r.id, r.account_id as "accountId", a.name, a.role, r.kinds, ${exactTime('r.read_at')} as "readAt", ${exactTime('r.read_at')} as "cursorAt"
         from sensitive_read r join account a on a.id = r.account_id
        where r.producer_id = $1 and ($2::timestamptz is null or (r.read_at, r.id) < ($2, $3::uuid)) order by r.read_at desc, r.id desc limit $4`,
      [producerId, from?.at ?? null, from?.id ?? null, limit + 1],
    );
    return toPage(found, limit, ({ cursorAt: _cursorAt, ...read }) => read);
  }
}
