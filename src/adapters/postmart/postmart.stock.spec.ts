import type { Call } from '../../platform/contract';
import type { PracticePostmart } from '../../../test/support/practice-postmart';
import { failureOf, startPracticePostmart } from '../../../test/support/practice-postmart';

let shop: PracticePostmart;
let call: Call;
beforeAll(async () => {
  shop = await startPracticePostmart();
});
beforeEach(async () => {
  await shop.sim('/reset');
  call = await shop.call();
});
afterAll(() => shop.stop());

describe('stock', () => {
  const item = (sku: string, quantity: number) => ({ ref: { sku }, quantity });

  it('each item has its own result, and what is reserved comes back', async () => {
    const sold = await shop.live(call, 10);
    const waiting = shop.draft();
    await shop.publish(call, waiting);
    const locked = await shop.live(call);
    await shop.sim(`/products/${locked.sku}/lock`);
    await shop.buy({ [sold.sku]: 3 });

    const results = await shop.adapter.setStock(call, [item('KHONG-CO', 1), item(sold.sku, 20), item(waiting.sku, 5), item(locked.sku, 5)]);

    expect(results).toEqual([
      { ok: false, code: 'not-found', platformText: expect.stringContaining('SKU_NOT_FOUND') },
      { ok: true, reserved: 3 },
      { ok: false, code: 'not-approved', platformText: expect.any(String) },
      { ok: false, code: 'locked', platformText: expect.any(String) },
    ]);
    // On hand, not sellable: the platform takes off its own open orders.
    expect(await shop.product(sold.sku)).toMatchObject({ onHand: 20, reserved: 3, sellable: 17 });
  });

  it('less than what buyers have is refused; an overtaken number is stale; an equal one is taken', async () => {
    const ref = await shop.live(call, 10);
    await shop.buy({ [ref.sku]: 3 });
    const earlier = { ...call, at: new Date(call.at.getTime() - 1) };

    expect(await shop.adapter.setStock(call, [{ ref, quantity: 2 }])).toMatchObject([{ code: 'below-reserved' }]);
    expect(await shop.adapter.setStock(earlier, [{ ref, quantity: 8 }])).toMatchObject([{ code: 'stale' }]);
    expect(await shop.adapter.setStock(call, [{ ref, quantity: 8 }])).toEqual([{ ok: true, reserved: 3 }]);
  });

  it('a buyer between our number and its writing shows in what is reserved', async () => {
    const ref = await shop.live(call, 10);
    await shop.fault('stock-race', { times: 1, quantity: 4 });

    expect(await shop.adapter.setStock(call, [{ ref, quantity: 10 }])).toEqual([{ ok: true, reserved: 4 }]);
  });

  it('a part of a batch can fail for a moment, and a success can be a lie that reading back shows', async () => {
    const ref = await shop.live(call);
    await shop.fault('partial-batch', { times: 1, match: { sku: ref.sku } });
    expect(await shop.adapter.setStock(call, [{ ref, quantity: 5 }])).toMatchObject([{ ok: false, code: 'transient' }]);

    await shop.fault('false-success');
    expect(await shop.adapter.setStock(call, [item('KHONG-CO', 5)])).toEqual([{ ok: true, reserved: 0 }]);
    expect(await shop.adapter.readListing(call, { sku: 'KHONG-CO' })).toBeNull();
  });

  it('50 at once, nothing at all, and never 51', async () => {
    const items = Array.from({ length: 51 }, (_, index) => item(`KHONG-CO-${index}`, 1));

    expect(await shop.adapter.setStock(call, items.slice(0, 50))).toHaveLength(50);
    expect(await failureOf(shop.adapter.setStock(call, items))).toMatchObject({ kind: 'rejected' });
    expect(await shop.adapter.setStock(call, [])).toEqual([]);
  });

  it('a locked seller hears it for each item, a wrong warehouse for the call', async () => {
    const ref = await shop.live(call);
    const elsewhere = await shop.call({ warehouseCode: 'KHO09' });
    expect(await failureOf(shop.adapter.setStock(elsewhere, [{ ref, quantity: 1 }]))).toMatchObject({ kind: 'rejected' });

    await shop.fault('seller-locked', true);
    expect(await shop.adapter.setStock(call, [{ ref, quantity: 1 }])).toMatchObject([{ ok: false, code: 'locked' }]);
  });
});
