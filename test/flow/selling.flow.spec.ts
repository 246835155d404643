import { PlatformGateway } from '../../src/platform';
import { openMarket, until, type Market, type PlatformCode } from '../support/market';

describe('stock on two platforms', () => {
  let market: Market;
  beforeAll(async () => {
    market = await openMarket();
  });
  afterAll(() => market?.close());
  afterEach(() => market.quiet().then(() => market.invariants()));

  it('[ST5] after a burst of thirty counts every platform ends on the last one', async () => {
    const tea = await market.listed(10);
    await Promise.all(Array.from({ length: 30 }, (_, i) => market.count(tea, 100 + i)));
    await market.count(tea, 64);
    await until(
      'both show 32',
      async () => (await market.sellable('voso', tea.sku)) === 32 && (await market.sellable('postmart', tea.sku)) === 32,
    );
    await market.quiet();
    for (const platform of market.platforms) expect(await market.sellable(platform, tea.sku)).toBe(32);
  });

  it('[ST8] a product whose stock was never counted is live, and no quantity is ever pushed for it', async () => {
    const tea = await market.listed(null);
    for (const platform of market.platforms) {
      const calls = (await market.look<{ path: string; body: unknown }[]>(platform, '/requests')).filter((call) =>
        /updateStock|updateInventory/.test(call.path),
      );
      const product = await market.product(platform, tea.sku);
      expect(product).toMatchObject({ onSale: true, sellable: 0 });
      expect(JSON.stringify(calls.map((call) => call.body))).not.toContain(platform === 'voso' ? `"PRODUCT_ID":${product?.id}` : tea.sku);
    }
    const stock = await market.operator.get(`${tea.home}/products/${tea.productId}/stock`);
    expect(stock.body).toMatchObject({ onHand: null, available: null });
    await market.count(tea, 8);
    await until(
      'both show 4',
      async () => (await market.sellable('voso', tea.sku)) === 4 && (await market.sellable('postmart', tea.sku)) === 4,
    );
  });

  it('the last unit stays where it can be bought, and zero is shown once it is gone', async () => {
    const tea = await market.listed(1);
    const shown = await Promise.all(market.platforms.map((platform) => market.sellable(platform, tea.sku)));
    expect(shown.reduce((sum: number, each) => sum + (each ?? 0), 0)).toBe(1);
    const seller = market.platforms[shown.indexOf(1)] as PlatformCode; // one of them shows it
    const orderId = await market.buy(seller, tea);
    await market.orderAt(seller, orderId ?? '', 'awaiting-seller');
    expect(await market.buy('voso', tea)).toBeNull();
    expect(await market.buy('postmart', tea)).toBeNull();
  });
});

