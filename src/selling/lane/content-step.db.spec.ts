import { stockedListing } from '../../../test/support/books';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { lostAnswer, quietHold } from '../../../test/support/paper-shop';
import type { PhotoService, ReadinessService } from '../../catalog';
import { Standing } from '../../people';
import { PlatformError, type PlatformAccount, type RemoteListing } from '../../platform';
import { rows } from '../../shared/db';
import { FakeClock, newId } from '../../shared/kernel';
import { LaneLost, type Hold } from '../../sync';
import { findListings, type ListingRow } from '../listing/listing.store';
import { AskedBy } from './asked-by';
import { MissedPhotos } from './missed-photos';
import { ContentStepper } from './content-step';

interface Row {
  readonly wanted: string;
  readonly seen: string;
  readonly externalId: string | null;
  readonly sendingVersionId: string | null;
  readonly inMs: number | null;
}

describe('bringing a listing nearer to what we want', () => {
  let database: TestDatabase;
  let stepper: ContentStepper;
  beforeAll(async () => {
    database = await openDatabase();
    // What is sent is the business of other specs: here everything is ready and has no photos.
    const ready = { check: () => Promise.resolve({ gaps: [] }) } as unknown as ReadinessService;
    const photos = {} as PhotoService; // nothing has any
    stepper = new ContentStepper(
      database.transactions,
      photos,
      new MissedPhotos(database.transactions, photos, ready),
      ready,
      new FakeClock(),
      new AskedBy(database.transactions, new Standing(new FakeClock())),
    );
  });
  afterAll(() => database.drop());

  /** A listing that has a version, in the given state. */
  async function open(set: string): Promise<{ id: string; connection: string; sku: string; pool: string }> {
    const { listings, connection, pool } = await stockedListing(database.db, 10);
    const [listing] = listings;
    if (!listing) throw new Error('no listing');
    await rows(
      database.db,
      `with version as (insert into listing_version (id, listing_id, number, checksum, content) values ($2, $1, 1, 'x', '{"title": "Chè", "price": 1000, "photos": []}') returning id)
       update listing set wanted_version_id = version.id, due_at = now() - interval '1 second' from version where listing.id = $1`,
      [listing.id, newId()],
    );
    await rows(database.db, `update listing set ${set} where id = $1`, [listing.id]);
    return { id: listing.id, connection, sku: listing.sku, pool };
  }
  async function read(id: string): Promise<ListingRow> {
    const [listing] = await findListings(database.db, 'l.id = $1', [id]);
    if (!listing) throw new Error('no such listing');
    return listing;
  }
  async function rowOf(id: string): Promise<Row> {
    const [row] = await rows<Row>(
      database.db,
      `select wanted, seen_state as seen, external_id as "externalId", sending_version_id as "sendingVersionId",
              case when due_at < 'infinity' then (extract(epoch from due_at - now()) * 1000)::int end as "inMs" from listing where id = $1`,
      [id],
    );
    if (!row) throw new Error('no such listing');
    return row;
  }
  const seen = (sku: string, state: RemoteListing['state'], externalId = 'E1'): RemoteListing => ({ sku, state, externalId, issues: [] });
  function account(connectionId: string, methods: Partial<PlatformAccount>): PlatformAccount {
    const description = { capabilities: { photoMode: 'url' } } as PlatformAccount['description']; // what is read of it
    return { connectionId, description, ...methods } as PlatformAccount; // the rest is not called
  }
  /** What a person does over HTTP. */
  const wish = (id: string, wanted: string): Promise<unknown> =>
    rows(database.db, 'update listing set wanted = $2, due_at = now() where id = $1', [id, wanted]);
  const step = (shop: PlatformAccount, listing: ListingRow, hold: Hold = quietHold(shop.connectionId)): Promise<void> =>
    stepper.step(shop, listing, hold);

  it('whoever resumes a listing at the moment when it is put to rest is not forgotten', async () => {
    const { id, connection } = await open(
      `wanted = 'hidden', seen_state = 'hidden', external_id = 'A1', sent_version_id = wanted_version_id`,
    );
    const stale = await read(id);
    await wish(id, 'live');
    await step(account(connection, {}), stale);
    expect((await rowOf(id)).inMs).toBeLessThanOrEqual(0);
  });

  it.each(['live', 'in-review'] as const)('nor whoever pauses it while it is being read (%s)', async (state) => {
    const { id, connection, sku } = await open(
      `seen_state = 'in-review', external_id = gen_random_uuid(), sent_version_id = wanted_version_id`,
    );
    const { externalId } = await rowOf(id);
    const shop = account(connection, {
      readListing: async () => {
        await wish(id, 'hidden');
        return seen(sku, state, externalId ?? '');
      },
    });
    await step(shop, await read(id));
    expect(await rowOf(id)).toMatchObject({ seen: state, wanted: 'hidden' });
    expect((await rowOf(id)).inMs).toBeLessThanOrEqual(0);
  });

  it('nor whoever asks for something while the platform does not answer', async () => {
    const { id, connection } = await open(`seen_state = 'live', external_id = 'B1', sent_version_id = wanted_version_id`);
    const shop = account(connection, {
      readListing: async () => {
        await wish(id, 'hidden');
        return lostAnswer();
      },
    });
    await step(shop, await read(id));
    expect((await rowOf(id)).inMs).toBeLessThanOrEqual(0);
  });

  it('a listing whose row cannot be written is put off and holds up no other', async () => {
    const first = await open(`seen_state = 'live', external_id = 'TAKEN', sent_version_id = wanted_version_id`);
    const { id, connection, sku } = await open(`seen_state = 'in-review', case_id = 'C1', sent_version_id = wanted_version_id`);
    await rows(database.db, `update listing set connection_id = $2 where id = $1`, [first.id, connection]);
    await step(account(connection, { readListing: () => Promise.resolve(seen(sku, 'live', 'TAKEN')) }), await read(id));
    expect((await rowOf(id)).inMs).toBeGreaterThan(0);
    expect((await read(id)).issues).toHaveLength(1);
  });

  it('a create that is neither there nor can be repeated is not asked about without end', async () => {
    const { id, connection } = await open(`seen_state = 'none', sending_version_id = wanted_version_id, attempts = 1`);
    await step(account(connection, { readListing: () => Promise.resolve(null) }), await read(id));
    expect(await rowOf(id)).toMatchObject({ sendingVersionId: null });
    expect((await rowOf(id)).inMs).toBeGreaterThan(0);
  });

  it('[CL4] [N8] what is sent is written down before the call, so that after a crash in the middle it is looked up', async () => {
    const { id, connection, sku } = await open(`seen_state = 'none'`);
    let atCall: Row | null = null;
    const shop = account(connection, {
      publish: async () => {
        atCall = await rowOf(id);
        return lostAnswer();
      },
      readListing: () => Promise.resolve({ ...seen(sku, 'in-review', `X-${sku}`), title: 'Chè', price: 1000 }),
    });
    await step(shop, await read(id));
    expect(atCall).toMatchObject({ sendingVersionId: (await read(id)).wantedVersionId });
    await step(shop, await read(id)); // looks up, does not publish again
    expect(await rowOf(id)).toMatchObject({ externalId: `X-${sku}`, sendingVersionId: null, seen: 'in-review' });
  });

  it('[OP2] a worker whose lane has another holder by now publishes nothing', async () => {
    const { id, connection } = await open(`seen_state = 'none'`);
    const publish = jest.fn();
    const lost: Hold = { ...quietHold(connection), fence: () => Promise.reject(new LaneLost('another holder')) };
    await expect(step(account(connection, { publish }), await read(id), lost)).rejects.toThrow(LaneLost);
    expect(publish).not.toHaveBeenCalled();
  });

  it('a product that is published anew while it is being removed begins anew', async () => {
    const { id, connection } = await open(`wanted = 'gone', seen_state = 'live', external_id = 'R1', sent_version_id = wanted_version_id`);
    const shop = account(connection, { remove: () => wish(id, 'live').then(() => undefined) });
    await step(shop, await read(id));
    expect(await rowOf(id)).toMatchObject({ wanted: 'live', seen: 'none', externalId: null });
    expect((await rowOf(id)).inMs).toBeLessThanOrEqual(0);
  });

  it('what the platform refuses waits for a person, with the reason', async () => {
    const { id, connection } = await open(`seen_state = 'none'`);
    const issues = [{ code: 'text' as const, platformText: 'sai', adviceVi: 'Sửa tên' }];
    await step(
      account(connection, { publish: () => Promise.reject(new PlatformError({ kind: 'rejected', issues }, 'sai')) }),
      await read(id),
    );
    expect(await read(id)).toMatchObject({ seen: 'rejected', issues });
    await step(account(connection, {}), await read(id));
    expect((await rowOf(id)).inMs).toBeNull();
  });
});
