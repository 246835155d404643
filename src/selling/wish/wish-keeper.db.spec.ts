import { openDatabase, type TestDatabase } from '../../../test/support/database';
import type { ReadinessService } from '../../catalog';
import type { Standing } from '../../people';
import { rows } from '../../shared/db';
import { FakeClock, newId } from '../../shared/kernel';
import type { ListingService } from '../listing/listing.service';
import type { PublicationProposals } from '../listing/publication.proposals';
import { WishKeeper } from './wish-keeper';

const BATCH = 50;

describe('wishes that fail', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openDatabase();
  });
  afterAll(() => database.drop());

  it('stand aside, so that the one behind them gets its turn', async () => {
    const [producer, account] = [newId(), newId()];
    await rows(
      database.db,
      `with maker as (insert into producer (id, kind, name, province_code) values ($1, 'cooperative', 'HTX', '08')),
            person as (insert into account (id, phone_box, name, password_hash, role) values ($2, '', 'Lan', '', 'producer')),
            goods as (insert into product (id, producer_id, name, ocop_set) select gen_random_uuid(), $1, 'Chè ' || i, 4 from generate_series(1, ${BATCH + 1}) i returning id, name)
       insert into publication_wish (product_id, wished_by, wished_at)
       select id, $2, now() - interval '1 hour' + substr(name, 5)::int * interval '1 second' from goods`,
      [producer, account],
    );
    const tried: string[] = [];
    const listings = {
      shops: (): Promise<never> => {
        tried.push('asked');
        return Promise.reject(new Error('nobody knows why'));
      },
    } as unknown as ListingService;
    const keeper = new WishKeeper(
      database.transactions,
      new FakeClock(),
      {} as Standing,
      {} as ReadinessService,
      listings,
      {} as PublicationProposals,
    );
    const waiting = (): Promise<{ name: string }[]> =>
      rows(
        database.db,
        'select p.name from publication_wish w join product p on p.id = w.product_id where w.is_due and w.retry_at <= now()',
      );

    await keeper.keep();
    expect(tried).toHaveLength(BATCH);
    expect(await waiting()).toEqual([{ name: `Chè ${BATCH + 1}` }]);
    await keeper.keep();
    expect(tried).toHaveLength(BATCH + 1);
    expect(await waiting()).toEqual([]);

    await rows(database.db, `update publication_wish set retry_at = retry_at - interval '1 minute'`);
    await keeper.keep();
    expect(tried).toHaveLength(2 * BATCH + 1);
  });
});