describe('orders', () => {
  let market: Market;
  beforeAll(async () => {
    market = await openMarket();
  });
  afterAll(() => market?.close());
  afterEach(() => market.quiet().then(() => market.invariants()));

  it.each(['voso', 'postmart'] as const)(
    '[OF1] one order of %s by twenty webhooks and five polls in parallel is one order with one stock effect',
    async (platform) => {
      const honey = await market.listed(20);
      await market.fault(platform, 'webhook-duplicate', { times: 20 });
      const orderId = (await market.buy(platform, honey, 2)) ?? '';
      await Promise.all(Array.from({ length: 5 }, () => market.poll(platform)));
      await market.orderAt(platform, orderId, 'awaiting-seller');
      await market.quiet();
      const [count] = await market.rows<{ orders: number; moves: number }>(
        `select count(distinct o.id)::int as orders, count(m.id)::int as moves from market_order o join order_line l on l.order_id = o.id left join stock_move m on m.order_line_id = l.id
        where o.platform_order_id = $1`,
        [orderId],
      );
      expect(count).toEqual({ orders: 1, moves: 1 });
      await market.fault(platform, 'webhook-duplicate', false);
    },
  );

  it('are confirmed, shipped, labelled, picked up and paid on Voso', async () => {
    const honey = await market.listed(20);
    const platformId = (await market.buy('voso', honey, 2)) ?? '';
    const { id } = await market.orderAt('voso', platformId, 'awaiting-seller');
    expect((await market.operator.post(`${honey.home}/orders/${id}/confirm`, {})).status).toBe(202);
    await market.orderAt('voso', platformId, 'confirmed');
    const early = await market.operator.post(`${honey.home}/orders/${id}/confirm`, {});
    expect(early).toMatchObject({ status: 409, body: { type: 'urn:problem:illegal-move' } });
    expect((await market.operator.post(`${honey.home}/orders/${id}/ship`, {})).status).toBe(202);
    await market.orderAt('voso', platformId, 'ready-to-ship');
    const label = await market.operator.get(`${honey.home}/orders/${id}/label`);
    expect(label.status).toBe(200);
    expect(label.text).toMatch(/VOSO\d+/);
    for (const status of [105, 500, 501]) await market.sim('voso', `/orders/${platformId}/advance`, { status });
    await market.orderAt('voso', platformId, 'delivered');
    const stock = await market.operator.get(`${honey.home}/products/${honey.productId}/stock`);
    expect(stock.body).toMatchObject({ onHand: 18, promised: 0 });
  });

  it('are confirmed line by line, labelled and returned on Postmart; stock comes back only with the goods', async () => {
    const honey = await market.listed(20);
    const platformId = (await market.buy('postmart', honey, 3)) ?? '';
    const { id } = await market.orderAt('postmart', platformId, 'awaiting-seller');
    const order = await market.operator.get(`${honey.home}/orders/${id}`);
    const lineId = (order.body as { lines: { lineId: string }[] }).lines[0]?.lineId;
    await market.operator.post(`${honey.home}/orders/${id}/confirm`, { accepted: [{ lineId, quantity: 2 }] });
    await until('confirmed', async () => (await market.order('postmart', platformId))?.stage !== 'awaiting-seller');
    await market.quiet();
    const stock = async (): Promise<unknown> => (await market.operator.get(`${honey.home}/products/${honey.productId}/stock`)).body;
    expect(await stock()).toMatchObject({ onHand: 20, promised: 2 });
    await until('label', async () => (await market.operator.get(`${honey.home}/orders/${id}/label`)).status === 200);
    for (const status of [6, 16, 18]) await market.sim('postmart', `/orders/${platformId}/advance`, { status });
    await until('on its way back', async () =>
      ['returning', 'picked-up'].includes((await market.order('postmart', platformId))?.stage ?? ''),
    );
    expect(await stock()).toMatchObject({ onHand: 18, promised: 0 });
    await market.sim('postmart', `/orders/${platformId}/advance`, { status: 19 });
    await market.orderAt('postmart', platformId, 'returned');
    expect(await stock()).toMatchObject({ onHand: 20, promised: 0 });
  });

  it.each(['voso', 'postmart'] as const)('[OF6] are refused by the maker on %s and their units are free again', async (platform) => {
    const honey = await market.listed(10);
    const platformId = (await market.buy(platform, honey, 4)) ?? '';
    const { id } = await market.orderAt(platform, platformId, 'awaiting-seller');
    expect((await market.operator.post(`${honey.home}/orders/${id}/refuse`, { reason: 'Hết hàng tươi' })).status).toBe(202);
    await market.orderAt(platform, platformId, 'cancelled');
    await market.quiet();
    expect((await market.operator.get(`${honey.home}/products/${honey.productId}/stock`)).body).toMatchObject({ onHand: 10, promised: 0 });
  });

  it('[OF6] that nobody confirms are cancelled by the platform in time, and restore stock once', async () => {
    const honey = await market.listed(10);
    const orderId = (await market.buy('voso', honey, 4)) ?? '';
    await market.orderAt('voso', orderId, 'awaiting-seller');
    await market.sim('voso', '/clock', { advance: 25 * 3_600_000 });
    await market.orderAt('voso', orderId, 'cancelled');
    await market.quiet();
    expect((await market.operator.get(`${honey.home}/products/${honey.productId}/stock`)).body).toMatchObject({ promised: 0 });
  });
});

