import { openShop } from './postmart-test-kit';
import type { Shop } from './postmart-test-kit';

describe('stock on the practice Postmart', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop();
  });
  afterEach(async () => shop.stop());
  const update = async (...items: unknown[]) => shop.post('/product/updateInventory', { warehouseCode: 'KHO01', items });
  const codes = (answer: { data: { failure: { sku: string; code: string }[] } }) => answer.data.failure.map(({ sku, code }) => [sku, code]);

  it('the number is on hand: what buyers hold is taken off by the platform', async () => {
    const sku = await shop.onSale({}, 10);
    await shop.buy(sku, 3);
    const answer = await update({ sku, quantity: 40 });

    expect(answer.data).toEqual({ total: 1, successCount: 1, failureCount: 0, success: [{ sku, quantity: 40, reserved: 3 }], failure: [] });
    expect(await shop.product(sku)).toMatchObject({ onHand: 40, reserved: 3, sellable: 37 });
  });

  it('gives each item its own result, and refuses less than is reserved', async () => {
    const sku = await shop.onSale({}, 10);
    const draft = shop.entry({ orderCreationStatus: 0 });
    await shop.post('/product/CreateProduct', [draft]);
    const locked = await shop.onSale();
    await shop.sim(`/products/${locked}/lock`, {});
    await shop.buy(sku, 3);

    const answer = await update(
      { sku, quantity: 2 },
      { sku: 'KHONG', quantity: 1 },
      { sku: draft['sku'], quantity: 1 },
      { sku: locked, quantity: 1 },
    );
    expect(answer.status).toBe(200);
    expect(answer.data).toMatchObject({ total: 4, successCount: 0, failureCount: 4 });
    expect(codes(answer)).toEqual([
      [sku, 'QUANTITY_LESS_THAN_RESERVED'],
      ['KHONG', 'SKU_NOT_FOUND'],
      [draft['sku'], 'NOT_APPROVED'],
      [locked, 'LOCKED'],
    ]);
    expect(await shop.product(sku)).toMatchObject({ onHand: 10, reserved: 3 });
    expect((await update({ sku, quantity: 3 })).data.successCount).toBe(1);
  });

  it('an older number does not replace a newer one, an equal time repeats it', async () => {
    const sku = await shop.onSale({}, 0);
    await update({ sku, quantity: 9, sentAt: '2026-11-21T04:00:01.000Z' });
    const older = await update({ sku, quantity: 20, sentAt: '2026-11-21T04:00:00.999Z' });
    expect(codes(older)).toEqual([[sku, 'STALE_UPDATE']]);
    expect((await shop.product(sku)).onHand).toBe(9);

    expect((await update({ sku, quantity: 9, sentAt: '2026-11-21T11:00:01.000+07:00' })).data.successCount).toBe(1);
    expect((await update({ sku, quantity: 8 })).data.successCount).toBe(1);
    expect(codes(await update({ sku, quantity: 7, sentAt: '2026-11-21T04:00:00.000Z' }))).toEqual([[sku, 'STALE_UPDATE']]);
  });

  it('takes 50 items and refuses 51 as a whole; of a SKU that stands twice the last counts', async () => {
    const sku = await shop.onSale({}, 0);
    const fifty = Array.from({ length: 49 }, (_each, index) => ({ sku: `X-${index}`, quantity: 1 }));
    expect((await update(...fifty, { sku, quantity: 7 })).data).toMatchObject({ total: 50, successCount: 1, failureCount: 49 });
    const tooMany = await update(...fifty, { sku, quantity: 8 }, { sku, quantity: 9 });
    expect([tooMany.status, tooMany.data.message]).toEqual([400, 'BATCH_TOO_LARGE']);
    expect((await shop.product(sku)).onHand).toBe(7);

    expect((await update({ sku, quantity: 1 }, { sku, quantity: 5 })).data).toMatchObject({ total: 1, successCount: 1 });
    expect((await shop.product(sku)).onHand).toBe(5);
  });

  it('refuses the whole batch when it cannot be read', async () => {
    const sku = await shop.onSale({}, 4);
    for (const wrong of [
      { sku, quantity: -1 },
      { sku, quantity: 1.5 },
      { sku, quantity: '3' },
      { sku, quantity: 3, sentAt: 'hôm qua' },
    ]) {
      expect((await update({ sku, quantity: 9 }, wrong)).status).toBe(400);
    }
    const elsewhere = await shop.post('/product/updateInventory', { warehouseCode: 'KHO99', items: [{ sku, quantity: 9 }] });
    expect([elsewhere.status, elsewhere.data.message]).toEqual([404, 'WAREHOUSE_NOT_FOUND']);
    expect((await shop.product(sku)).onHand).toBe(4);
  });

  it('the knob false-success praises an unknown SKU', async () => {
    await shop.fault({ 'false-success': { times: 1 } });
    expect((await update({ sku: 'KHONG', quantity: 5 })).data).toMatchObject({
      successCount: 1,
      success: [{ sku: 'KHONG', quantity: 5, reserved: 0 }],
    });
    expect((await update({ sku: 'KHONG', quantity: 5 })).data.failure[0].code).toBe('SKU_NOT_FOUND');
  });

  it('the knob partial-batch fails one item, to be tried again', async () => {
    const [a, b] = [await shop.onSale(), await shop.onSale()];
    await shop.fault({ 'partial-batch': { times: 1, match: { sku: b } } });
    const answer = await update({ sku: a, quantity: 6 }, { sku: b, quantity: 6 });
    expect(answer.data.success.map((each: { sku: string }) => each.sku)).toEqual([a]);
    expect(codes(answer)).toEqual([[b, 'INTERNAL']]);
    expect((await shop.product(b)).onHand).toBe(10);
    expect((await update({ sku: b, quantity: 6 })).data.successCount).toBe(1);
  });

  it('the knob stock-race lets a buyer in just before the number is written', async () => {
    const sku = await shop.onSale({}, 5);
    await shop.fault({ 'stock-race': { times: 1, quantity: 2 } });
    const answer = await update({ sku, quantity: 5 });
    expect(answer.data.success).toEqual([{ sku, quantity: 5, reserved: 2 }]);
    expect(await shop.product(sku)).toMatchObject({ onHand: 5, reserved: 2, sellable: 3 });
    expect((await shop.get('/GetListOrder')).data.totalElements).toBe(1);

    await shop.fault({ 'stock-race': { times: 1, quantity: 99 } });
    expect((await update({ sku, quantity: 5 })).status).toBe(200);
  });

  it('fifty buyers at once never get more than there is', async () => {
    const sku = await shop.onSale({}, 20);
    const answers = await Promise.all(Array.from({ length: 50 }, () => shop.sim('/orders', { lines: [{ sku, quantity: 1 }] })));
    expect(answers.filter((each) => each.status === 201)).toHaveLength(20);
    expect(answers.filter((each) => each.status === 409)).toHaveLength(30);
    expect(await shop.product(sku)).toMatchObject({ onHand: 20, reserved: 20, sellable: 0 });
  });
});
