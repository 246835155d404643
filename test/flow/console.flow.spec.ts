import { rows, Transactions } from '../../src/shared/db';
import { MANDATE, openApp, type Json, type Person, type TestApp } from '../support/app';
import { HONEY } from '../support/papers';
import { overTheWire, type Wired } from '../support/wire';

const PRODUCTS = 200;
const [CHANGED, RECOUNTED] = [40, 60];

describe('what the console reads', () => {
  let app: TestApp;
  let owner: Person;
  let home: string;
  let producerId: string;
  beforeAll(async () => {
    app = await openApp();
    owner = await app.person('producer');
    producerId = await app.producer(owner);
    home = `/api/v1/producers/${producerId}`;
    // Words that differ, as those of people do: copies of one text would pack into nothing.
    await run(
      `insert into product (id, producer_id, name, description, ocop_set, attributes, created_at, updated_at)
       select gen_random_uuid(), $1, 'Mật ong số ' || n, (select string_agg(substr(md5(n::text || k::text), 1, 2 + k % 5), ' ') from generate_series(1, 60) k), 4, $2,
              now() - interval '2 days' + n * interval '1 second', now() - interval '1 day' from generate_series(1, $3::int) n`,
      ...[producerId, HONEY, PRODUCTS],
    );
    await run(
      `insert into pack (id, product_id, sku, unit, weight_grams, length_cm, width_cm, height_cm, price_vnd) select gen_random_uuid(), id, 'P-' || right(id::text, 12), 'chai', 500, 9, 9, 20, 90000 from product`,
    );
    await run('delete from readiness_due'); // nobody judges them meanwhile
    await run(`insert into pool (id, product_id, on_hand, created_at) select gen_random_uuid(), id, 10, created_at from product`);
    await run(
      `insert into stock_move (pool_id, kind, on_hand_change, promised_change, at) select id, 'counted', 10, 0, now() - interval '1 day' from pool`,
    );
  });
  afterAll(() => app?.close());

  const run = <T>(sql: string, ...values: unknown[]): Promise<T[]> => rows<T>(app.app.get(Transactions).reader, sql, values);
  const read = (path: string, headers: Record<string, string> = {}): Promise<Wired> =>
    overTheWire(`${app.url}${path}`, { cookie: owner.cookie, 'accept-encoding': 'br, gzip', ...headers });
  /** Every page of a list, and what it cost. */
  async function whole(path: string): Promise<{ items: Json[]; bytes: number; asOf: string }> {
    const pages: Wired[] = [];
    for (let next = ''; ;) {
      const page = await read(`${home}${path}${path.includes('?') ? '&' : '?'}limit=100${next}`);
      expect(page.status).toBe(200);
      pages.push(page);
      if (page.body.next === undefined) break;
      next = `&cursor=${page.body.next}`;
    }
    return {
      items: pages.flatMap(({ body }) => body.items),
      bytes: pages.reduce((sum, { bytes }) => sum + bytes, 0),
      asOf: pages[0]?.body.asOf,
    };
  }

  it('[OL4] a day of changes of 200 products is under 50 kB on the line, and an unchanged list costs a 304', async () => {
    const [products, stock, cards] = [await whole('/products'), await whole('/stock'), await whole('/product-cards')];
    expect(cards.items[7]).toMatchObject({
      ...{
        id: products.items[7].id,
        name: 'Mật ong số 8',
        packs: [{ unit: 'chai', priceVnd: 90_000 }],
        stock: { onHand: 10, promised: 0 },
      },
      ...{ stars: null, starsUntil: null, coverPhotoId: null, readiness: expect.any(Array), listings: [] },
    });
    expect([products.items.length, stock.items.length]).toEqual([PRODUCTS, PRODUCTS]);
    const same = await read(`${home}/products?limit=100`);
    expect(same.headers['content-encoding']).toBe('br');
    const again = await read(`${home}/products?limit=100`, { 'if-none-match': String(same.headers.etag) });
    expect([again.status, again.body, again.headers['cache-control']]).toEqual([304, undefined, 'no-store']);
    expect(again.bytes).toBeLessThan(2_500); // headers alone

    await run(
      `update product set name = name || ' mới', version = version + 1, updated_at = now() where id in (select id from product where producer_id = $1 order by id limit $2)`,
      ...[producerId, CHANGED],
    );
    await run(
      `insert into stock_move (pool_id, kind, on_hand_change, promised_change) select id, 'adjusted', -1, 0 from pool order by id limit $1`,
      RECOUNTED,
    );
    const [newer, counted] = [await whole(`/products?changedSince=${products.asOf}`), await whole(`/stock?changedSince=${stock.asOf}`)];
    expect([newer.items.length, counted.items.length]).toEqual([CHANGED, RECOUNTED]);
    const changedCards = await whole(`/product-cards?changedSince=${cards.asOf}`);
    const touched = new Set([...newer.items.map(({ id }: Json) => id), ...counted.items.map(({ productId }: Json) => productId)]);
    const told = new Set(changedCards.items.map(({ id }: Json) => id));
    expect([...touched].filter((id) => !told.has(id))).toEqual([]);
    expect(told.size).toBeLessThan(PRODUCTS);
    expect(changedCards.bytes).toBeLessThan(20_000);
    const [given, judged] = products.items.map(({ id }: Json) => id).filter((id: string) => !touched.has(id));
    await run(
      `insert into certificate (id, product_id, stars, number, issued_by, issued_on, expires_on, state, verified_at)
       select gen_random_uuid(), $1, 4, '12/QĐ-UBND', 'UBND tỉnh', current_date - 30, current_date + 700, 'verified', now()`,
      given,
    );
    await run(
      `insert into product_readiness (product_id, platform, percent, is_ready, pauses_live, gaps, rule_revision, checked_at) values ($1, 'voso', 60, false, false, '[]', 1, now())`,
      judged,
    );
    const later = (await whole(`/product-cards?changedSince=${cards.asOf}`)).items;
    expect(later.find(({ id }: Json) => id === given)).toMatchObject({
      stars: 4,
      starsUntil: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    });
    expect(later.find(({ id }: Json) => id === judged).readiness).toEqual([{ platform: 'voso', percent: 60, isReady: false }]);
    expect((await read(`${home}/product-cards?limit=1`)).body).toMatchObject({ total: PRODUCTS });
    expect(newer.items.every(({ name, packs }: Json) => name.endsWith(' mới') && packs.length === 1)).toBe(true);
    expect(newer.bytes + counted.bytes).toBeLessThan(50_000);
    process.stdout.write(
      `one day of changes: ${newer.bytes} + ${counted.bytes} bytes; all: ${products.bytes} + ${stock.bytes}; cards ${changedCards.bytes} of ${cards.bytes}\n`,
    );
    const changed = await read(`${home}/products?limit=100`, { 'if-none-match': String(same.headers.etag) });
    expect(changed.status).toBe(200);
  });

  it('[OL4] what was changed a moment ago may come twice and is never left out', async () => {
    const { asOf } = await whole('/products');
    expect(Date.parse(asOf)).toBeLessThan(Date.now() - 110_000);
    expect((await whole(`/products?changedSince=${asOf}`)).items).toHaveLength(CHANGED);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    expect((await whole(`/products?changedSince=${tomorrow}`)).items).toEqual([]);
    for (const odd of ['2026-W05-1T10:00:00Z', '0000-01-01T00:00:00Z', 'now', '2026-11-22'])
      expect((await owner.get(`${home}/products?changedSince=${odd}`)).body).toMatchObject({
        type: 'urn:problem:validation',
        errors: [{ pointer: '?changedSince' }],
      });
  });

  it("packs no answer to a write, none of a platform's door, and nothing for who cannot unpack", async () => {
    expect((await read(`${home}/products?limit=100`, { 'accept-encoding': 'identity' })).headers['content-encoding']).toBeUndefined();
    const token = await owner.call('POST', '/api/v1/tokens', {
      body: { name: 'x'.repeat(80), expiresInDays: 1, rights: ['read'] },
      headers: { 'accept-encoding': 'br' },
    });
    expect([token.status, token.headers.get('content-encoding'), token.headers.get('etag')]).toEqual([201, null, null]);
    const bomb = await owner.call('POST', `${home}/products`, {
      body: 'x',
      headers: { 'content-encoding': 'gzip', 'content-type': 'application/json' },
    });
    expect(bomb.status).toBeLessThan(500);
    expect(bomb.status).toBeGreaterThanOrEqual(400);
  });

  describe('of an officer', () => {
    let officer: Person;
    beforeAll(async () => {
      officer = await app.person('officer');
      const given = await owner.post(`${home}/mandates`, { ...MANDATE, officerId: officer.accountId });
      expect(given.status).toBe(201);
    });

    it('[N18] the list of households says whom, how much is live, until when, and what to do first', async () => {
      await run(`update producer set hamlet = 'Thôn Má Lé' where id = $1`, producerId);
      const { status, body } = await officer.get('/api/v1/officer/households?q=htx');
      expect(status).toBe(200);
      expect(body.items).toHaveLength(1);
      const [household] = body.items;
      expect(household).toMatchObject({ id: producerId, hamlet: 'Thôn Má Lé', products: PRODUCTS, live: 0, mandateEndsSoon: true });
      expect(household.nextStep.smsVi.length).toBeLessThanOrEqual(160);
      const { code } = household.nextStep;
      expect((await officer.get(`/api/v1/officer/households?step=${code}`)).body.items).toHaveLength(1);
      expect((await officer.get('/api/v1/officer/households?step=late-work')).body.items).toEqual([]);
      expect((await officer.get('/api/v1/officer/households?step=unheard-of')).status).toBe(400);
      expect((await owner.get('/api/v1/officer/households')).status).toBe(403);
      const steps = await officer.get('/api/v1/next-steps?oneEach=true&mine=true');
      expect(steps.body.items.map((step: Json) => step.id)).toEqual([household.nextStep.id]);
      expect((await officer.get(`${home}/next-steps?limit=1`)).body.items[0].producerId).toBe(producerId);
    });

    it('[N17] the bag holds all there is of the producers, or what changed, and says so at its end', async () => {
      const take = async (query: string): Promise<Json[]> => {
        const { status, text } = await officer.get(`/api/v1/officer/bag?producers=${producerId}${query}`);
        expect(status).toBe(200);
        return text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line));
      };
      const count = (lines: Json[], line: string): number => lines.filter((each) => each.line === line).length;
      const all = await take('');
      expect([count(all, 'producer'), count(all, 'product'), count(all, 'stock'), count(all, 'mandate')]).toEqual([
        1,
        PRODUCTS,
        PRODUCTS,
        1,
      ]);
      expect(all.find((line) => line.line === 'product')).toMatchObject({ producerId, packs: [{ unit: 'chai' }] });
      expect(all.find((line) => line.line === 'producer').phone).toBeNull();
      const { line, asOf } = all.at(-1);
      expect(line).toBe('end');
      const changed = await take(`&changedSince=${asOf}`);
      expect([count(changed, 'product'), count(changed, 'stock'), count(changed, 'end')]).toEqual([CHANGED, RECOUNTED, 1]);
      const stranger = await app.producer(await app.person('producer'));
      expect((await officer.get(`/api/v1/officer/bag?producers=${producerId},${stranger}`)).status).toBe(404);
      const fifty = Array.from({ length: 51 }, () => producerId).join(',');
      for (const odd of ['', 'x', fifty]) expect((await officer.get(`/api/v1/officer/bag?producers=${odd}`)).status).toBe(400);
      expect((await officer.get(`/api/v1/officer/bag?producers=${producerId}&changedSince=0000-01-01T00:00:00Z`)).status).toBe(400);
    });
  });

  it('[UI7] figures and the coverage of a province are answered to those whom they are for', async () => {
    expect((await owner.get(`${home}/figures/orders-by-week?weeks=3`)).body).toMatchObject({ items: [] }); // no shop yet
    expect((await owner.get(`${home}/figures/stock?days=2`)).body.items).toHaveLength(2);
    for (const odd of ['figures/stock?days=93', 'figures/stock?days=0', 'figures/orders-by-week?weeks=105'])
      expect((await owner.get(`${home}/${odd}`)).status).toBe(400);
    const [office, elsewhere] = [await app.person('province', '04'), await app.person('province', '66')];
    expect((await office.get('/api/v1/provinces/04/coverage')).body.total.products).toBe(PRODUCTS);
    expect((await elsewhere.get('/api/v1/provinces/04/coverage')).status).toBe(404);
  });

  it('[OF8] the pick list is there to read and to print', async () => {
    expect((await owner.get(`${home}/pick-list`)).body).toMatchObject({ orders: 0, packs: [] });
    const page = await owner.get(`${home}/pick-list/print?day=2026-11-22`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect((await owner.get(`${home}/pick-list?day=2026-02-30`)).status).toBe(400);
  });
});