describe('webhooks', () => {
  let market: Market;
  beforeAll(async () => {
    market = await openMarket();
  });
  afterAll(() => market?.close());
  afterEach(() => market.quiet().then(() => market.invariants()));

  it('[WI6] switched off for an hour: polling brings every order in once', async () => {
    const honey = await market.listed(40);
    for (const platform of market.platforms) await market.fault(platform, 'webhook-drop', { times: 1000 });
    const ids: { platform: PlatformCode; id: string }[] = [];
    for (const platform of market.platforms)
      for (let i = 0; i < 5; i++) ids.push({ platform, id: (await market.buy(platform, honey, 1)) ?? '' });
    for (const { platform, id } of ids) expect(await market.order(platform, id)).toBeUndefined();
    for (const platform of market.platforms) {
      await market.poll(platform);
      await market.poll(platform);
    }
    for (const { platform, id } of ids) await market.orderAt(platform, id, 'awaiting-seller');
    for (const platform of market.platforms) await market.fault(platform, 'webhook-drop', false);
    await market.quiet();
    expect((await market.operator.get(`${honey.home}/products/${honey.productId}/stock`)).body).toMatchObject({ promised: 10 });
  });

  it('[WI1] a changed byte, a re-serialised body or a wrong secret is refused with 401 and stores nothing', async () => {
    const honey = await market.listed(10);
    for (const platform of market.platforms) {
      const orderId = (await market.buy(platform, honey, 1)) ?? '';
      await market.orderAt(platform, orderId, 'awaiting-seller');
      const id = market.shops.get(platform) ?? '';
      const stored = (await market.deliveries(id)).at(-1);
      const genuine = stored?.body.toString('utf8') ?? '';
      const post = (body: string, to = id): Promise<Response> =>
        fetch(`${market.app.url}/webhooks/${platform}/${to}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      const count = async (): Promise<number> => (await market.rows(`select 1 from delivery where connection_id = $1`, [id])).length;
      const before = await count();
      const forged =
        platform === 'voso'
          ? [
              genuine.replace('bi-mat-thuc-hanh-a', 'bi-mat-thuc-hanh-b'),
              genuine.replace(/"TOKEN":"[^"]*"/, '"TOKEN":""'),
              genuine.replace('"TOKEN"', '"TOKEN2"'),
            ]
          : [
              genuine.replace(/"status":\d+/, '"status":14'),
              genuine.replace(/"sendDate":"2/, '"sendDate":"1'),
              genuine.replace(/"signature":"./, '"signature":"_'),
            ];
      for (const body of [...forged, '', '{', 'null', '[]', '{"DATA":1}', '{"data":[],"signature":5}']) {
        const answer = await post(body);
        expect([body.slice(0, 60), answer.status]).toEqual([body.slice(0, 60), 401]);
        expect(await answer.json()).toMatchObject({ type: 'urn:problem:webhook-not-authentic' });
      }
      expect((await post(genuine, '01890000-0000-7000-8000-000000000000')).status).toBe(401);
      expect(await count()).toBe(before);
      expect((await post(genuine)).status).toBe(200);
      expect(await count()).toBe(before);
    }
  });

  it('[SP2] a buyer is masked in lists, in full in the order, and clear nowhere in the database', async () => {
    const honey = await market.listed(10);
    const people: { name: string; phone: string; address: string }[] = [];
    for (const platform of market.platforms) {
      // a number that no sum happens to come to
      const orderId = (await market.buy(platform, honey, 1, { buyer: { phone: '0918273645' } })) ?? '';
      await market.orderAt(platform, orderId, 'awaiting-seller');
      const listed = (await market.operator.get(`${honey.home}/orders`)).body.items[0];
      const { body: order } = await market.operator.get(`${honey.home}/orders/${listed.id}`);
      people.push(order.receiver);
      expect(order.receiver.phone).toMatch(/^[\d+*]{9,12}$/); // one of them hides a part itself until the order is accepted
      expect(listed.receiver).toEqual({
        ...order.receiver,
        ...{ name: `••• ${order.receiver.name.split(' ').pop()}`, phone: `•••${order.receiver.phone.slice(-3)}`, address: '•••' },
      });
      expect(listed.note).toBeNull();
      const confirmed = await market.operator.post(`${honey.home}/orders/${listed.id}/confirm`, {});
      expect([confirmed.status, confirmed.body.receiver]).toEqual([202, order.receiver]);
    }
    await market.quiet();
    await market.app.app.get(PlatformGateway).flushExchanges();
    const tables = await market.rows<{ name: string }>(`select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`);
    for (const { name, phone, address } of people)
      for (const secret of [name, phone.slice(-9), address]) {
        const isThere = `position($1 in t::text) > 0 or position(encode(convert_to($1, 'UTF8'), 'hex') in t::text) > 0`;
        const hits = await market.rows(
          tables.map((table) => `select '${table.name}' as name, t::text from ${table.name} as t where ${isThere}`).join(' union all '),
          [secret],
        );
        expect([secret, hits]).toEqual([secret, []]);
      }
  });

  it('[WI3] fifty parallel deliveries of one event are one row with one effect', async () => {
    const honey = await market.listed(10);
    for (const platform of market.platforms) {
      const orderId = (await market.buy(platform, honey, 1)) ?? '';
      await market.orderAt(platform, orderId, 'awaiting-seller');
      const id = market.shops.get(platform) ?? '';
      const stored = (await market.deliveries(id)).at(-1);
      await market.rows('delete from delivery where id = $1', [stored?.id]);
      const answers = await Promise.all(
        Array.from({ length: 50 }, () =>
          fetch(`${market.app.url}/webhooks/${platform}/${id}`, {
            method: 'POST',
            headers: stored?.headers ?? {},
            body: stored?.body.toString(),
          }),
        ),
      );
      expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 50 }, () => 200));
      const rows = await market.rows('select 1 from delivery where connection_id = $1 and delivery_key = $2', [id, stored?.key]);
      expect(rows).toHaveLength(1);
      if (platform === 'postmart') expect(await answers[0]?.json()).toMatchObject({ code: 'success' });
    }
    await market.quiet();
    expect((await market.operator.get(`${honey.home}/products/${honey.productId}/stock`)).body).toMatchObject({ promised: 2 });
  });

  it('[WI7] what cannot be taken in ends in the dead letters with its reason, and a replay has the effect it would have had', async () => {
    const honey = await market.listed(10);
    const id = market.shops.get('postmart') ?? '';
    expect((await market.fault('postmart', 'bad-gateway', { match: { path: '/getOrder' } })).status).toBe(200);
    const orderId = (await market.buy('postmart', honey, 1)) ?? '';
    await until(
      'a failed attempt',
      async () => (await market.rows(`select 1 from delivery where connection_id = $1 and attempts > 0`, [id])).length > 0,
    );
    await market.rows(`update delivery set attempts = 11, due_at = now() where connection_id = $1 and state = 'waiting'`, [id]);
    const path = `/api/v1/connections/${id}/deliveries`;
    const dead = await until('a dead letter', async () => {
      const list = await market.operator.get<{ items: { id: number; reason: string }[] }>(`${path}?state=dead`);
      return list.body.items[0];
    });
    expect(dead.reason).toBeTruthy();
    await market.fault('postmart', 'bad-gateway', false);
    expect((await market.operator.post(`${path}/replay`, { deliveries: [{ id: dead.id }] })).body).toEqual({ count: 1 });
    await market.orderAt('postmart', orderId, 'awaiting-seller');
  });
});

describe('listings', () => {
  let market: Market;
  beforeAll(async () => {
    market = await openMarket();
  });
  afterAll(() => market?.close());
  afterEach(() => market.quiet().then(() => market.invariants()));

  const listingOf = async (
    goods: { home: string; sku: string },
    platform: PlatformCode,
  ): Promise<{ id: string; state: string; issues: { code: string; adviceVi: string; platformText: string }[]; share: number }> => {
    const page = await market.operator.get<{
      items: {
        id: string;
        platform: string;
        sku: string;
        state: string;
        issues: { code: string; adviceVi: string; platformText: string }[];
        share: number;
      }[];
    }>(`${goods.home}/listings`);
    const found = page.body.items.find((item) => item.platform === platform && item.sku === goods.sku);
    if (!found) throw new Error('no such listing');
    return found;
  };

  it('[CL3] publishing twice, also in parallel, never makes a second listing', async () => {
    const honey = await market.register(10);
    await Promise.all(Array.from({ length: 5 }, () => market.publish(honey)));
    await market.live(honey);
    await market.publish(honey);
    await market.quiet();
    for (const platform of market.platforms) {
      expect((await market.state(platform)).products.filter((product) => product.sku === honey.sku)).toHaveLength(1);
    }
    await expect(
      market.rows(
        `insert into listing (id, connection_id, producer_id, product_id, pack_id, pool_id, sku, factor) select gen_random_uuid(), connection_id, producer_id, product_id, pack_id, pool_id, 'OTHER', 1
           from listing where sku = $1 limit 1`,
        [honey.sku],
      ),
    ).rejects.toThrow('listing_once');
  });

  it('[PW2] a change of content is sent once and approved content cannot be rewritten', async () => {
    const honey = await market.listed(10);
    await market.rename(honey, `Mật ong hoa bạc hà Mèo Vạc ${honey.sku}`);
    await market.publish(honey);
    for (const platform of market.platforms) {
      await until(`the new name at ${platform}`, async () => {
        const there = await market.product(platform, honey.sku);
        return there?.onSale && there.name.startsWith('Mật ong hoa bạc hà Mèo Vạc');
      });
    }
    await market.quiet();
    const versions = async (): Promise<number> =>
      (await market.rows(`select 1 from listing_version v join listing l on l.id = v.listing_id where l.sku = $1`, [honey.sku])).length;
    expect(await versions()).toBe(4);
    await market.publish(honey);
    expect(await versions()).toBe(4);
    await expect(market.rows(`update listing_version set content = '{}'`)).rejects.toThrow('never changed');
  });

  it('[CL4] a create whose answer is lost is adopted, not repeated', async () => {
    for (const [platform, path] of [
      ['voso', 'createProduct'],
      ['postmart', 'CreateProduct'],
    ] as const) {
      const honey = await market.register(10);
      await market.fault(platform, 'timeout-after', { times: 1, holdMs: 0, match: { path } });
      await market.publish(honey);
      await market.live(honey);
      expect((await market.state(platform)).products.filter((product) => product.sku === honey.sku)).toHaveLength(1);
    }
  });

  it('are paused, resumed and withdrawn, and give their share back meanwhile', async () => {
    const honey = await market.listed(10);
    for (const platform of market.platforms) {
      const other = platform === 'voso' ? 'postmart' : 'voso';
      const { id } = await listingOf(honey, platform);
      expect((await market.operator.post(`${honey.home}/listings/${id}/pause`)).status).toBe(200);
      await until('paused', async () => !(await market.product(platform, honey.sku))?.onSale);
      await until('the other has it all', async () => (await market.sellable(other, honey.sku)) === 10);
      await until('seen as paused', async () => (await listingOf(honey, platform)).state === 'paused');
      await market.operator.post(`${honey.home}/listings/${id}/resume`);
      await until(
        'both sell',
        async () =>
          (await market.product(platform, honey.sku))?.onSale &&
          (await market.sellable(platform, honey.sku)) === 5 &&
          (await market.sellable(other, honey.sku)) === 5,
      );
    }
    const { id } = await listingOf(honey, 'voso');
    await market.operator.post(`${honey.home}/listings/${id}/withdraw`);
    await until(
      'gone',
      async () => (await listingOf(honey, 'voso')).state === 'withdrawn' && !(await market.product('voso', honey.sku))?.onSale,
    );
    await until('postmart has it all', async () => (await market.sellable('postmart', honey.sku)) === 10);
    expect(await market.operator.post(`${honey.home}/listings/${id}/resume`)).toMatchObject({ status: 409 });
  });

  it('[PW4] a rejection comes back with the platform’s words and what to do, and a new version goes live', async () => {
    const honey = await market.register(10);
    expect((await market.fault('voso', 'review-rejected', { times: 1, reason: 102 })).status).toBe(200);
    await market.publish(honey);
    const rejected = await until('rejected', async () => {
      const listing = await listingOf(honey, 'voso');
      return listing.state === 'rejected' ? listing : null;
    });
    expect(rejected.issues[0]).toMatchObject({ code: 'text' });
    expect(rejected.issues[0]?.platformText).toBeTruthy();
    expect(rejected.issues[0]?.adviceVi).toBeTruthy();
    await market.rename(honey, `Mật ong Đồng Văn loại một ${honey.sku}`);
    await market.publish(honey);
    await market.live(honey);
  });

  it('[OP3] the story of a listing says who did what, what was sent, what came back and what waits', async () => {
    const honey = await market.register(10);
    await market.publish(honey);
    await market.live(honey);
    const listing = await listingOf(honey, 'voso');
    const story = `${honey.home}/listings/${listing.id}/story`;
    // Calls are written down a moment after they were made, several at once.
    const body = await until('the calls are in the story', async () => {
      const answer = (await market.operator.get(`${story}?limit=100`)).body;
      return answer.items.some((item: { kind: string }) => item.kind === 'exchange') ? answer : null;
    });
    expect(body).toMatchObject({ state: 'live', waiting: [] });
    const kinds: string[] = body.items.map((item: { kind: string }) => item.kind);
    expect(new Set(kinds)).toEqual(new Set(['act', 'version', 'exchange']));
    const texts: string = body.items.map((item: { textVi: string }) => item.textVi).join('\n');
    expect(texts).toMatch(/Người vận hành operator \d+ /);
    expect(texts).toMatch(/Duyệt bản 1, operator \d+/);
    expect(texts).toMatch(/Gọi sàn POST .*: 200/);
    const times: string[] = body.items.map((item: { at: string }) => item.at);
    expect(times).toEqual([...times].sort().reverse());
    const first = (await market.operator.get(`${story}?limit=1`)).body;
    const second = (await market.operator.get(`${story}?limit=1&cursor=${first.next}`)).body;
    expect([first.items[0], second.items[0]]).toEqual(body.items.slice(0, 2));
    const stranger = await market.app.producer(market.operator, '08');
    expect((await market.operator.get(`/api/v1/producers/${stranger}/listings/${listing.id}/story`)).status).toBe(404);
  });

  it('[OP1] the health of a shop says how much waits, since when, and how often it says no', async () => {
    const shop = market.shops.get('voso') ?? '';
    await market.quiet();
    await market.rows(
      `insert into delivery (connection_id, delivery_key, headers, content_box, received_at, state) values ($1, 'lost', '{}', '', '2026-01-02T03:04:05Z', 'dead')`,
      [shop],
    );
    await market.rows(
      `insert into exchange (connection_id, at, duration_ms, method, path, failure) values ($1, now(), 5, 'GET', '/x', 'unavailable')`,
      [shop],
    );
    const { body } = await market.operator.get(`/api/v1/connections/${shop}/health`);
    expect(body).toMatchObject({
      platform: 'voso',
      trouble: null,
      inbox: { count: 0, oldestAt: null },
      dead: { count: 1, oldestAt: '2026-01-02T03:04:05.000000Z' },
    });
    expect(body).toMatchObject({ openActs: { count: 0 }, calls: { lastFailure: 'unavailable' } });
    expect(body.calls.failed).toBeGreaterThan(0);
    expect(body.calls.failedPercent).toBe(Math.round((100 * body.calls.failed) / body.calls.count));
    await market.rows(`delete from delivery where connection_id = $1 and state = 'dead'`, [shop]);
  });

  it('[CC3] an incomplete product is not published, and the answer names every gap in Vietnamese', async () => {
    const producerId = await market.app.producer(market.operator, '08');
    const home = `/api/v1/producers/${producerId}`;
    const made = await market.operator.post<{ id: string }>(`${home}/products`, {
      name: 'Chè Shan tuyết',
      ocopSet: 11,
      packs: [{ unit: 'gói', weightGrams: 100, lengthCm: 10, widthCm: 5, heightCm: 20, priceVnd: 120_000 }],
    });
    const answer = await market.operator.post<{ gaps: { messageVi: string }[] }>(`${home}/products/${made.body.id}/listings`, {});
    expect(answer).toMatchObject({ status: 422, body: { type: 'urn:problem:not-ready' } });
    expect(answer.body.gaps.length).toBeGreaterThan(3);
    expect(await market.rows('select 1 from listing where product_id = $1', [made.body.id])).toEqual([]);
  });
});
