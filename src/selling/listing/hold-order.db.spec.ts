import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { until } from '../../../test/support/market';
import { stockedListing } from '../../../test/support/books';
import type { CatalogReader, ReadinessService } from '../../catalog';
import { rows } from '../../shared/db';
import { FakeClock, newId } from '../../shared/kernel';
import { HoldService } from './hold.service';

describe('looking at listings again while somebody publishes', () => {
  let database: TestDatabase;
  let listing: string;
  let version: string;
  const ready = { judge: () => Promise.resolve(() => ({ gaps: [], isReady: true })) } as unknown as ReadinessService;
  const bare = { ocopClaims: () => Promise.resolve(new Map()) } as unknown as CatalogReader;
  const holds = new HoldService(new FakeClock(), bare, ready);

  beforeAll(async () => {
    database = await openDatabase();
    const { listings } = await stockedListing(database.db, 10);
    listing = listings[0]?.id ?? '';
    version = newId();
    await rows(
      database.db,
      `insert into listing_version (id, listing_id, number, checksum, content) values ($1, $2, 1, 'x', '{"ocop": null}')`,
      [version, listing],
    );
    await rows(database.db, 'update listing set wanted_version_id = $1 where id = $2', [version, listing]);
  });
  afterAll(() => database.drop());

  const asked = (): Promise<{ at: string }[]> => rows(database.db, 'select asked_at::text as at from product_recheck');

  it('waits for the listing and holds nothing that the publisher needs; what was asked meanwhile stays asked', async () => {
    const [before] = await asked();
    let settling: Promise<unknown> = Promise.resolve();
    await database.transactions.run(async (tx) => {
      await rows(tx, 'select 1 from listing where id = $1 for no key update', [listing]);
      settling = database.transactions.run((other) => holds.settle(other));
      await until('settling waits', async () => (await rows(database.db, 'select 1 from pg_locks where not granted')).length > 0);
      const again = newId();
      await rows(tx, `insert into listing_version (id, listing_id, number, checksum, content) values ($1, $2, 2, 'y', '{"ocop": null}')`, [
        again,
        listing,
      ]);
      await rows(tx, `set local lock_timeout = '500ms'`); // sooner than the database ends one of two that wait for each other
      await rows(tx, 'update listing set wanted_version_id = $1 where id = $2', [again, listing]);
    });
    await settling;

    const [after] = await asked();
    expect([before?.at, after?.at]).toEqual([expect.any(String), expect.any(String)]);
    expect(after?.at).not.toBe(before?.at);
    await database.transactions.run((tx) => holds.settle(tx));
    expect(await asked()).toEqual([]);
  });
});
