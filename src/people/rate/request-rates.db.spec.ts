import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../config/data-source';
import { readEnv } from '../../../config/env';
import { rows } from '../../shared/db';
import { Problem } from '../../shared/kernel';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { RequestRates } from './request-rates';

describe('the allowance of requests', () => {
  const PER_MINUTE = 200;
  let database: TestDatabase;
  let other: DataSource;
  let processes: readonly RequestRates[];
  beforeAll(async () => {
    database = await openDatabase();
    other = await new DataSource(dataSourceOptions(database.url, 4)).initialize();
    const env = readEnv({ REQUESTS_PER_MINUTE: String(PER_MINUTE) });
    processes = [new RequestRates(database.dataSource, env), new RequestRates(other, env)];
  });
  afterAll(async () => {
    await other.destroy();
    await database.drop();
  });

  /** Asks in turn at every process until all refuse; answers how much was given and the last refusal. */
  async function exhaust(who: string, cost = 1): Promise<{ given: number; refusal: Problem }> {
    let given = 0;
    for (;;) {
      const refusals: unknown[] = [];
      for (const each of processes) {
        await each.takeOfAccount(who, cost).then(
          () => (given += cost),
          (refused: unknown) => refusals.push(refused),
        );
      }
      const [refusal] = refusals;
      if (refusals.length === processes.length && refusal instanceof Problem) return { given, refusal };
      if (given > 10 * PER_MINUTE) throw new Error('nobody refuses');
    }
  }

  it('is one for all processes, and says when there is more', async () => {
    const { given, refusal } = await exhaust('account-a');
    expect(given).toBeLessThanOrEqual(PER_MINUTE);
    expect(given).toBeGreaterThan(PER_MINUTE - 10); // each process may hold one piece of four
    expect(refusal.kind.status).toBe(429);
    expect(refusal.facts.retryAfterSeconds).toBeGreaterThan(0);
    expect(refusal.facts.retryAfterSeconds).toBeLessThanOrEqual(60);
  });

  it('is one for each account', async () => {
    await exhaust('account-b');
    await expect(processes[0]?.takeOfAccount('account-c', 1)).resolves.toBeUndefined();
  });

  it('holds for writes as well, and when all come at once', async () => {
    const asked = Array.from({ length: 300 }, (_, n) =>
      (processes[n % 2] as RequestRates).takeOfAccount('account-d', 3).then(
        () => 3,
        () => 0,
      ),
    );
    const given = (await Promise.all(asked)).reduce((sum: number, one) => sum + one, 0);
    expect(given).toBeLessThanOrEqual(PER_MINUTE);
    expect(given).toBeGreaterThan(0);
  });

  it('asks the database once for many requests', async () => {
    const statements = async (): Promise<number> => {
      const [row] = await rows<{ points: number }>(database.db, `select points from request_rate where key = 'account:account-e'`);
      return row?.points ?? 0;
    };
    for (let n = 0; n < 8; n++) await processes[0]?.takeOfAccount('account-e', 1);
    expect(await statements()).toBe(8); // two pieces of four, and no row for each request
    await processes[0]?.takeOfAccount('account-e', 1);
    expect(await statements()).toBe(12);
  });

  it('an address has more than an account, and comes back after its minute', async () => {
    for (let n = 0; n < PER_MINUTE; n++) await processes[0]?.takeOfPlace('203.113.1.2', 3);
    await exhaust('account-f');
    await rows(database.db, `update request_rate set expire = 0 where key = 'account:account-f'`);
    const fresh = new RequestRates(other, readEnv({ REQUESTS_PER_MINUTE: String(PER_MINUTE) })); // the others remember the refusal until its end
    await expect(fresh.takeOfAccount('account-f', 1)).resolves.toBeUndefined();
  });
});
