import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { newId } from '../../shared/kernel';
import { DeliveryWriter, type DeliveryRow } from './delivery.writer';

describe('storing deliveries', () => {
  let database: TestDatabase;
  let connectionId: string;
  beforeAll(async () => {
    database = await openDatabase();
    connectionId = newId();
    await database.db.query(
      `insert into connection (id, platform, name, base_url, credentials_box, webhook_secrets_box, is_practice, created_at)
       values ($1, 'mau', 'thử', 'http://127.0.0.1', '', '', true, now())`,
      [connectionId],
    );
  });
  afterAll(() => database?.drop());
  beforeEach(() => database.db.query('delete from delivery'));

  const row = (key: string, more: Partial<DeliveryRow> = {}): DeliveryRow => ({
    connectionId,
    key,
    headers: '{"content-type":"application/json"}',
    contentBox: Buffer.from(`thân ${key}`),
    ...more,
  });
  const stored = (): Promise<Record<string, unknown>[]> =>
    database.db.query('select delivery_key as key, content_box as box, headers, state from delivery order by id');

  it('keeps each of a burst as it came, in order, and each is there when its caller goes on', async () => {
    const writer = new DeliveryWriter(database.transactions);
    const keys = Array.from({ length: 100 }, (_, i) => `k${i}`);
    const seen = await Promise.all(
      keys.map(async (key) => {
        await writer.store(row(key));
        return database.db.query('select 1 from delivery where delivery_key = $1', [key]);
      }),
    );
    expect(seen.map((found) => found.length)).toEqual(keys.map(() => 1));

    const rows = await stored();
    expect(rows.map((each) => each.key)).toEqual(expect.arrayContaining(keys));
    for (const each of rows) {
      expect(each).toMatchObject({
        box: Buffer.from(`thân ${String(each.key)}`),
        headers: { 'content-type': 'application/json' },
        state: 'waiting',
      });
    }
    // Statements run beside each other; within one the order is that of arrival.
    const byStatement: { numbers: number[] }[] = await database.db.query(
      'select array_agg(substr(delivery_key, 2)::int order by id) as numbers from delivery group by xmin::text',
    );
    expect(byStatement.some(({ numbers }) => numbers.length > 1)).toBe(true);
    for (const { numbers } of byStatement) expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });

  it('stores a burst in few statements', async () => {
    const writer = new DeliveryWriter(database.transactions);
    await Promise.all(Array.from({ length: 60 }, (_, i) => writer.store(row(`k${i}`))));
    const [{ n }] = await database.db.query('select count(distinct xmin::text) as n from delivery');
    expect(Number(n)).toBeLessThanOrEqual(5);
  });

  it('takes a repetition for stored, also in the same burst', async () => {
    const writer = new DeliveryWriter(database.transactions);
    await Promise.all(['a', 'b', 'a', 'a', 'b', 'a'].map((key) => writer.store(row(key))));
    await writer.store(row('a', { contentBox: Buffer.from('khác') }));
    const rows = await stored();
    expect(rows.map((each) => each.key).sort()).toEqual(['a', 'b']);
    expect(rows.map((each) => String(each.box)).sort()).toEqual(['thân a', 'thân b']);
  });

  it('stores the neighbours of one that cannot be stored, and tells its caller alone', async () => {
    const writer = new DeliveryWriter(database.transactions);
    const rows = Array.from({ length: 20 }, (_, i) =>
      row(`k${i}`, i === 7 ? { connectionId: newId() } : i === 12 ? { headers: '["\\u0000"]' } : {}),
    );
    const outcomes = await Promise.allSettled(rows.map((each) => writer.store(each)));
    expect(outcomes.flatMap(({ status }, i) => (status === 'rejected' ? [i] : []))).toEqual([7, 12]);
    expect(await stored()).toHaveLength(18);
  });
});
