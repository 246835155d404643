import { rows, Transactions } from '../../src/shared/db';
import { until } from '../support/market';
import { openAway, type Away } from '../support/program-home';
import { check, goodRow, HEADINGS, settled, xlsx } from '../support/sheet-files';

const ROWS = 5_000;

describe('a long import', () => {
  let away: Away;
  beforeAll(async () => {
    away = await openAway();
  });
  afterAll(() => away?.close());

  it('[BI5] of 5,000 rows says how far it is, goes on where it was killed, doubles nothing, and needs bounded memory', async () => {
    const { mai, producerId } = away;
    const home = `/api/v1/producers/${producerId}/products`;
    const db = away.app.app.get(Transactions).reader;
    const before = away.peakMb();
    const file = await xlsx([HEADINGS, ...Array.from({ length: ROWS }, (_, at) => goodRow(`Mật ong lô ${at}`))]);
    const checked = await check(mai, producerId, file);
    expect(checked).toMatchObject({ state: 'checked', created: ROWS, progress: { rowsTotal: ROWS, rowsRead: ROWS } });

    // So that the kill meets a chunk that is written and not committed: every product takes its time.
    await rows(db, `create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(0.0005); return new; end $$`);
    await rows(db, 'create trigger slow before insert on product for each row execute function slow()');
    const moment = 500 * (1 + Math.floor(Math.random() * 6));
    expect((await mai.post(`${home}/imports/${checked.id}/run`, {})).status).toBe(200);
    const seen = await until(
      `${moment} rows are taken over`,
      async () => {
        const { body } = await mai.get(`${home}/imports/${checked.id}`);
        return body.progress.rowsRead >= moment && body;
      },
      60_000,
    );
    expect(seen).toMatchObject({ state: 'running' });
    expect(seen.progress.percent).toBe(Math.floor((seen.progress.rowsRead * 100) / ROWS));
    expect(seen.progress.secondsLeft).toBeGreaterThan(0);
    const peakBeforeKill = away.peakMb();
    await away.killAndRestart();
    await rows(db, 'drop trigger slow on product');

    const done = await settled(mai, producerId, checked.id, 90_000);
    expect(done).toMatchObject({
      state: 'done',
      created: ROWS,
      changed: 0,
      unchanged: 0,
      refused: 0,
      progress: { percent: 100, rowsRead: ROWS },
    });
    const [books] = await rows<{ products: number; names: number; packs: number }>(
      db,
      `select count(*)::int as products, count(distinct p.name)::int as names, count(k.id)::int as packs
       from product p join pack k on k.product_id = p.id where p.producer_id = $1`,
      [producerId],
    );
    expect(books).toEqual({ products: ROWS, names: ROWS, packs: ROWS });
    process.stdout.write(
      `killed after ${seen.progress.rowsRead} rows; peak ${Math.round(before)} MB before, ${Math.round(peakBeforeKill)} MB during the first half\n`,
    );
    expect(peakBeforeKill - before).toBeLessThan(300);
  }, 240_000);
});
