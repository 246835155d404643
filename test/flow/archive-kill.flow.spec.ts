import { rows, Transactions } from '../../src/shared/db';
import { openApp, type Json } from '../support/app';
import { exported, sendArchive } from '../support/archive-files';
import { fullProducer } from '../support/archive-scene';
import { until } from '../support/market';
import { openAway, type Away } from '../support/program-home';

describe('an archive that is being taken in', () => {
  let away: Away;
  let archive: Buffer;
  let producerId: string;
  beforeAll(async () => {
    const source = await openApp();
    const owner = await source.person('producer');
    producerId = await fullProducer(source, owner);
    archive = await exported(source, owner, producerId);
    await source.close();
    away = await openAway();
  });
  afterAll(() => away?.close());

  it('[N22] leaves nothing half-written when the program is killed, and is taken in whole by the next', async () => {
    const db = away.app.app.get(Transactions).reader;
    const written = (): Promise<unknown> =>
      rows(
        db,
        `select (select count(*)::int from producer where id = $1) as producers, (select count(*)::int from product where producer_id = $1) as products,
                (select count(*)::int from photo where producer_id = $1) as photos, (select count(*)::int from document where producer_id = $1) as documents`,
        [producerId],
      );
    await rows(db, `create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(1); return new; end $$`);
    await rows(db, 'create trigger slow before insert on pack for each row execute function slow()');
    const sent = await sendArchive(away.mai, archive);
    expect(sent.status).toBe(202);
    const at = `/api/v1/producers/archives/${sent.body.id}`;
    await until('its rows are being written', async () => {
      const asleep = await rows(db, `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`);
      return asleep.length > 0;
    });
    expect((await away.mai.get(at)).body).toMatchObject({ state: 'waiting', progress: { filesTotal: 5, filesDone: 5, percent: 99 } });
    await away.killAndRestart();
    expect(await written()).toEqual([{ producers: 0, products: 0, photos: 0, documents: 0 }]);
    await rows(db, 'drop trigger slow on pack');

    const taken = await until(
      'it is taken in',
      async () => {
        const { body } = await away.mai.get<Json>(at);
        if (body.problem) throw new Error(JSON.stringify(body.problem));
        return body.state === 'taken' && body;
      },
      90_000,
    );
    expect(taken).toMatchObject({
      progress: { percent: 100 },
      result: { producerId, products: 2, photos: 3, papers: 4, keptDecisions: false },
    });
    expect(await written()).toEqual([{ producers: 1, products: 2, photos: 3, documents: 2 }]);
    expect((await away.mai.get(`/api/v1/producers/${producerId}/products`)).body.items).toHaveLength(2);
  }, 180_000);
});
