import { stockedListing } from '../../../test/support/books';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { inboxOf } from '../../../test/support/paper-shop';
import type { DeliveredEvent } from '../../platform';
import { rows } from '../../shared/db';
import { MAX_ATTEMPTS, type Inbox } from './inbox.service';

describe('the inbox', () => {
  let database: TestDatabase;
  let inbox: Inbox;
  beforeAll(async () => {
    database = await openDatabase();
    inbox = inboxOf(database.transactions);
  });
  afterAll(() => database.drop());

  const acknowledgement = { status: 200, contentType: 'text/plain', body: '' };
  const store = (connection: string, key: string, events: readonly DeliveredEvent[] = []): Promise<void> =>
    inbox.store(connection, { headers: {}, body: Buffer.from(key) }, { key, events, acknowledgement });
  const open = async (): Promise<string> => (await stockedListing(database.db, null)).connection;
  const due = async (connection: string): Promise<readonly number[]> => (await inbox.due(database.db, connection, 100)).map(({ id }) => id);

  it('[WI3] a delivery is stored once for ever, also when it has had its effect', async () => {
    const connection = await open();
    await Promise.all(Array.from({ length: 50 }, () => store(connection, 'a')));
    const [id] = await due(connection);
    await inbox.markDone(database.db, id === undefined ? [] : [id]);
    await store(connection, 'a');
    expect(await due(connection)).toEqual([]);
    expect(await rows(database.db, 'select state from delivery where connection_id = $1', [connection])).toEqual([{ state: 'done' }]);
  });

  it('gives back what was stored, dates as dates and texts that look like dates as texts', async () => {
    const connection = await open();
    const at = new Date('2026-11-21T02:00:00.123Z');
    const events: DeliveredEvent[] = [
      {
        kind: 'order',
        orderId: 'P-1',
        occurredAt: at,
        order: {
          orderId: 'P-1',
          stage: 'confirmed',
          platformState: at.toISOString(),
          createdAt: at,
          changedAt: at,
          confirmBy: at,
          payment: 'cod',
          cashOnDelivery: 1,
          total: 1,
          fees: 0,
          receiver: { name: at.toISOString(), phone: '09', address: '2026-11-21', addressScheme: 'unknown' },
          note: at.toISOString(),
          lines: [{ lineId: '1', sku: 'A', quantity: 1, unitPrice: 1 }],
        },
      },
      { kind: 'category' },
    ];
    await store(connection, 'b', events);
    expect((await inbox.due(database.db, connection, 10))[0]?.events).toEqual(events);
  });

  it('what fails steps back, so that however many of them there are the others come first, and in the end it is a dead letter', async () => {
    const connection = await open();
    await Promise.all(Array.from({ length: 120 }, (_, i) => store(connection, `bad-${i}`)));
    // All at once: the first of them is due again in some seconds.
    const bad = await inbox.due(database.db, connection, 200);
    await Promise.all(bad.map((delivery) => inbox.markFailed(database.db, delivery, 'bad\0')));
    await store(connection, 'good');
    expect(await due(connection)).toHaveLength(1);
    expect(await inbox.connectionsWithDue(database.db)).toContain(connection);
    const [good] = await inbox.due(database.db, connection, 1);
    if (!good) throw new Error('nothing due');
    await inbox.markFailed(database.db, { ...good, attempts: MAX_ATTEMPTS - 1 }, 'bad');
    expect(await rows(database.db, `select reason from delivery where id = $1 and state = 'dead'`, [good.id])).toEqual([{ reason: 'bad' }]);
  });

  it('[WI7] a replay of a period brings back its dead letters and nothing that has had its effect', async () => {
    const connection = await open();
    for (const key of ['done', 'dead', 'waiting']) await store(connection, key);
    const [done, dead] = await due(connection);
    if (done === undefined || dead === undefined) throw new Error('nothing due');
    await inbox.markDone(database.db, [done]);
    await inbox.markFailed(database.db, { id: dead, attempts: MAX_ATTEMPTS, events: [] }, 'bad');
    expect(await inbox.replay(database.db, connection, { until: new Date(0) })).toBe(0);
    expect(await inbox.replay(database.db, connection, {})).toBe(1);
    expect(await inbox.replay(database.db, connection, { ids: [done] })).toBe(1);
    expect(await due(connection)).toHaveLength(3);
  });
});
