import { Client } from 'pg';
import { newId } from '../../shared/kernel';
import { writeAct } from '../../shared/http';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { verifyChains, type ChainFault } from './act.chain';

describe('the chain of acts', () => {
  let database: TestDatabase;
  const [a, b] = [newId(), newId()].sort() as [string, string]; // two went in
  beforeAll(async () => {
    database = await openDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await unguarded('truncate act, act_head');
    for (const producerId of [a, b]) for (let n = 1; n <= 6; n++) await act(producerId, n);
  });

  const act = (producerId: string, n: number): Promise<void> =>
    database.transactions.run((tx) =>
      writeAct(tx, {
        at: new Date(Date.UTC(2026, 0, n)),
        actor: { accountId: a, role: 'officer', provinceCode: null },
        ...{ producerId, what: 'POST /x', subject: { n: String(n) }, requestId: null },
        changes: [{ of: 'pack', id: 'k', field: 'priceVnd', before: n, after: n + 1 }],
      }),
    );
  /** As somebody would who has the database in hand. */
  const unguarded = (sql: string): Promise<unknown> =>
    database.transactions.run(async (tx) => {
      await tx.query('set local session_replication_role = replica');
      return tx.query(sql);
    });
  const verify = async (): Promise<ChainFault[]> => {
    const faults: ChainFault[] = [];
    const report = await verifyChains(database.transactions, (fault) => faults.push(fault));
    expect(report.faults).toBe(faults.length);
    return faults;
  };

  it('[PD4] holds as it was written', async () => {
    const report = await verifyChains(database.transactions, () => undefined);
    expect(report).toEqual({ chains: 2, acts: 12, faults: 0, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it.each<[string, (b: string) => string, (b: string) => ChainFault]>([
    [
      'a changed row',
      (id) => `update act set what = 'POST /y' where chain_id = '${id}' and seq = 3`,
      (chainId) => ({ chainId, seq: 3, kind: 'changed-row' }),
    ],
    [
      'another author',
      (id) => `update act set actor_id = '${newId()}' where chain_id = '${id}' and seq = 1`,
      (chainId) => ({ chainId, seq: 1, kind: 'changed-row' }),
    ],
    [
      'a hash made anew',
      (id) => `update act set hash = sha256('x') where chain_id = '${id}' and seq = 6`,
      (chainId) => ({ chainId, seq: 6, kind: 'changed-row' }),
    ],
    [
      'a missing row',
      (id) => `delete from act where chain_id = '${id}' and seq in (3, 4)`,
      (chainId) => ({ chainId, seq: 3, kind: 'missing-row' }),
    ],
    [
      'a missing beginning',
      (id) => `delete from act where chain_id = '${id}' and seq = 1`,
      (chainId) => ({ chainId, seq: 1, kind: 'missing-row' }),
    ],
    ['a cut end', (id) => `delete from act where chain_id = '${id}' and seq > 4`, (chainId) => ({ chainId, seq: 5, kind: 'cut-end' })],
    ['a chain without acts', (id) => `delete from act where chain_id = '${id}'`, (chainId) => ({ chainId, seq: 1, kind: 'cut-end' })],
    ['a missing head', (id) => `delete from act_head where chain_id = '${id}'`, (chainId) => ({ chainId, seq: 6, kind: 'wrong-head' })],
    [
      'a row added behind the head',
      (id) => `insert into act select (jsonb_populate_record(t, '{"seq": 7}')).* from act t where chain_id = '${id}' and seq = 6`,
      (chainId) => ({ chainId, seq: 7, kind: 'changed-row' }),
    ],
  ])('[PD4] %s is found, and where', async (_, spoil, fault) => {
    await unguarded(spoil(b));
    expect(await verify()).toContainEqual(fault(b));
    expect((await verify()).filter(({ chainId }) => chainId === a)).toEqual([]);
  });

  it('a page more than one, and faults on its edge', async () => {
    await unguarded('truncate act, act_head');
    await database.transactions.run((tx) =>
      tx.query(
        `insert into act (chain_id, at, actor_id, actor_role, what, subject, changes)
         select $1, now(), $1, 'officer', 'POST /x', '{}', '[]' from generate_series(1, 1001)`,
        [a],
      ),
    );
    expect(await verify()).toEqual([]);
    await unguarded(`delete from act where seq in (500, 1001)`);
    expect(await verify()).toEqual([
      { chainId: a, seq: 500, kind: 'missing-row' },
      { chainId: a, seq: 1001, kind: 'cut-end' },
    ]);
  });

  it('an open write for one producer holds up the same producer and nobody else', async () => {
    const other = new Client({ connectionString: database.url });
    await other.connect();
    try {
      const insert = (chain: string): string =>
        `insert into act (chain_id, at, actor_id, actor_role, what, subject, changes) values ('${chain}', now(), '${a}', 'officer', 'POST /x', '{}', '[]')`;
      await other.query('begin');
      await other.query(insert(a));
      await act(b, 7); // would hang until the test ends
      await expect(
        database.transactions.run(async (tx) => {
          await tx.query(`set local lock_timeout = '50ms'`);
          await tx.query(insert(a));
        }),
      ).rejects.toThrow(/lock timeout/);
      await other.query('commit');
      await act(a, 8);
      expect(await verify()).toEqual([]);
    } finally {
      await other.end();
    }
  });
});
