import { stockedListing } from '../../../test/support/books';
import { giveConsents } from '../../../test/support/consent';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { openJudge } from '../../../test/support/judge';
import { quietHold } from '../../../test/support/paper-shop';
import { givePapers } from '../../../test/support/papers';
import type { PhotoService, ReadinessService } from '../../catalog';
import { Standing } from '../../people';
import type { PlatformAccount } from '../../platform';
import { rows } from '../../shared/db';
import { FakeClock, newId } from '../../shared/kernel';
import { findListings } from '../listing/listing.store';
import { AskedBy } from './asked-by';
import { MissedPhotos } from './missed-photos';
import { ContentStepper } from './content-step';

interface Waiting {
  readonly step: () => Promise<void>;
  readonly sku: string;
  readonly id: string;
  readonly producer: string;
}

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
    const photos = {} as PhotoService; // nothing has any
    stepper = new ContentStepper(
      database.transactions,
      photos,
      new MissedPhotos(database.transactions, photos, readiness),
      readiness,
      clock,
      new AskedBy(database.transactions, new Standing(clock)),
    );
  });
  afterAll(() => database.drop());

  /** Ready in every way, agreed to until END, waiting to be sent. `state`: where it stands at the platform. */
  async function waiting(state: string): Promise<Waiting> {
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
    return { step, sku, id: id ?? '', producer };
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

  /** Somebody who helps until `end`, and asks for what waits to be sent. `sent`: after a version that is there already. */
  async function askedByOfficer({ id, producer }: Waiting, end: Date, sent: boolean): Promise<void> {
    const officer = newId();
    await rows(
      database.db,
      `with who as (insert into account (id, phone_box, phone_index, name, password_hash, role) values ($1::uuid, '', sha256($1::uuid::text::bytea), 'Cán bộ', '', 'officer') returning id),
            area as (insert into officer_area (account_id, province_code) select id, '08' from who),
            agreed as (insert into consent (id, producer_id, purpose, text_version, text_sha256, signer_name, signer_relation, method, given_at, collected_by)
                       select $2::uuid, $3::uuid, 'officer-acts-for-me', 1, sha256(''), 'Lan', 'self', 'app-tap', $4, id from who returning id)
       insert into mandate (id, producer_id, officer_id, officer_unit, rights, consent_id, valid_from, valid_until, granted_by, created_at)
       select gen_random_uuid(), $3::uuid, who.id, 'extension', '{listing.publish}', agreed.id, $4, $5, who.id, $4 from who, agreed`,
      [officer, newId(), producer, new Date(end.getTime() - 86_400_000), end],
    );
    await rows(
      database.db,
      `with version as (insert into listing_version (id, listing_id, number, checksum, content, approved_by)
                        select gen_random_uuid(), $1, 2, 'y', content, $2 from listing_version where listing_id = $1 returning id)
       update listing set sent_version_id = case when $3 then wanted_version_id end, wanted_version_id = version.id from version where listing.id = $1`,
      [id, officer, sent],
    );
  }
  const rowOf = async ({ id }: Waiting): Promise<object | undefined> =>
    (
      await rows<object>(
        database.db,
        `select stopped_because as because, wanted_version_id = sent_version_id as "isBack", sending_version_id as "sending" from listing where id = $1`,
        [id],
      )
    )[0];

  it.each([
    ['publish', `seen_state = 'none'`, false],
    ['edit', `seen_state = 'live', external_id = gen_random_uuid()`, true],
  ])(
    '[PD6] asks whether the officer who wanted it may still: %s at the last second of the mandate, and not at its end',
    async (what, state, sent) => {
      const [early, late] = [await waiting(state), await waiting(state)];
      const end = new Date(END.getTime() - 3_600_000);
      for (const one of [early, late]) await askedByOfficer(one, end, sent);
      clock.advance(end.getTime() - 1000 - clock.now().getTime());
      await early.step();
      clock.advance(1000);
      await late.step();
      expect(sentBy(what, [early, late])).toEqual([early.sku]);
      const because = expect.stringMatching(
        /^Việc đăng do cán bộ yêu cầu đã dừng\. Uỷ quyền đã hết hiệu lực lúc .* Xin người của chủ thể đăng lại/,
      );
      expect(await rowOf(late)).toEqual({ because, isBack: sent ? true : null, sending: null });

      // Should the officer come back, what is nowhere yet goes out; what was put back stays as it is.
      await rows(database.db, 'update mandate set valid_until = $2 where producer_id = $1', [late.producer, END]);
      await late.step();
      expect(sentBy(what, [late])).toEqual(sent ? [] : [late.sku]);
    },
  );
  const sentBy = (what: string, of: readonly Waiting[]): string[] =>
    sent
      .filter((one) => one.startsWith(what))
      .map((one) => one.split(' ')[1] ?? '')
      .filter((sku) => of.some((one) => one.sku === sku));
});
