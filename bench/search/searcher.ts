import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../config/data-source';
import { ProductSearch } from '../../src/catalog/search/product-search';
import { allWords, searchWords } from '../../src/shared/kernel';
import type { Actor } from '../../src/shared/http';
import { SystemClock } from '../../src/shared/kernel';
import { answering } from '../support/children';
import type { Typed } from './goods';

export interface SearchOrder {
  /** `plain`: the words alone by pg, the newest first; neither codes, nor relevance, nor a total. */
  readonly how: 'program' | 'plain';
  readonly databaseUrl: string;
  /** Among the products of one producer each, or among all. */
  readonly within: 'producer' | 'all';
  readonly searches: readonly Typed[];
}

export interface SearchReport {
  /** Of each search, one after the other. */
  readonly ms: readonly number[];
  readonly found: number;
}

type Search = (typed: Typed) => Promise<number>;

const LIMIT = 20;
const OPERATOR: Actor = { accountId: '00000000-0000-7000-8000-000000000000', role: 'operator', provinceCode: null };
const opened = new Map<string, Promise<Search>>();

async function program({ databaseUrl, within }: SearchOrder): Promise<Search> {
  const dataSource = await new DataSource({ ...dataSourceOptions(databaseUrl, 2), entities: [] }).initialize();
  const search = new ProductSearch(new SystemClock());
  return async ({ q, producerId }) => {
    const { ids } = await search.find(dataSource.manager, OPERATOR, { q, limit: LIMIT, ...(within === 'producer' ? { producerId } : {}) });
    return ids.length;
  };
}

async function plain({ databaseUrl, within }: SearchOrder): Promise<Search> {
  const database = new Pool({ connectionString: databaseUrl, max: 2 });
  await database.query('select 1');
  const where = within === 'producer' ? 'and producer_id = $2' : 'and $2::uuid is not null';
  return async ({ q, producerId }) => {
    const text = `select id from product where search_words @@ $1::tsquery ${where} order by created_at desc, id desc limit ${LIMIT}`;
    return (await database.query(text, [allWords(searchWords(q)), producerId])).rows.length;
  };
}

answering<SearchOrder>(async (order): Promise<SearchReport> => {
  const key = `${order.how} ${order.within} ${order.databaseUrl}`;
  const opening = opened.get(key) ?? (order.how === 'program' ? program : plain)(order);
  opened.set(key, opening);
  const search = await opening;
  const ms: number[] = [];
  let found = 0;
  for (const typed of order.searches) {
    const started = performance.now();
    found += await search(typed);
    ms.push(performance.now() - started);
  }
  return { ms, found };
});
