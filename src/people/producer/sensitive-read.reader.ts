import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { decodeCursor, exactTime, toPage, type Page, type PagedRow, type PageQuery } from '../../shared/http';
import { Clock, newId } from '../../shared/kernel';
import type { ReadKind } from './producer-secret.entity';
import type { SensitiveReadDto } from './sensitive-read.dto';

/** One who looks again and again within this time has looked once. */
const ONE_LOOK_MS = 15 * 60_000;

/** One statement; what was noted just now is not noted again. */
export async function noteRead(
  db: EntityManager,
  accountId: string,
  producerId: string,
  kinds: readonly ReadKind[],
  now: Date,
): Promise<void> {
  await db.query(
    `insert into sensitive_read (id, producer_id, account_id, kinds, read_at) select $1, $2, $3, $4, $5
      where not exists (select 1 from sensitive_read where producer_id = $2 and account_id = $3 and kinds = $4 and read_at > $6)`,
    [newId(), producerId, accountId, kinds, now, new Date(now.getTime() - ONE_LOOK_MS)],
  );
}

/** Tells the people of a producer who looked at what is kept encrypted of it, and who took its files away. */
@Injectable()
export class SensitiveReads {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Writes down that somebody had it. */
  note(accountId: string, producerId: string, kinds: readonly ReadKind[]): Promise<void> {
    return noteRead(this.transactions.reader, accountId, producerId, kinds, this.clock.now());
  }

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
