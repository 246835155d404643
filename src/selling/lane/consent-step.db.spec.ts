import { stockedListing } from '../../../test/support/books';
import { giveConsents } from '../../../test/support/consent';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { openJudge } from '../../../test/support/judge';
import { quietHold } from '../../../test/support/paper-shop';
import { givePapers } from '../../../test/support/papers';
import type { PhotoService, ReadinessService } from '../../catalog';
import type { PlatformAccount } from '../../platform';
import { rows } from '../../shared/db';
import { FakeClock, newId } from '../../shared/kernel';
import { findListings } from '../listing/listing.store';
import { ContentStepper } from './content-step';

const END = new Date('2026-11-21T02:00:00Z');

describe('[SP4] the moment of sending', () => {
  let database: TestDatabase;
  let readiness: ReadinessService;
  let stepper: ContentStepper;
  const clock = new FakeClock();
  const sent: string[] = [];
  beforeAll(async () => {
    database = await openDatabase();
    ({ readiness } = await openJudge(database, clock));
    stepper = new ContentStepper(database.transactions, {} as PhotoService, readiness, clock); // nothing has photos to be uploaded
  });
  afterAll(() => database.drop());

  /** Ready in every way, agreed to until END, waiting to be sent. `state`: where it stands at the platform. */
  async function waiting(state: string): Promise<{ step: () => Promise<void>; sku: string }> {
    const { listings, product, producer, connection, sku } = await stockedListing(database.db, 10);
    const photo = newId();
    await rows(
      database.db,
      `with ready as (update product set description = 'Mật ong hoa bạc hà của cao nguyên đá.', commune_code = '01273', shelf_life_days = 365 where id = $1),
            proof as (insert into certificate (id, product_id, stars, number, issued_by, issued_on, expires_on, state) values (gen_random_uuid(), $1, 4, 'QĐ 1', 'UBND', '2025-01-01', '2028-01-01', 'verified')),
            shot as (insert into photo (id, producer_id, sha256, format, bytes, width, height) values ($2::uuid, $3, ($2::uuid)::text, 'jpeg', 1, 900, 900) returning id)
       insert into product_photo (product_id, photo_id, position) select $1, id, 0 from shot`,
      [product, photo, producer],
    );
    await givePapers(database.db, [product]);
    await giveConsents(database.db, [product], ['voso']);
    await rows(database.db, 'update consent set valid_until = $2 where producer_id = $1', [producer, END]);
    const [version, id] = [newId(), listings[0]?.id];
    await rows(
      database.db,
      `insert into listing_version (id, listing_id, number, checksum, content) values ($1, $2, 1, 'x', '{"title": "Chè", "price": 1000, "photos": []}')`,
      [version, id],
    );
    await rows(
      database.db,
      `update listing set wanted_version_id = '${version}', due_at = now() - interval '1 second', ${state} where id = $1`,
      [id],
    );
    const note = (what: string) => (): Promise<Record<string, never>> => {
      sent.push(`${what} ${sku}`);
      return Promise.resolve({});
    };
    const account: Partial<PlatformAccount> = {
      connectionId: connection,
      description: { capabilities: { photoMode: 'url' } } as PlatformAccount['description'], // what is read of it
      publish: note('publish'),
      edit: note('edit'),
      setVisible: async () => void (await note('show')()),
      readListing: () => Promise.resolve({ sku, state: 'hidden', externalId: 'E', issues: [] }),
    };
    const step = async (): Promise<void> => {
      const [listing] = await findListings(database.db, 'l.id = $1', [id]);
      if (listing) await stepper.step(account as PlatformAccount, listing, quietHold(connection)); // the rest is not called
    };
    return { step, sku };
  }

  it.each([
    ['publish', `seen_state = 'none'`],
    ['edit', `seen_state = 'live', external_id = gen_random_uuid()`],
    ['show', `seen_state = 'hidden', external_id = gen_random_uuid(), sent_version_id = wanted_version_id`],
  ])('asks for consent by the clock: %s at the last second, and not at the end, with no job having run', async (what, state) => {
    const set = state.replace('wanted_version_id', '(select id from listing_version v where v.listing_id = listing.id)');
    const [early, late] = [await waiting(set), await waiting(set)];
    clock.advance(END.getTime() - 1000 - clock.now().getTime()); // back, after the case before
    await early.step();
    clock.advance(1000);
    await late.step();
    expect(sent.filter((one) => one.startsWith(what))).toEqual([`${what} ${early.sku}`]);
    const [listing] = await findListings(database.db, 'l.sku = $1', [late.sku]);
    expect(listing?.issues[0]?.adviceVi).toMatch(/Đồng ý của chủ thể .* hết hạn/);
  });
});
