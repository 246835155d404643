import { stockedListing } from '../../../test/support/books';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { until } from '../../../test/support/market';
import { rows } from '../../shared/db';
import { LaneLost, type Hold, type LaneWork } from './lane';
import { LaneRunner } from './lane-runner';

/** Never comes by itself in these tests. */
const NO_SWEEP_MS = 1_000_000;

describe('lanes', () => {
  let database: TestDatabase;
  const runners: LaneRunner[] = [];
  beforeAll(async () => {
    database = await openDatabase([], 30);
  });
  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.beforeApplicationShutdown()));
  });
  afterAll(() => database.drop());

  async function start(work: LaneWork, more: { works?: boolean; sweepEveryMs?: number; others?: LaneWork[] } = {}): Promise<LaneRunner> {
    const { works = true, sweepEveryMs = NO_SWEEP_MS, others = [] } = more;
    const runner = new LaneRunner(database.transactions, { databaseUrl: database.url, works, sweepEveryMs });
    for (const each of [...others, work]) runner.register(each);
    runners.push(runner);
    await runner.onApplicationBootstrap();
    return runner;
  }
  const connection = async (): Promise<string> => (await stockedListing(database.db, null)).connection;
  const work = (
    attend: (hold: Hold) => Promise<void>,
    findDue: () => Promise<string[]> = () => Promise.resolve([]),
    name = 'paper',
  ): LaneWork => ({
    name,
    findDue,
    attend,
  });
  const breakConnections = (): Promise<unknown> =>
    rows(
      database.db,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'len-san lanes'`,
    );
  const laneConnections = async (): Promise<number> =>
    (await rows(database.db, `select 1 from pg_stat_activity where datname = current_database() and application_name = 'len-san lanes'`))
      .length;
  /** Something to wait for, opened by the test. */
  function gate(): { opened: Promise<void>; open: () => void } {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    return { opened, open };
  }

  it('[OP2] two workers never attend to one account at the same time, and no wake-up of either is lost', async () => {
    const id = await connection();
    let inside = 0;
    let most = 0;
    let attended = 0;
    const asked = { count: 0, seen: 0 };
    const attend = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      asked.seen = asked.count;
      await rows(database.db, 'select pg_sleep(0.005)');
      attended += 1;
      inside -= 1;
    };
    const both = [await start(work(attend)), await start(work(attend))];
    for (let i = 0; i < 30; i++) {
      asked.count += 1;
      both[i % 2]?.wake('paper', id);
      await rows(database.db, 'select pg_sleep(0.01)');
    }
    await until('the last wake-up attended to', async () => asked.seen === asked.count && !both.some((runner) => runner.isBusy()));
    expect(most).toBe(1);
    expect(attended).toBeGreaterThan(5);
  });

  it('a worker that finds another one at it looks again by itself, because that one may have looked before', async () => {
    const id = await connection();
    const { opened, open } = gate();
    const attended: string[] = [];
    const first = await start(work(() => opened.then(() => void attended.push('first'))));
    const second = await start(work(() => Promise.resolve(void attended.push('second'))));
    const refused = jest.spyOn(second, 'wakeIn');
    first.wake('paper', id);
    await until('the first begun', async () => (await rows(database.db, 'select 1 from lane where connection_id = $1', [id])).length === 1);
    second.wake('paper', id);
    await until('the second refused', async () => refused.mock.calls.length > 0 || !second.isBusy());
    open();
    await until('both attended', async () => attended.length === 2, 5_000);
  });

  it('different accounts do not wait for each other', async () => {
    const [slow, quick] = [await connection(), await connection()];
    const { opened, open } = gate();
    const done: string[] = [];
    const runner = await start(
      work(async ({ connectionId }) => {
        if (connectionId === slow) await opened;
        done.push(connectionId);
      }),
    );
    runner.wake('paper', slow);
    await until(
      'the slow one begun',
      async () => (await rows(database.db, 'select 1 from lane where connection_id = $1', [slow])).length === 1,
    );
    runner.wake('paper', quick);
    await until('the quick one done', async () => done.includes(quick));
    expect(done).toEqual([quick]);
    open();
  });

  it('[OP2] a holder whose connection breaks knows it, and is fenced off as soon as another one has begun', async () => {
    const id = await connection();
    const { opened, open } = gate();
    const holds: Hold[] = [];
    const attend = async (hold: Hold): Promise<void> => {
      holds.push(hold);
      if (holds.length === 1) await opened;
    };
    const fence = (hold: Hold | undefined): Promise<void> =>
      database.transactions.run((tx) => hold?.fence(tx) ?? Promise.reject(new Error('no hold')));
    const first = await start(work(attend));
    const second = await start(work(attend));
    first.wake('paper', id);
    await until('the first begun', async () => holds.length === 1);
    await fence(holds[0]);
    second.wake('paper', id);
    expect(holds[0]?.isHeld()).toBe(true);
    await breakConnections();
    await until('the second begun', async () => holds.length === 2);
    expect(holds[0]?.isHeld()).toBe(false);
    await expect(fence(holds[0])).rejects.toThrow(LaneLost);
    await fence(holds[1]);
    open();
  });

  it('[SC2] a process that only answers requests wakes the workers, also after their connections broke', async () => {
    const id = await connection();
    let attended = 0;
    const attend = (): Promise<void> => Promise.resolve(void (attended += 1));
    await start(work(attend), { sweepEveryMs: 20 });
    const web = await start(
      work(() => Promise.reject(new Error('not here'))),
      { works: false },
    );
    web.wake('paper', id);
    await until('attended', async () => attended === 1);
    await breakConnections();
    await until('connected again', async () => (await laneConnections()) === 1);
    // Connected is not yet listening: a wake-up may still be lost now, as wake-ups may.
    await until('attended again', async () => {
      web.wake('paper', id);
      return attended > 1;
    });
  });

  it('a burst of wake-ups is one, and one that comes meanwhile is one more', async () => {
    const id = await connection();
    const { opened, open } = gate();
    let attended = 0;
    const runner = await start(
      work(async () => {
        attended += 1;
        await opened;
      }),
    );
    for (let i = 0; i < 50; i++) runner.wake('paper', id);
    await until('begun', async () => attended === 1);
    for (let i = 0; i < 50; i++) runner.wake('paper', id);
    open();
    await until('quiet', async () => !runner.isBusy());
    expect(attended).toBe(2);
  });

  it('the sweep finds what nobody was woken for, also when another kind of work cannot say what is due', async () => {
    const id = await connection();
    let attended = 0;
    const broken = work(
      () => Promise.resolve(),
      () => Promise.reject(new Error('cannot say')),
      'broken',
    );
    await start(
      work(
        () => Promise.resolve(void (attended += 1)),
        () => Promise.resolve(attended === 0 ? [id] : []),
      ),
      { sweepEveryMs: 20, others: [broken] },
    );
    await until('attended', async () => attended === 1);
  });

  it('what fails comes again, later each time', async () => {
    const id = await connection();
    let attended = 0;
    const runner = await start(work(() => Promise.reject(new Error(`attempt ${(attended += 1)}`))));
    const waits = jest.spyOn(runner, 'wakeIn');
    runner.wake('paper', id);
    await until('three attempts', async () => attended === 3);
    await until('planned again', async () => waits.mock.calls.length === 3);
    expect(waits.mock.calls.map(([, , ms]) => ms)).toEqual([250, 500, 1000]);
  });

  it('what is asked for again and again at one time is looked at once', async () => {
    const id = await connection();
    const timers = jest.spyOn(globalThis, 'setTimeout');
    try {
      const runner = await start(work(() => Promise.resolve()));
      timers.mockClear();
      for (let i = 0; i < 100; i++) runner.wakeIn('paper', id, 60_000 + i);
      expect(timers.mock.calls.length).toBe(1);
      runner.wakeIn('paper', id, 30_000);
      expect(timers.mock.calls.length).toBe(2);
    } finally {
      timers.mockRestore();
    }
  });

  it('[MJ3] stopping waits for what is under way, and tells it to finish', async () => {
    const id = await connection();
    let hold: Hold | null = null;
    let isDone = false;
    const { opened, open } = gate();
    const runner = await start(
      work(async (own) => {
        hold = own;
        await opened;
        await rows(database.db, 'select pg_sleep(0.1)'); // a last piece of work
        isDone = true;
      }),
    );
    runner.wake('paper', id);
    await until('begun', async () => hold !== null);
    const stopped = runner.beforeApplicationShutdown();
    expect((hold as Hold | null)?.isHeld()).toBe(false);
    runner.wake('paper', id);
    open();
    await stopped;
    expect(isDone).toBe(true);
    expect(
      await rows(
        database.db,
        `select 1 from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
      ),
    ).toEqual([]);
  });
});
