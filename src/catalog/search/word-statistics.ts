import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { Clock } from '../../shared/kernel';
import type { WordCounts } from './word-plan.rules';

/** Statistics change when PostgreSQL gathers them anew: after a tenth of the products have changed, say. */
const GOOD_FOR_MS = 600_000;

/** How common words are in names of products, out of PostgreSQL's own statistics. They only decide on the way to search, never on what is found. */
export class WordStatistics {
  private known: { readonly counts: Promise<WordCounts>; readonly at: number } | null = null;

  constructor(private readonly clock: Clock) {}

  counts(db: EntityManager): Promise<WordCounts> {
    const now = this.clock.now().getTime();
    if (this.known && now - this.known.at < GOOD_FOR_MS) return this.known.counts;
    const counts = this.read(db);
    this.known = { counts, at: now };
    counts.catch(() => (this.known = null)); // the next one tries again
    return counts;
  }

  private async read(db: EntityManager): Promise<WordCounts> {
    const found = await rows<{ products: number; word: string | null; count: number }>(
      db,
      `select greatest(c.reltuples, 0)::int as products, word, round(share * greatest(c.reltuples, 0))::int as count
         from pg_class c
         left join pg_stats s on s.schemaname = current_schema() and s.tablename = c.relname and s.attname = 'search_words'
         left join unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) as common (word, share) on word is not null
        where c.oid = 'product'::regclass`,
    );
    const withWord = new Map(found.flatMap(({ word, count }): [string, number][] => (word === null ? [] : [[word, count]])));
    return { products: found[0]?.products ?? 0, withWord };
  }
}
