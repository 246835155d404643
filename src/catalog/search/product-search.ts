import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { visibleProducers } from '../../people';
import { Bindings, rows, type Bind } from '../../shared/db';
import { invalid, openCursor, sealCursor, type Actor } from '../../shared/http';
import { allWordsButOne, Clock, searchName, searchWords } from '../../shared/kernel';
import { vietnamDay } from '../document/certificate.rules';
import { checkGtin } from '../identifier/gtin.rules';
import { codeOf, COUNTED, isByReadiness, readPlace, writePlace, type FoundRow, type Place, type SearchSort } from './product-search.rules';
import { every, inOrder, matches, starsOn, type Scope, type Search } from './product-search.sql';
import { byRelevance, type Ask, type Relevant } from './relevance';
import { checkAll, planWords, type WordCounts, type WordPlan } from './word-plan.rules';
import { WordStatistics } from './word-statistics';

/** One more condition, as SQL over `p` (a row of product). Folders above bring their own: what is shown on a platform, say. */
export type Narrowing = (bind: Bind) => string;

export interface ProductWish {
  readonly q?: string;
  readonly producerId?: string;
  readonly provinceCode?: string;
  readonly communeCode?: string;
  readonly ocopSets?: readonly number[];
  /** Of the certificate that is good today. */
  readonly stars?: readonly number[];
  /** A platform: those that were judged for it. A product is, a few seconds after it was registered. */
  readonly readinessAt?: string;
  /** What the last verdict for that platform was. */
  readonly readiness?: 'ready' | 'not-ready';
  readonly sort?: SearchSort;
  readonly limit: number;
  readonly cursor?: string;
}

export interface Found {
  /** In order. */
  readonly ids: readonly string[];
  readonly next?: string;
  /** On the first page only. COUNTED + 1 stands for "more than COUNTED". */
  readonly total?: number;
  /** Nothing had all the words; these are similar to them. There is no next page. */
  readonly isFuzzy: boolean;
  /** What was searched for, for marking it. */
  readonly words: readonly string[];
}

/** Words are typed differently enough that less than this is chance. 'cma cao phong' and 'cam cao phong' have 0.57. */
const SIMILAR = 0.5;
/** Most products that are compared letter by letter. */
const COMPARED = 2_000;

/** Finds products by words, codes and what is known of them, among those the actor may see. */
@Injectable()
export class ProductSearch {
  private readonly statistics: WordStatistics;

  constructor(private readonly clock: Clock) {
    this.statistics = new WordStatistics(clock);
  }

  /** `actor` null: the caller has made sure that the producer in the wish is the asker's to see. */
  async find(db: EntityManager, actor: Actor | null, wish: ProductWish, narrowings: readonly Narrowing[] = []): Promise<Found> {
    const found = await this.search(db, actor, wish, narrowings);
    return actor?.role === 'operator' ? { ...found, ids: await this.noPractice(db, found.ids) } : found;
  }

  /** What officers practise with is for nobody else; those who see everything see it neither. */
  private async noPractice(db: EntityManager, ids: readonly string[]): Promise<string[]> {
    const practised = await rows<{ id: string }>(
      db,
      'select p.id from product p join producer m on m.id = p.producer_id where p.id = any($1) and m.practice_of is not null',
      [ids],
    );
    return ids.filter((id) => !practised.some((one) => one.id === id));
  }

  private async search(db: EntityManager, actor: Actor | null, wish: ProductWish, narrowings: readonly Narrowing[]): Promise<Found> {
    const words = searchWords(wish.q ?? '');
    const order = orderOf(wish.sort, words);
    const from = wish.cursor === undefined ? null : placeOf(order, wish.cursor);
    if (wish.readinessAt === undefined && (wish.readiness !== undefined || isByReadiness(order)))
      throw invalid([{ pointer: '?readinessAt', message: 'Xin chọn sàn để lọc hoặc xếp theo mức sẵn sàng.' }]);
    if (wish.q !== undefined && words.length === 0) return { ids: [], total: 0, isFuzzy: false, words };
    const plan = await this.plan(db, actor, wish, words);
    const search: Search = { words, name: searchName(wish.q ?? ''), codes: await this.byCode(db, wish.q ?? ''), plan };
    const scopeIn = (bind: Bind): Scope => scopeOf(wish, this.conditions(actor, wish, narrowings, bind), bind);

    const { found, total: counted } = await this.page(db, order, { search, limit: wish.limit, place: from, scopeIn });
    const shown = found.slice(0, wish.limit);
    const ids = shown.map(({ id }) => id);
    const last = shown[shown.length - 1];
    const next = found.length > wish.limit && last ? sealCursor(writePlace(order, last)) : undefined;
    if (from) return { ids, next, isFuzzy: false, words };
    if (ids.length === 0 && words.length > 0) {
      const similar = await this.similar(db, search, wish.limit, scopeIn);
      return { ids: similar, total: similar.length, isFuzzy: similar.length > 0, words: [] };
    }
    const total = next === undefined ? ids.length : (counted ?? (await this.count(db, search, scopeIn)));
    return { ids, next, total, isFuzzy: false, words };
  }

