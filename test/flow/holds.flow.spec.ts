import { isDeepStrictEqual } from 'node:util';
import { FakeClock } from '../../src/shared/kernel';
import { LaneRunner } from '../../src/sync';
import { openMarket, until, type Goods, type Market } from '../support/market';

const DAY = 86_400_000;

interface Shown {
  readonly state: string;
  readonly wanted: string;
  readonly heldBecause: string | null;
  readonly platform: string;
}

describe('what the rules do to what is on sale', () => {
  let market: Market;
  const clock = new FakeClock(new Date());
  beforeAll(async () => {
    market = await openMarket({ program: { clock } });
  });
  afterAll(() => market?.close());

  const today = (): string => new Date(clock.now().getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
  const listings = async (goods: Goods): Promise<Shown[]> => (await market.operator.get(`${goods.home}/listings`)).body.items as Shown[];
  const states = async (goods: Goods): Promise<string[]> => (await listings(goods)).map((listing) => listing.state);
  const all = (goods: Goods, state: string): Promise<boolean> =>
    until(`all of ${goods.sku} ${state}`, async () => (await states(goods)).every((each) => each === state));
  const certificates = (goods: Goods): string => `${goods.home}/products/${goods.productId}/certificates`;
  const first = async (goods: Goods): Promise<string> => (await market.operator.get(certificates(goods))).body.items.at(-1).id as string;
  const certify = async (goods: Goods, over: object = {}): Promise<string> => {
    const made = await market.operator.post(certificates(goods), {
      ...{ stars: 4, number: `QD-2-${goods.sku}`, issuedBy: 'UBND tỉnh Tuyên Quang', issuedOn: '2026-01-12', expiresOn: '2098-01-11' },
      ...over,
    });
    if (made.status !== 201) throw new Error(made.text);
    const verified = await market.office.post(`${certificates(goods)}/${made.body.id}/verify`);
    if (verified.status !== 200) throw new Error(verified.text);
    return made.body.id as string;
  };
  const revoke = async (goods: Goods): Promise<void> => {
    const body = { reason: 'Không còn sản xuất.', ground: 'production-stopped' };
    const revoked = await market.office.post(`${certificates(goods)}/${await first(goods)}/revoke`, body);
    if (revoked.status !== 200) throw new Error(revoked.text);
  };
  const shows = async (goods: Goods): Promise<unknown[]> =>
    Promise.all(
      market.platforms.map(async (platform) => {
        const { onSale, sellable } = (await market.product(platform, goods.sku)) ?? {};
        return { onSale, sellable };
      }),
    );

  /** The same on every platform; it takes them a moment. */
  const shown = (goods: Goods, expected: { onSale: boolean; sellable: number }): Promise<true> =>
    until(`${goods.sku} as ${JSON.stringify(expected)}`, async () =>
      isDeepStrictEqual(
        await shows(goods),
        market.platforms.map(() => expected),
      ),
    ).then(() => true);

  it('[CC5] both platforms stop selling when the certificate is revoked, with the reason shown, and go on with the next one', async () => {
    const honey = await market.listed(20);
    await revoke(honey);
    await all(honey, 'paused');
    await market.quiet();
    await shown(honey, { onSale: false, sellable: 0 });
    for (const listing of await listings(honey)) {
      expect(listing.wanted).toBe('live');
      expect(listing.heldBecause).toMatch(/chứng nhận/);
    }
    await certify(honey);
    await all(honey, 'live');
    await market.quiet();
    await shown(honey, { onSale: true, sellable: 10 });
    for (const listing of await listings(honey)) expect(listing.heldBecause).toBeNull();
  });

  it('[SP3] a producer who has the data only kept is on no platform, sends nothing, and comes back when the request is lifted', async () => {
    const honey = await market.listed(20);
    const asked = await market.operator.post(`${honey.home}/requests`, { kind: 'restrict', requesterName: 'Vàng Thị Lan' });
    expect(asked.status).toBe(201);
    await all(honey, 'paused');
    await market.quiet();
    await shown(honey, { onSale: false, sellable: 0 });
    const product = `${honey.home}/products/${honey.productId}`;
    const { shops } = (await market.operator.get(`${product}/why-not-live`)).body;
    for (const { blockers } of shops)
      expect(blockers[0]).toMatchObject({ stage: 'consent', code: 'processing-restricted', messageVi: expect.stringContaining('hạn chế') });
    expect((await market.operator.post(`${product}/listings`, {})).body.type).toBe('urn:problem:not-ready');
    expect((await market.operator.post(`${honey.home}/requests/${asked.body.id}/lift`)).status).toBe(200);
    await all(honey, 'live');
    await market.quiet();
    await market.invariants();
  });

  it('[CC6] a new rule of the law holds back what is on sale, on the same day, and lets it go when it is suspended', async () => {
    const honey = await market.listed(8);
    const rule = await market.operator.post('/api/v1/rules', {
      ...{
        code: 'organic-held',
        topic: 'food-safety',
        asks: 'document',
        asked: ['organic'],
        sets: [4],
        level: 'required',
        condition: [],
      },
      ...{ textVi: 'Mật ong phải có chứng nhận hữu cơ.', source: 'Để thử', effectiveFrom: today() },
    });
    expect([rule.status, rule.body.errors]).toEqual([201, undefined]);
    await all(honey, 'paused');
    for (const listing of await listings(honey)) expect(listing.heldBecause).toMatch(/hữu cơ/);
    await market.operator.post(`/api/v1/rules/${rule.body.id}/suspend`, { from: today(), by: 'Để thử' });
    await all(honey, 'live');
    await market.quiet();
    await market.invariants();
  });

  it('[N5] the stars shown are those of the certificate that is good: other stars on every platform once the new one is verified', async () => {
    const honey = await market.listed(8);
    const versions = (): Promise<{ number: number; stars: number | null; approved: boolean; reason: string }[]> =>
      market.rows(
        `select v.number, (v.content->'ocop'->>'stars')::int as stars, v.approved_by is not null as approved, v.reason_vi as reason from listing_version v
           join listing l on l.id = v.listing_id where l.product_id = $1 order by l.connection_id, v.number`,
        [honey.productId],
      );
    await revoke(honey);
    await all(honey, 'paused');
    await certify(honey, { stars: 3 });
    await all(honey, 'live');
    await until('both show the new badge', async () => {
      const sent = await market.rows<{ stars: number }>(
        `select (v.content->'ocop'->>'stars')::int as stars from listing l join listing_version v on v.id = l.sent_version_id where l.product_id = $1`,
        [honey.productId],
      );
      return sent.length === 2 && sent.every(({ stars }) => stars === 3);
    });
    const made = await versions();
    expect(made.map(({ stars, approved }) => [stars, approved])).toEqual([
      ...[
        [4, true],
        [null, false],
        [3, false],
      ],
      ...[
        [4, true],
        [null, false],
        [3, false],
      ],
    ]);
    expect(made[1]?.reason).toMatch(/^Bỏ dấu hạng sao OCOP/);
    await market.quiet();
    await market.invariants();
  });

  it('[CC5] what a person paused meanwhile stays paused', async () => {
    const honey = await market.listed(8);
    await revoke(honey);
    await all(honey, 'paused');
    const [one] = (await market.operator.get(`${honey.home}/listings`)).body.items;
    expect((await market.operator.post(`${honey.home}/listings/${one.id}/resume`)).body.type).toBe('urn:problem:not-ready');
    await market.operator.post(`${honey.home}/listings/${one.id}/pause`);
    await certify(honey);
    await until('the other is live', async () => (await states(honey)).includes('live'));
    await market.quiet();
    expect((await states(honey)).sort()).toEqual(['live', 'paused']);
    expect((await listings(honey)).map((listing) => listing.heldBecause)).toEqual([null, null]);
  });

  it('[CC5] a certificate is good to the last second of its last day in Vietnam, and both platforms stop with the first of the next', async () => {
    const honey = await market.register(8);
    await certify(honey, { issuedOn: '2026-02-12', expiresOn: today() });
    await market.publish(honey);
    await market.live(honey);
    // The older certificate of the product ends as well, so that only today's is left.
    await market.rows(`update certificate set expires_on = $2 where id = $1`, [await first(honey), '2026-01-01']);
    const beforeMidnightMs = (17 * 3_600_000 - (clock.now().getTime() % DAY) + DAY) % DAY;
    const pass = async (ms: number): Promise<void> => {
      for (const platform of market.platforms) await market.sim(platform, '/clock', { advance: ms });
      for (let left = ms; left > 0; left -= 10_800_000) {
        clock.advance(Math.min(left, 10_800_000));
        for (const person of [market.operator, market.office]) Object.assign(person, await market.app.logIn(person)); // a session ends, used or not
      }
    };
    await pass(beforeMidnightMs - 1_000);
    await market.app.app.get(LaneRunner).sweep();
    await market.quiet();
    expect(await states(honey)).toEqual(['live', 'live']);
    await pass(1_000);
    await all(honey, 'paused');
    await market.quiet();
    await shown(honey, { onSale: false, sellable: 0 });
    await certify(honey, { number: `QD-3-${honey.sku}` });
    await all(honey, 'live');
  });

  it('[CC8] a listing whose own words claim stars that are proven no more is held until other words are published', async () => {
    const tag = Date.now();
    const honey = await market.register(8, { name: `Mật ong OCOP 4 sao ${tag}` });
    await market.publish(honey);
    await market.live(honey);
    await revoke(honey);
    await certify(honey, { stars: 3 });
    await all(honey, 'paused');
    for (const listing of await listings(honey)) expect(listing.heldBecause).toMatch(/ghi OCOP 4 sao/);
    await market.rename(honey, `Mật ong bạc hà ${tag}`);
    await market.quiet();
    expect(await states(honey)).toEqual(['paused', 'paused']);
    await market.publish(honey);
    await all(honey, 'live');
    await market.quiet();
    await market.invariants();
  });
});
