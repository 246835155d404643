import { FakeClock, newId } from '../../src/shared/kernel';
import { LaneRunner } from '../../src/sync';
import type { Answer, Json } from '../support/app';
import { openMarket, PLATFORMS, until, type Goods, type Market } from '../support/market';

/** Midnight in Vietnam between the 22nd and the 23rd. */
const MIDNIGHT = new Date('2026-11-22T17:00:00Z');

describe('seasons and lots', () => {
  let clock: FakeClock;
  let market: Market;
  beforeEach(async () => {
    clock = new FakeClock(new Date(MIDNIGHT.getTime() - 10_000));
    market = await openMarket({ program: { clock } });
  });
  afterEach(() => market?.close());

  const call = async (method: string, path: string, body?: object): Promise<Json> => {
    const answer: Answer = await market.operator.call(method, path, { body });
    expect([answer.status < 300, answer.body?.errors ?? answer.body?.detail]).toEqual([true, undefined]);
    return answer.body;
  };
  const of = ({ home, productId }: Goods): string => `${home}/products/${productId}`;
  const change = async (goods: Goods, body: object): Promise<Json> => {
    const { body: product } = await market.operator.get(of(goods));
    return call('PATCH', of(goods), { version: product.version, ...body });
  };
  const stock = (goods: Goods): Promise<Json> => call('GET', `${of(goods)}/stock`);
  const sweep = (): Promise<number> => market.app.app.get(LaneRunner).sweep();
  /** What every platform sells, all of them together. */
  const sold = async (goods: Goods): Promise<number> => {
    let sum = 0;
    for (const platform of PLATFORMS) sum += (await market.product(platform, goods.sku))?.sellable ?? 0;
    return sum;
  };
  const sells = async (goods: Goods, units: number): Promise<void> => {
    await sweep();
    await until(`platforms sell ${units}`, async () => (await sold(goods)) === units);
    await market.quiet();
    await market.invariants();
  };

  it('[PR7] a season closes and opens by itself at midnight in Vietnam, on every platform', async () => {
    const honey = await market.listed(20);
    await sells(honey, 20);
    await change(honey, { season: [{ from: '11-23', to: '01-31' }] });
    await sells(honey, 0);
    expect(await stock(honey)).toMatchObject({ onHand: 20, available: 20, sellable: 0, holds: [{ reason: 'out-of-season', units: 20 }] });
    expect(await market.buy('voso', honey)).toBeNull();

    clock.advance(9_000); // one second before midnight
    await sells(honey, 0);
    clock.advance(1_000);
    await sells(honey, 20);
    expect(await stock(honey)).toMatchObject({ sellable: 20, holds: [] });

    await change(honey, { season: [{ from: '10-01', to: '11-23' }] });
    await sells(honey, 20);
    expect((await market.rows<{ day: string }>('select plan_on::text as day from pool where plan_on is not null'))[0]?.day).toBe(
      '2026-11-24',
    );
  });

  it('[PR7] a lot that expires is not sold any more from midnight on, and is written off by a person through the ledger', async () => {
    const meat = await market.listed(null);
    const lots = `${of(meat)}/lots`;
    const old = await call('POST', lots, { name: 'Mẻ 1', quantity: 8, availableFrom: '2026-11-01', expiresOn: '2026-11-22' });
    await call('POST', lots, { name: 'Mẻ 2', quantity: 12, availableFrom: '2026-11-20', expiresOn: '2026-11-30' });
    await sells(meat, 20);
    clock.advance(9_000);
    await sells(meat, 20);
    clock.advance(1_000);
    await sells(meat, 12);
    expect(await stock(meat)).toMatchObject({ onHand: 20, sellable: 12, holds: [{ reason: 'expired', units: 8, lotId: old.id }] });

    expect((await market.operator.post(`${lots}/${old.id}/write-off`, { units: 9 })).body.type).toBe('urn:problem:not-enough-stock');
    expect(await call('POST', `${lots}/${old.id}/write-off`, { units: 8, note: 'Hỏng' })).toMatchObject({
      quantity: 0,
      left: 0,
      state: 'expired',
    });
    await sells(meat, 12);
    expect(await stock(meat)).toMatchObject({ onHand: 12, sellable: 12, holds: [] });
    await change(meat, { minDaysLeftAtDispatch: 8 });
    await sells(meat, 0);
    await change(meat, { minDaysLeftAtDispatch: 7 });
    await sells(meat, 12);
  });

  it('[N14] pre-orders of a harvest open and close by themselves, and what was ordered stays promised', async () => {
    const oranges = await market.listed(5);
    const lot = await call('POST', `${of(oranges)}/lots`, {
      ...{ name: 'Vụ Tết', quantity: 30, availableFrom: '2026-11-25', expiresOn: '2026-12-20' },
      ...{ preorderFrom: '2026-11-23', preorderTo: '2026-11-23' },
    });
    await sells(oranges, 5);
    expect(await stock(oranges)).toMatchObject({ onHand: 35, sellable: 5, holds: [{ reason: 'not-harvested', units: 30, lotId: lot.id }] });
    clock.advance(9_000);
    await sells(oranges, 5);
    clock.advance(1_000);
    await sells(oranges, 35);
    const orderId = await market.buy('postmart', oranges, 10);
    await market.orderAt('postmart', orderId ?? '', 'awaiting-seller');
    await sells(oranges, 25);

    await call('PUT', `${of(oranges)}/stock`, { onHand: 5 }); // five lie in the store; the harvest does not lie anywhere yet
    expect(await stock(oranges)).toMatchObject({ onHand: 35, promised: 10, sellable: 25 });
    await call('PATCH', `${of(oranges)}/lots/${lot.id}`, { preorderFrom: '2026-11-22', preorderTo: '2026-11-22' });
    await sells(oranges, 0); // ten are promised, five are there
    expect(await stock(oranges)).toMatchObject({ promised: 10, sellable: 0 });
    await call('PATCH', `${of(oranges)}/lots/${lot.id}`, { availableFrom: '2026-11-23', quantity: 25 });
    await sells(oranges, 20);
    expect((await market.operator.call('PATCH', `${of(oranges)}/lots/${lot.id}`, { body: { quantity: 4 } })).body.type).toBe(
      'urn:problem:not-enough-stock',
    );
  });

  it('[N14] days that do not fit each other are named, and nothing is written', async () => {
    const goods = await market.register(null);
    const lots = `${of(goods)}/lots`;
    const base = { name: 'A', quantity: 5, availableFrom: '2026-12-10' };
    for (const [over, pointer] of [
      [{ expiresOn: '2026-12-09' }, '/expiresOn'],
      [{ preorderFrom: '2026-12-01' }, '/preorderTo'],
      [{ preorderFrom: '2026-12-05', preorderTo: '2026-12-04' }, '/preorderTo'],
      [{ preorderFrom: '2026-12-05', preorderTo: '2026-12-10' }, '/preorderTo'],
      [{ quantity: 0 }, '/quantity'],
      [{ quantity: 10_000_001 }, '/quantity'],
      [{ availableFrom: '2026-02-30' }, '/availableFrom'],
    ] as const) {
      const refused = await market.operator.post(lots, { ...base, ...over });
      expect([refused.status, refused.body.errors?.[0]?.pointer]).toEqual([400, pointer]);
    }
    expect((await market.operator.get(lots)).body).toEqual({ items: [] });
    expect(await stock(goods)).toMatchObject({ onHand: null });
    for (const [season, pointer] of [
      [[{ from: '02-30', to: '03-01' }], '/season/0/from'],
      [[{ from: '10-01' }], '/season/0/to'],
      [Array.from({ length: 7 }, () => ({ from: '01-01', to: '01-02' })), '/season'],
    ] as const) {
      const refused = await market.operator.call('PATCH', of(goods), { body: { version: 1, season } });
      expect([refused.status, refused.body.errors?.[0]?.pointer]).toEqual([400, pointer]);
    }
    const both = await Promise.all([market.operator.post(lots, base), market.operator.post(lots, base)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const stranger = await market.app.person('producer');
    const theirs = `/api/v1/producers/${await market.app.producer(stranger)}/products/${goods.productId}/lots`;
    expect([(await stranger.get(theirs)).status, (await stranger.post(theirs, base)).status]).toEqual([404, 404]);
    expect((await market.operator.call('PATCH', `${lots}/${newId()}`, { body: { quantity: 1 } })).status).toBe(404);
  });
});
