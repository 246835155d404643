import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ProductService } from '../../catalog';
import { MANDATE_END, ProducerService } from '../../people';
import { rows } from '../../shared/db';
import { asOfSql, exactTime, PAGE_MAX, sinceOf, type Actor } from '../../shared/http';
import { Clock, Problem, problems } from '../../shared/kernel';
import { toListingDto } from '../listing/listing.dto';
import { findListings } from '../listing/listing.store';
import type { BagQuery } from './bag.dto';

/** Rows of one statement while the bag is packed. */
const BATCH = 200;

/** A line of the bag. */
export type BagLine = Readonly<Record<string, unknown>> & { readonly line: string };

/**
 * Everything an officer takes along for days without a signal, line by line, so that no bag is too large for our memory or for the phone's: producers, mandates, consents,
 * products with their packs, stock, listings, gaps of readiness, and an end. A bag without its end was cut off on the way.
 */
@Injectable()
export class BagReader {
  constructor(
    private readonly clock: Clock,
    private readonly producers: ProducerService,
    private readonly products: ProductService,
  ) {}

  /** Throws: Problem not-found, when the officer may not see one of them now; validation. */
  async pack(db: EntityManager, actor: Actor, query: BagQuery): Promise<AsyncIterable<BagLine>> {
    const ids = [...new Set(query.producers.split(','))];
    const { items } = await this.producers.list(actor, { limit: PAGE_MAX }, ids);
    if (items.length !== ids.length) throw new Problem(problems.notFound, 'Có chủ thể không tồn tại hoặc bạn không có uỷ quyền.');
    const [state] = await rows<{ asOf: string }>(db, `select ${exactTime(asOfSql('now()', '$1'))} as "asOf"`, [this.clock.now()]);
    return this.lines(db, actor, ids, items, sinceOf({ changedSince: query.changedSince, limit: 1 }), state?.asOf ?? '');
  }

  private async *lines(
    db: EntityManager,
    { accountId }: Actor,
    ids: readonly string[],
    producers: readonly object[],
    since: string | null,
    asOf: string,
  ): AsyncGenerator<BagLine> {
    for (const producer of producers) yield { line: 'producer', ...producer };
    yield* this.all(
      db,
      'mandate',
      `select d.id, d.producer_id as "producerId", d.rights, ${exactTime(MANDATE_END)} as "endsAt" from mandate d join consent c on c.id = d.consent_id
        where d.producer_id = any($1::uuid[]) and d.officer_id = $2 and d.valid_from <= $3 and ${MANDATE_END} > $3`,
      [ids, accountId, this.clock.now()],
    );
    yield* this.all(
      db,
      'consent',
      `select c.id, c.producer_id as "producerId", c.purpose, c.platform, ${exactTime('c.valid_until')} as "validUntil" from consent c
        where c.producer_id = any($1::uuid[]) and c.withdrawn_at is null and coalesce(c.valid_until, 'infinity') > $2`,
      [ids, this.clock.now()],
    );
    for (let after: string | null = null; ;) {
      const found = await this.products.ofProducers(db, ids, since, after, BATCH);
      for (const product of found) yield { line: 'product', ...product };
      after = found[BATCH - 1]?.id ?? null;
      if (after === null) break;
    }
    yield* this.all(
      db,
      'stock',
      `select p.producer_id as "producerId", p.id as "productId", o.on_hand as "onHand", o.promised, o.on_hand - o.promised as available, ${exactTime('o.counted_at')} as "countedAt"
         from product p join pool o on o.product_id = p.id
        where p.producer_id = any($1::uuid[]) and ($2::timestamptz is null or o.created_at > $2 or (select m.at from stock_move m where m.pool_id = o.id order by m.id desc limit 1) > $2)`,
      [ids, since],
    );
    for (let after: string | null = null; ;) {
      const found = await findListings(
        db,
        'l.producer_id = any($1::uuid[]) and ($2::timestamptz is null or l.changed_at > $2) and ($3::uuid is null or l.id > $3) order by l.id limit $4',
        [ids, since, after, BATCH],
      );
      for (const listing of found) yield { line: 'listing', producerId: listing.producerId, ...toListingDto(listing) };
      after = found[BATCH - 1]?.id ?? null;
      if (after === null) break;
    }
    yield* this.all(
      db,
      'readiness',
      `select p.producer_id as "producerId", r.product_id as "productId", r.platform, r.percent, r.is_ready as "isReady", r.gaps
         from product p join product_readiness r on r.product_id = p.id where p.producer_id = any($1::uuid[]) and ($2::timestamptz is null or r.checked_at > $2)`,
      [ids, since],
    );
    yield { line: 'end', asOf };
  }

  /** What there is little of: one statement. */
  private async *all(db: EntityManager, line: string, sql: string, values: readonly unknown[]): AsyncGenerator<BagLine> {
    for (const row of await rows<object>(db, sql, values)) yield { line, ...row };
  }
}
