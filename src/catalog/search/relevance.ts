import type { EntityManager } from 'typeorm';
import { Bindings, rows, type Bind } from '../../shared/db';
import { exactTime } from '../../shared/http';
import { COUNTED, TIERS, type FoundRow, type Place } from './product-search.rules';
import { every, matches, olderThan, type Scope, type Search } from './product-search.sql';

/**
 * So many of the newest products are looked at one by one for words that are all common: 10 ms at most. Words that are not expected together are looked for in fewer: they
 * may be one name ("mắm tôm"), or never meet.
 */
const LOOKED_AT = { often: 10_000, seldom: 2_000 } as const;

/** A page of a search by words, the most relevant first. */
export interface Ask {
  readonly search: Search;
  readonly limit: number;
  readonly place: Place | null;
  scopeIn(bind: Bind): Scope;
}

export interface Relevant {
  /** One row more than the page when there is a next one. */
  readonly found: readonly FoundRow[];
  /** How many there are, up to COUNTED + 1; absent when it took no look at all of them. */
  readonly total?: number;
}

/**
 * Where a word is rare, all that have it are read and sorted. Where all are common, that would be a hundred thousand: names that begin so come first, out of the index of
 * names, then the newest products are gone through, and most pages are full by then.
 */
export async function byRelevance(db: EntityManager, ask: Ask): Promise<Relevant> {
  const { search, limit, place } = ask;
  if (!search.plan.isFew) {
    const beginnings = place?.tier === TIERS.other ? [] : await run(db, ask, beginning);
    if (beginnings.length > limit) return { found: beginnings };
    const found = [...beginnings, ...(await run(db, ask, newest))];
    if (found.length > limit) return { found: found.slice(0, limit + 1) };
  }
  const found = await run(db, ask, sorted);
  return { found, total: found[0]?.total ?? 0 };
}

type Row = FoundRow & { readonly total?: number };
type Statement = (ask: Ask, bind: Bind) => string;

function run(db: EntityManager, ask: Ask, statement: Statement): Promise<Row[]> {
  const { values, bind } = new Bindings();
  return rows<Row>(db, statement(ask, bind), values);
}

/** A name that begins with what was typed has all its words, so they are not asked: PostgreSQL would take the two for independent. */
function beginning({ search, limit, place, scopeIn }: Ask, bind: Bind): string {
  const { joins, where } = scopeIn(bind);
  const { isSame, begins } = nearness(search, bind);
  const most = bind(limit + 1);
  const arms = [
    { tier: TIERS.same, is: [isSame] },
    { tier: TIERS.beginning, is: [begins, `not ${isSame}`] },
  ].filter(({ tier }) => !place || tier >= place.tier);
  const union = arms.map(({ tier, is }) => {
    const after = place?.tier === tier ? [olderThan(place, bind)] : [];
    return `(select p.id, ${tier} as tier, p.created_at from product p${joins} where ${every([...where, ...is, ...after])}
              order by p.created_at desc, p.id desc limit ${most})`;
  });
  return `select id, tier, ${exactTime('created_at')} as key from (${union.join(' union all ')}) found order by tier, created_at desc, id desc limit ${most}`;
}

/** The others among the newest products: these are gone through in their order, and only until the page is full. */
function newest({ search, limit, place, scopeIn }: Ask, bind: Bind): string {
  const { joins, where } = scopeIn(bind);
  const { isSame, begins } = nearness(search, bind);
  const after = place?.tier === TIERS.other ? `where ${olderThan(place, bind)}` : '';
  const most = search.plan.expected > LOOKED_AT.seldom ? LOOKED_AT.often : LOOKED_AT.seldom;
  return `select p.id, ${TIERS.other} as tier, ${exactTime('p.created_at')} as key
            from (select * from product p ${after} order by p.created_at desc, p.id desc limit ${most}) p${joins}
           where ${every([...where, ...matches(search, bind), `not ${begins}`, `not ${isSame}`])}
           order by p.created_at desc, p.id desc limit ${bind(limit + 1)}`;
}

/** Everything that has the words, whichever way it is found best; then in order. */
function sorted({ search, limit, place, scopeIn }: Ask, bind: Bind): string {
  const { joins, where } = scopeIn(bind);
  const { isSame, begins } = nearness(search, bind);
  const after = place ? `where p.tier > ${place.tier} or p.tier = ${place.tier} and ${olderThan(place, bind)}` : '';
  return `with found as materialized (
            select p.id, p.created_at, case when ${isSame} then ${TIERS.same} when ${begins} then ${TIERS.beginning} else ${TIERS.other} end as tier
              from product p${joins} where ${every([...where, ...matches(search, bind)])})
          select id, tier, ${exactTime('created_at')} as key, (select count(*)::int from (select from found limit ${COUNTED + 1}) counted) as total
            from found p ${after} order by tier, created_at desc, id desc limit ${bind(limit + 1)}`;
}

/** `^@`, because LIKE would also look the name up by its trigrams, which is slow for common words. */
function nearness({ name, codes }: Search, bind: Bind): { readonly isSame: string; readonly begins: string } {
  const typed = bind(name);
  const byName = `p.search_name = ${typed}`;
  const isSame = codes.length === 0 ? byName : `(${byName} or p.id = any(${bind(codes)}::uuid[]))`;
  return { isSame, begins: `p.search_name ^@ ${typed}` };
}
