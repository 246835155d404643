import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { asOfSql, decodeCursor, exactTime, sinceOf, toPage, withAsOf, type ChangesQuery, type PagedRow } from '../../shared/http';
import { toListingDto, type ListingPage } from './listing.dto';
import { findListings } from './listing.store';

/** Reads listings for people. */
@Injectable()
export class ListingReader {
  /** Oldest first. When a listing was last looked at is no change of it. */
  async list(db: EntityManager, producerId: string, query: ChangesQuery): Promise<ListingPage> {
    const { limit, cursor } = query;
    const from = cursor === undefined ? null : decodeCursor(cursor);
    const [state] = await rows<{ asOf: string | null }>(
      db,
      `select ${exactTime(asOfSql('max(changed_at)', 'now()'))} as "asOf" from listing where producer_id = $1`,
      [producerId],
    );
    const found = await findListings(
      db,
      `l.producer_id = $1 and ($2::timestamptz is null or (l.created_at, l.id) > ($2, $3::uuid)) and ($5::timestamptz is null or l.changed_at > $5)
        order by l.created_at, l.id limit $4`,
      [producerId, from?.at ?? null, from?.id ?? null, limit + 1, sinceOf(query)],
    );
    const times = await rows<PagedRow>(db, `select id, ${exactTime('created_at')} as "cursorAt" from listing where id = any($1)`, [
      found.map((listing) => listing.id),
    ]);
    const at = new Map(times.map((row) => [row.id, row.cursorAt]));
    const page = toPage(
      found.map((listing) => ({ ...listing, cursorAt: at.get(listing.id) ?? '' })),
      limit,
      toListingDto,
    );
    return withAsOf(page, state);
  }
}
