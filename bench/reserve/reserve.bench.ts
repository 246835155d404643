import { Client } from 'pg';
import { migrate } from '../../config/data-source';
import { startWorker } from '../support/children';
import { line, machine, say, verdictOf, type Pair } from '../support/figures';
import { bench, withGround } from '../support/ground';
import { profiling, readBenchOptions } from '../support/options';
import { pgbench, pgbenchVersion, type Wrapping } from './pgbench';
import { makePools, promised } from './pools';
import type { ReserveOrder, ReserveReport } from './reserver';

const CONNECTIONS = 16;
const CASES = [
  { name: 'one hot row', pools: 1, aim: 0.75 },
  { name: '1,000 rows', pools: 1000, aim: 0.6 },
] as const;

bench(async () => {
  const { pairs, seconds, profile } = readBenchOptions({ pairs: 7, seconds: 2 });
  say(`reservations per second, ${CONNECTIONS} connections, ${pairs} pairs of ${seconds} s; ${machine()}`);
  say(`control: ${await pgbenchVersion()}, prepared statements; PostgreSQL with fsync`);
  await withGround(async ({ postgres, folder, later }) => {
    const databaseUrl = postgres.url();
    await migrate(databaseUrl);
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    later(() => client.end());
    await makePools(client, 1000);
    const worker = startWorker('reserve/reserver.ts', profiling(profile));
    later(() => worker.stop());

    let reserved = 0;
    for (const { name, pools, aim } of CASES) {
      const order = { databaseUrl, pools, connections: CONNECTIONS, seconds };
      const node = async (how: ReserveOrder['how']): Promise<number> => {
        const report = await worker.ask<ReserveReport>({ ...order, how } satisfies ReserveOrder);
        reserved += report.reserved;
        return report.perSecond;
      };
      const control = async (wrapping: Wrapping): Promise<number> => {
        const report = await pgbench({ ...order, folder, wrapping });
        reserved += report.reserved;
        return report.perSecond;
      };
      const inTransaction: Pair[] = [];
      const alone: Pair[] = [];
      const plainly: Pair[] = [];
      for (let pair = -1; pair < pairs; pair++) {
        const our = await node('program');
        const plain = await node('plain');
        const transaction = await control('transaction');
        const statement = await control('statement');
        if (pair < 0) continue; // the first pair only warms up
        inTransaction.push({ ours: our, control: transaction });
        plainly.push({ ours: plain, control: transaction });
        alone.push({ ours: our, control: statement });
      }
      say(line(`${name}, against pgbench in a transaction too`, 'a second', verdictOf(inTransaction), aim));
      say(line(`  what Node and pg alone reach, against the same`, 'a second', verdictOf(plainly)));
      say(line(`  against pgbench with the statement alone`, 'a second', verdictOf(alone)));
    }
    const { counters, ledger } = await promised(client);
    if (counters !== reserved || ledger !== reserved) throw new Error(`${reserved} reserved, counters say ${counters}, ledger ${ledger}`);
  });
});
