import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions, migrate } from '../../config/data-source';
import { PlaceLoader } from '../../src/catalog/reference/place.loader';
import { Transactions } from '../../src/shared/db';
import { startWorker } from '../support/children';
import { machine, median, number, percentile, say } from '../support/figures';
import { bench, withGround } from '../support/ground';
import { profiling, readBenchOptions } from '../support/options';
import { makeGoods, makeSearches, type Typed } from './goods';
import type { SearchOrder, SearchReport } from './searcher';

const SIZES = [10_000, 1_000_000];
const SEARCHES = 400;
const CASES = [
  { within: 'producer', name: 'one producer', aim: { p50: 5, p99: 25 } },
  { within: 'all', name: 'all producers', aim: { p50: 15, p99: 100 } },
] as const;

bench(async () => {
  const { pairs, profile } = readBenchOptions({ pairs: 3, seconds: 1 });
  say(`ms of one search, one after the other, ${SEARCHES} different ones, ${pairs} rounds; ${machine()}`);
  say('control: the words alone by pg, unnamed, without codes, relevance and total; PostgreSQL with fsync');
  await withGround(async ({ postgres, later }) => {
    const databaseUrl = postgres.url();
    await migrate(databaseUrl);
    const places = await new DataSource({ ...dataSourceOptions(databaseUrl, 2), entities: [] }).initialize();
    await new PlaceLoader(new Transactions(places)).onModuleInit();
    await places.destroy();
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    later(() => client.end());
    const worker = startWorker('search/searcher.ts', profiling(profile));
    later(() => worker.stop());

    for (const size of SIZES) {
      const started = performance.now();
      await makeGoods(client, size);
      say(`${number(size)} products, made in ${number((performance.now() - started) / 1000)} s`);
      const searches = await makeSearches(client, SEARCHES);
      for (const { within, name, aim } of CASES) {
        const ask = (how: SearchOrder['how'], asked: readonly Typed[]): Promise<SearchReport> =>
          worker.ask<SearchReport>({ how, databaseUrl, within, searches: asked } satisfies SearchOrder);
        const ours: number[] = [];
        const control: number[] = [];
        for (let round = -1; round < pairs; round++) {
          const program = await ask('program', searches);
          const plain = await ask('plain', searches);
          if (program.found < plain.found) throw new Error(`the program finds ${program.found}, the words alone ${plain.found}`);
          if (round < 0) continue; // the first round only warms up
          ours.push(...program.ms);
          control.push(...plain.ms);
        }
        say(`${number(size)}, ${name}: ${times(ours)}, control ${times(control)}${verdict(ours, aim)}`);
      }
      const slips = searches.slice(0, 100).map(({ q, producerId }) => ({ q: slip(q), producerId }));
      const { ms, found } = await worker.ask<SearchReport>({
        how: 'program',
        databaseUrl,
        within: 'all',
        searches: slips,
      } satisfies SearchOrder);
      say(`${number(size)}, all producers, with a slip of the finger: ${times(ms)} (${found} names found)`);
    }
  });
});

/** The first long word with two letters exchanged. */
const slip = (q: string): string => q.replace(/\b([a-z])([a-z])([a-z])/, '$1$3$2');

const times = (ms: readonly number[]): string => `p50 ${number(median(ms))}, p99 ${number(percentile(ms, 0.99))} ms`;

function verdict(ms: readonly number[], aim: { readonly p50: number; readonly p99: number }): string {
  const isMet = median(ms) <= aim.p50 && percentile(ms, 0.99) <= aim.p99;
  return `  aim ≤ ${aim.p50} and ≤ ${aim.p99}: ${isMet ? 'met' : 'MISSED'}`;
}
