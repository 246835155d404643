import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../config/data-source';
import { rows } from '../../shared/db';
import { newId } from '../../shared/kernel';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { PaceBook } from './pace-book';
import { LineTooLong } from './pacer';
import type { Pace } from './pacing.rules';
import { SharedPacer } from './shared-pacer';

describe('the pace of one connection', () => {
  const stop = new AbortController().signal;
  let database: TestDatabase;
  let other: DataSource;
  beforeAll(async () => {
    database = await openDatabase();
    other = await new DataSource(dataSourceOptions(database.url, 10)).initialize();
  });
  afterAll(async () => {
    await other.destroy();
    await database.drop();
  });

  /** The pacers of two processes for one connection. */
  const pair = (pace: Pace, id = newId()): [SharedPacer, SharedPacer] => [
    new SharedPacer(pace, new PaceBook(() => database.db, id, 'calls', pace)),
    new SharedPacer(pace, new PaceBook(() => other.manager, id, 'calls', pace)),
  ];
  const took = async (work: Promise<unknown>): Promise<number> => {
    const from = performance.now();
    await work;
    return performance.now() - from;
  };

  it('[AD5] is one for all processes', async () => {
    const [a, b] = pair({ callsPerSecond: 20, burst: 10 });
    const ms = await took(Promise.all(Array.from({ length: 15 }, () => [a.turn(stop), b.turn(stop)]).flat()));
    expect(ms).toBeGreaterThan(950); // 30 calls: 10 at once, 20 at 20 a second; two paces of their own would take 250 ms
    expect(ms).toBeLessThan(5_000);
  });

  it('[AD5] slows down for all of them when one was told to', async () => {
    const [a, b] = pair({ callsPerSecond: 20, burst: 100 });
    await b.turn(stop);
    await a.slowDown(700);
    expect(await took(b.turn(stop))).toBeGreaterThan(600);
    await a.turn(stop);
  });

  it('eases once for what is told together, and by the half at most four times over', async () => {
    const pace = { callsPerSecond: 100, burst: 100 };
    const id = newId();
    const [a, b] = pair(pace, id);
    await Promise.all([a.slowDown(undefined), b.slowDown(undefined), a.slowDown(undefined)]);
    const [row] = await rows<{ share: number }>(database.db, 'select share from pace where connection_id = $1', [id]);
    expect(row?.share).toBeCloseTo(0.5, 1);
    for (let again = 0; again < 4; again++) {
      await database.db.query(`update pace set eased_at = eased_at - interval '2 seconds' where connection_id = $1`, [id]);
      await b.slowDown(undefined);
    }
    const [low] = await rows<{ share: number }>(database.db, 'select share from pace where connection_id = $1', [id]);
    expect(low?.share).toBeGreaterThanOrEqual(0.25);
  });

  it('lets nobody stand in a line of more than half a minute', async () => {
    const id = newId();
    const [a, b] = pair({ callsPerSecond: 1, burst: 1 }, id);
    await a.turn(stop);
    await database.db.query('update pace set calls = -31 where connection_id = $1', [id]);
    await expect(b.turn(stop)).rejects.toBeInstanceOf(LineTooLong);
    const [row] = await rows<{ calls: number }>(database.db, 'select calls from pace where connection_id = $1', [id]);
    expect(row?.calls).toBe(-31); // and takes nothing by trying
  });

  it('a fast platform is not paid for with a statement a call', async () => {
    const id = newId();
    const [a] = pair({ callsPerSecond: 1_000, burst: 1_000 }, id);
    for (let n = 0; n < 20; n++) await a.turn(stop);
    const [row] = await rows<{ calls: number }>(database.db, 'select calls from pace where connection_id = $1', [id]);
    expect(row?.calls).toBeLessThanOrEqual(950); // fifty were taken at once
  });

  it('goes on at its own pace while the database does not answer', async () => {
    const pace = { callsPerSecond: 100, burst: 5 };
    const gone = new SharedPacer(
      pace,
      new PaceBook(
        () => {
          throw new Error('no database');
        },
        newId(),
        'calls',
        pace,
      ),
    );
    expect(await took(Promise.all(Array.from({ length: 15 }, () => gone.turn(stop))))).toBeGreaterThan(80); // 10 of them wait
    await gone.slowDown(200);
    expect(await took(gone.turn(stop))).toBeGreaterThan(150);
  });
});