  private conditions(actor: Actor | null, wish: ProductWish, narrowings: readonly Narrowing[], bind: Bind): string[] {
    const { producerId, provinceCode, communeCode, ocopSets, stars } = wish;
    if (!actor && producerId === undefined) throw new Error('a search without an actor needs its producer');
    const conditions = [actor ? visibleProducers(actor, 'p.producer_id', bind, this.clock.now()) : 'true'];
    if (producerId !== undefined) conditions.push(`p.producer_id = ${bind(producerId)}`);
    if (provinceCode !== undefined)
      conditions.push(`p.producer_id in (select id from producer where province_code = ${bind(provinceCode)})`);
    if (communeCode !== undefined) conditions.push(`p.commune_code = ${bind(communeCode)}`);
    if (ocopSets !== undefined) conditions.push(`p.ocop_set = any(${bind(ocopSets)}::integer[])`);
    if (stars !== undefined) conditions.push(this.starsToday(stars, bind));
    return [...conditions, ...narrowings.map((narrowing) => narrowing(bind))].filter((condition) => condition !== 'true');
  }

  /** The same certificate as `validCertificate` chooses. The first half is there for the index: few products have five stars. */
  private starsToday(stars: readonly number[], bind: Bind): string {
    const [wanted, day] = [`${bind(stars)}::integer[]`, `${bind(vietnamDay(this.clock.now()))}::date`];
    return `p.id in (select product_id from certificate where state = 'verified' and stars = any(${wanted}))
      and (${starsOn('p.id', day)}) = any(${wanted})`;
  }

  /** Products with a pack of exactly that code or bar code. */
  private async byCode(db: EntityManager, q: string): Promise<string[]> {
    const code = codeOf(q);
    if (code === null) return [];
    const found = await rows<{ id: string }>(
      db,
      'select product_id as id from pack where sku = $1 union select product_id from pack where gtin = $2',
      [code, checkGtin(q).value],
    );
    return found.map(({ id }) => id);
  }

  private async plan(db: EntityManager, actor: Actor | null, wish: ProductWish, words: readonly string[]): Promise<WordPlan> {
    if (wish.producerId !== undefined) return checkAll(words);
    const plan = planWords(words, words.length === 0 ? NONE : await this.statistics.counts(db));
    const seesFew = actor?.role === 'producer' || actor?.role === 'officer';
    return seesFew ? { ...plan, isFew: true } : plan;
  }

  private async page(db: EntityManager, order: SearchSort, ask: Ask): Promise<Relevant> {
    if (order === 'relevance') return byRelevance(db, ask);
    const { values, bind } = new Bindings();
    const { joins, where } = ask.scopeIn(bind);
    const scope = { joins, where: [...where, ...matches(ask.search, bind)] };
    return { found: await rows<FoundRow>(db, inOrder(order, scope, ask.limit, ask.place, bind), values) };
  }

  private async count(db: EntityManager, search: Search, scopeIn: (bind: Bind) => Scope): Promise<number> {
    const { values, bind } = new Bindings();
    const { joins, where } = scopeIn(bind);
    const isKnown = search.words.length === 1 && search.plan.expected > 10 * COUNTED && joins === '' && where.length === 0;
    if (isKnown) return COUNTED + 1; // gathering them takes 20 ms, and the statistics are not wrong by ten times
    const all = every([...where, ...matches(search, bind)]);
    const [counted] = await rows<{ n: number }>(
      db,
      `select count(*)::int as n from (select from product p${joins} where ${all} limit ${COUNTED + 1}) found`,
      values,
    );
    return counted?.n ?? 0;
  }

  /**
   * What is most like the words, when nothing has them all. Comparing a million names letter by letter takes a second, so of several words all but one
   * have to be right; a single word is looked up by its trigrams.
   */
  private async similar(
    db: EntityManager,
    { words, name: typed }: Search,
    limit: number,
    scopeIn: (bind: Bind) => Scope,
  ): Promise<string[]> {
    const { values, bind } = new Bindings();
    const { joins, where } = scopeIn(bind);
    const name = bind(typed);
    const near = words.length > 1 ? `p.search_words @@ ${bind(allWordsButOne(words))}::tsquery` : `${name} <% p.search_name`;
    const found = await rows<{ id: string }>(
      db,
      `select id from (select p.id, p.search_name from product p${joins} where ${every([...where, near])} limit ${COMPARED}) p
        where word_similarity(${name}, p.search_name) >= ${SIMILAR} order by word_similarity(${name}, p.search_name) desc, id limit ${bind(limit)}`,
      values,
    );
    return found.map(({ id }) => id);
  }
}

const NONE: WordCounts = { products: 0, withWord: new Map() };

function scopeOf({ readinessAt, readiness }: ProductWish, conditions: readonly string[], bind: Bind): Scope {
  if (readinessAt === undefined) return { joins: '', where: conditions };
  const joins = ` join product_readiness r on r.product_id = p.id and r.platform = ${bind(readinessAt)}`;
  return { joins, where: readiness === undefined ? conditions : [...conditions, readiness === 'ready' ? 'r.is_ready' : 'not r.is_ready'] };
}

/** Without words nothing is more relevant than another. */
function orderOf(sort: SearchSort | undefined, words: readonly string[]): SearchSort {
  if (words.length > 0) return sort ?? 'relevance';
  return sort === undefined || sort === 'relevance' ? 'newest' : sort;
}

/** Throws: Problem `cursor-invalid`, also for a cursor of another order. */
function placeOf(order: SearchSort, cursor: string): Place | null {
  return readPlace(
    order,
    openCursor(cursor, (text) => readPlace(order, text) !== null),
  );
}
