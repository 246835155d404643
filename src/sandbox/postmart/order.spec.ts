import { openShop } from './postmart-test-kit';
import type { Shop } from './postmart-test-kit';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('orders on the practice Postmart', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop();
  });
  afterEach(async () => shop.stop());
  const read = async (id: string) => (await shop.get(`/getOrder?type=1&code=${id}`)).data;
  const confirm = async (id: string, items?: unknown[], more: Record<string, unknown> = {}) => {
    const { lines } = await read(id);
    const all = lines.map(({ lineId, quantity }: { lineId: string; quantity: number }) => ({ lineId, quantity }));
    return shop.post('/order/confirmItems', { originalId: id, warehouseCode: 'KHO01', sendType: '1', items: items ?? all, ...more });
  };
  const advance = async (id: string, status: string | number) => shop.sim(`/orders/${id}/advance`, { status });

  it('a new order has a deadline, a masked phone and no parcel', async () => {
    const sku = await shop.onSale();
    const id = await shop.buy(sku, 2, { note: 'Gói kỹ' });
    const order = await read(id);
    expect(order).toMatchObject({
      originalID: id,
      orderState: 'NEW',
      status: 0,
      itemCode: null,
      receiverName: 'Lê Thị Bưởi',
      receiverPhone: '0912***678',
      codAmount: 700_000,
      contentNote: 'Gói kỹ',
      paymentStatus: 'UNPAID',
      commission: 35_000,
      lines: [
        { sku, quantity: 2, priceVnd: 350_000, weight: '750', lineId: expect.any(String), productCode: expect.stringMatching(/^PM/) },
      ],
    });
    expect(typeof order.orderHdrID).toBe('string');
    expect(Date.parse(order.mustConfirmedBeforeAt) - Date.parse(order.createdDate)).toBe(48 * HOUR);
    expect(order.totalFee).toBe(order.mainFee + order.vasFee);
    const paid = await shop.buy(sku, 1, { payment: 'paid' });
    expect(await read(paid)).toMatchObject({ codAmount: 0, paymentStatus: 'PAID' });
  });

  it('the list speaks new place codes, getOrder old ones, and the text is the truth', async () => {
    const sku = await shop.onSale();
    const id = await shop.buy(sku, 1, { address: 'new' });
    const [row] = (await shop.get('/GetListOrder')).data.content;
    expect(row).toMatchObject({ receiverDistrictCode: 'VNPOST', receiverCommuneCode: '26740', receiverCommuneName: 'Phường Sài Gòn' });
    expect(row.lines).toHaveLength(1);
    expect(await read(id)).toMatchObject({
      receiverDistrictCode: '760',
      receiverCommuneName: expect.not.stringContaining('Sài Gòn'),
      receiverAddress: '15 Nguyễn Huệ, Phường Sài Gòn, Thành phố Hồ Chí Minh',
    });

    const texts: string[] = [];
    for (const address of ['old', 'colliding', 'split', 'mismatch'])
      texts.push((await read(await shop.buy(sku, 1, { address }))).receiverAddress);
    expect(texts[1]).toContain('Phường Bến Nghé, Quận 1');
    expect(new Set(texts).size).toBe(4);
  });

  it('a confirmation makes the parcel, shows the phone, and does not happen twice', async () => {
    const sku = await shop.onSale();
    const id = await shop.buy(sku, 2);
    const confirmed = await confirm(id);
    expect(confirmed.data).toMatchObject({
      orderState: 'SELLER_CONFIRMED',
      status: 1,
      itemCode: expect.stringMatching(/^EB\d{9}VN$/),
      receiverPhone: '0912345678',
    });
    expect(await read(confirmed.data.itemCode)).toMatchObject({ originalID: id });
    const again = await confirm(id);
    expect([again.status, again.data.message]).toEqual([409, 'ALREADY_CONFIRMED']);
    await shop.advance(49 * HOUR);
    expect((await read(id)).orderState).toBe('SELLER_CONFIRMED');
  });

  it('an answer lost after the confirmation is found by reading the order', async () => {
    const id = await shop.buy(await shop.onSale(), 1);
    const { lines } = await read(id);
    await shop.fault({ 'timeout-after': { times: 1, holdMs: 1, match: { path: 'confirmItems' } } });
    const items = [{ lineId: lines[0].lineId, quantity: 1 }];
    const body = { originalId: id, warehouseCode: 'KHO01', sendType: '1', items };
    await expect(shop.post('/order/confirmItems', body)).rejects.toThrow();
    expect(await read(id)).toMatchObject({ orderState: 'SELLER_CONFIRMED', itemCode: expect.any(String) });
  });

  it('lines left out, or fewer pieces, are refused and go back on sale', async () => {
    const [a, b] = [await shop.onSale({ priceVnd: 100_000 }), await shop.onSale({ priceVnd: 10_000 })];
    const { data } = await shop.sim('/orders', {
      lines: [
        { sku: a, quantity: 3 },
        { sku: b, quantity: 2 },
      ],
    });
    const { lines } = await read(data.orderId);
    const confirmed = await confirm(data.orderId, [{ lineId: lines[0].lineId, quantity: 2 }]);
    expect(confirmed.data).toMatchObject({ orderState: 'PARTLY_CONFIRMED', codAmount: 200_000 });
    expect(confirmed.data.lines.map((each: { quantity: number }) => each.quantity)).toEqual([2, 0]);
    expect(await shop.product(a)).toMatchObject({ reserved: 2, onHand: 10 });
    expect(await shop.product(b)).toMatchObject({ reserved: 0, onHand: 10 });
  });

  it('no items at all refuse the order', async () => {
    const sku = await shop.onSale();
    const id = await shop.buy(sku, 2);
    expect((await shop.post('/order/confirmItems', { originalId: id, items: [] })).data).toMatchObject({
      orderState: 'SELLER_CANCELED',
      status: 9,
      itemCode: null,
    });
    expect(await shop.product(sku)).toMatchObject({ reserved: 0, sellable: 10 });
    const late = await shop.post('/order/confirmItems', { originalId: id, items: [] });
    expect([late.status, late.data.message]).toEqual([409, 'ORDER_STATE_INVALID']);
  });

  it('refuses a confirmation that does not fit the order, and changes nothing', async () => {
    const sku = await shop.onSale();
    const id = await shop.buy(sku, 2);
    const [{ lineId }] = (await read(id)).lines;
    const wrong = [
      await confirm(id, [{ lineId: 'x', quantity: 1 }]),
      await confirm(id, [{ lineId, quantity: 3 }]),
      await confirm(id, [
        { lineId, quantity: 1 },
        { lineId, quantity: 1 },
      ]),
      await confirm(id, [{ lineId, quantity: 0 }]),
      await confirm(id, undefined, { sendType: '3' }),
      await confirm(id, undefined, { sendType: '2' }),
      await confirm(id, undefined, { warehouseCode: 'KHO99' }),
      await confirm('PM0', [{ lineId, quantity: 1 }]).catch(() => ({ status: 404 })),
    ];
    expect(wrong.map((each) => each.status)).toEqual([422, 422, 422, 400, 422, 400, 404, 404]);
    expect((await read(id)).orderState).toBe('NEW');
    expect((await confirm(id, undefined, { sendType: '2', orgCodeAccept: '100000' })).data.orderState).toBe('SELLER_CONFIRMED');
  });

  it('nobody confirms within 48 hours: the platform cancels in the seller’s name', async () => {
    const sku = await shop.onSale();
    const id = await shop.buy(sku, 2);
    await shop.advance(48 * HOUR - 60_000);
    expect((await read(id)).orderState).toBe('NEW');
    await shop.advance(120_000);
    expect(await read(id)).toMatchObject({ orderState: 'SELLER_CANCELED', status: 9 });
    expect((await shop.order(id)).cancelledBy).toBe('SYSTEM');
    expect((await shop.product(sku)).reserved).toBe(0);
  });

  it('the goods leave at the first scan that means so, once, and a return brings no stock back', async () => {
    const sku = await shop.onSale({}, 10);
    const id = await shop.buy(sku, 3);
    expect((await advance(id, 6)).status).toBe(409);
    await confirm(id);
    await advance(id, 4);
    expect(await shop.product(sku)).toMatchObject({ onHand: 10, reserved: 3 });
    await advance(id, 6);
    expect(await shop.product(sku)).toMatchObject({ onHand: 7, reserved: 0 });
    for (const status of [10, 12, 15, 17, 24]) await advance(id, status);
    expect((await read(id)).orderState).toBe('SHIPPING');
    await advance(id, 19);
    expect((await read(id)).orderState).toBe('RETURNED');
    expect(await shop.product(sku)).toMatchObject({ onHand: 7, reserved: 0 });
    expect((await advance(id, 14)).status).toBe(409);
  });

  it('delivered, paid out, completed; partly delivered and partly returned are their own numbers', async () => {
    const sku = await shop.onSale({}, 10);
    const id = await shop.buy(sku, 1);
    await confirm(id);
    expect((await advance(id, 'COMPLETED')).status).toBe(409);
    await advance(id, 'DELIVERED');
    expect(await read(id)).toMatchObject({ orderState: 'DELIVERED', status: 14, paymentStatus: 'UNPAID' });
    await advance(id, 21);
    expect(await read(id)).toMatchObject({ orderState: 'DELIVERED', status: 21, paymentStatus: 'PAID' });
    await advance(id, 'COMPLETED');
    expect(await read(id)).toMatchObject({ orderState: 'COMPLETED' });

    const partly = await shop.buy(sku, 2);
    await confirm(partly);
    await advance(partly, 23);
    expect(await read(partly)).toMatchObject({ orderState: 'SHIPPING', status: 23 });
    await advance(partly, 20);
    expect(await read(partly)).toMatchObject({ orderState: 'PARTLY_RETURNED', status: 20 });
    expect((await advance(partly, 'BAY')).status).toBe(400);
  });

  it('a status nobody has heard of is passed on as it is', async () => {
    const sku = await shop.onSale();
    const id = await shop.buy(sku, 1);
    await confirm(id);
    await shop.fault({ 'unknown-status': { times: 1 } });
    await advance(id, 10);
    expect(await read(id)).toMatchObject({ orderState: 'SELLER_CONFIRMED', status: 551 });
    await advance(id, -108);
    expect((await read(id)).status).toBe(-108);
    expect((await shop.product(sku)).reserved).toBe(1);
  });

  it('the history tells day and hour apart, in Vietnamese time', async () => {
    const id = await shop.buy(await shop.onSale(), 1);
    await confirm(id);
    await advance(id, 6);
    const { data } = await shop.get(`/GetStatusHistoryOrder?type=1&code=${id}`);
    const [{ itemCode, statusHistory }] = data.data;
    expect(itemCode).toMatch(/^EB/);
    expect(statusHistory.map((each: { statusCode: number }) => each.statusCode)).toEqual([0, 1, 6]);
    const { createdDate, createHour, statusName } = statusHistory[2];
    const [day, month, year] = createdDate.split('/');
    const at = Date.parse(`${year}-${month}-${day}T${createHour}+07:00`);
    expect(Math.abs(at - Date.parse((await read(id)).updatedDate))).toBeLessThan(2000);
    expect(statusName).toBe('Đã thu gom');
    expect((await shop.get(`/GetStatusHistoryOrder?type=2&code=${id}`)).status).toBe(400);
    expect((await shop.get('/getOrder?type=1&code=PM0')).data.message).toBe('ORDER_NOT_FOUND');
  });

  it('cancelling before the confirmation happens at once', async () => {
    const sku = await shop.onSale();
    const id = await shop.buy(sku, 2);
    const { status, data } = await shop.post('/orderCancel', { OriginalId: id, note: 'Hết hàng' });
    expect(status).toBe(200);
    expect(data).toEqual([{ type: 'CANCEL', note: 'Hết hàng', message: expect.any(String), originalId: id, caseId: null }]);
    expect(await shop.order(id)).toMatchObject({ status: 'SELLER_CANCELED', cancelledBy: 'SELLER' });
    expect((await shop.product(sku)).reserved).toBe(0);
    expect((await shop.post('/orderCancel', { OriginalId: id })).status).toBe(409);
    expect((await shop.post('/orderCancel', { originalId: id })).status).toBe(400);
  });

  it('cancelling after the confirmation is a case that ends in 5', async () => {
    const sku = await shop.onSale();
    const id = await shop.buy(sku, 2);
    await confirm(id);
    const [{ caseId }] = (await shop.post('/orderCancel', { OriginalId: id, note: 'Hết hàng' })).data;
    const look = async () => (await shop.get(`/orderCorrection/updateCase?caseId=${caseId}`)).data;
    expect(await look()).toMatchObject({ caseId, originalId: id, caseStatus: 1 });
    expect((await read(id)).orderState).toBe('SELLER_CONFIRMED');
    expect((await shop.post('/orderCancel', { OriginalId: id })).data.message).toBe('CASE_OPEN');

    await shop.advance(5000);
    expect(await look()).toMatchObject({ caseStatus: 5 });
    expect(await read(id)).toMatchObject({ orderState: 'SELLER_CANCELED', status: 9 });
    expect(await shop.product(sku)).toMatchObject({ onHand: 10, reserved: 0 });
    expect((await shop.get('/orderCorrection/updateCase?caseId=CASE0')).data.message).toBe('CASE_NOT_FOUND');
  });

  it('the case is refused when the goods are gone meanwhile, or by the knob', async () => {
    const sku = await shop.onSale();
    const [gone, refused] = [await shop.buy(sku, 1), await shop.buy(sku, 1)];
    const cases: string[] = [];
    for (const id of [gone, refused]) {
      await confirm(id);
      cases.push((await shop.post('/orderCancel', { OriginalId: id })).data[0].caseId);
    }
    await advance(gone, 6);
    await shop.fault({ 'cancel-refused': { match: { id: refused } } });
    await shop.advance(5000);
    for (const caseId of cases) expect((await shop.get(`/orderCorrection/updateCase?caseId=${caseId}`)).data.caseStatus).toBe(6);
    expect((await read(gone)).orderState).toBe('SHIPPING');
    expect((await read(refused)).orderState).toBe('SELLER_CONFIRMED');
  });

  it('a buyer may cancel until the goods leave, also at the very moment of the confirmation', async () => {
    const sku = await shop.onSale();
    const [early, shipped, racing] = [await shop.buy(sku, 1), await shop.buy(sku, 1), await shop.buy(sku, 1)];
    await shop.sim(`/orders/${early}/cancel`, { by: 'buyer' });
    expect(await read(early)).toMatchObject({ orderState: 'BUYER_CANCELED', status: 22 });
    await confirm(shipped);
    await advance(shipped, 7);
    expect((await shop.sim(`/orders/${shipped}/cancel`, { by: 'buyer' })).status).toBe(409);

    await shop.fault({ 'buyer-cancels-first': { times: 1 } });
    const answer = await confirm(racing);
    expect([answer.status, answer.data.message]).toEqual([409, 'ORDER_STATE_INVALID']);
    expect(await shop.order(racing)).toMatchObject({ status: 'BUYER_CANCELED', cancelledBy: 'BUYER' });
    expect(await shop.product(sku)).toMatchObject({ onHand: 9, reserved: 0 });
  });

  it('a label is not there at once, then it is a PDF', async () => {
    const id = await shop.buy(await shop.onSale(), 1);
    const label = async () =>
      shop.http.get(`/order/printLabel?code=${id}`, {
        responseType: 'arraybuffer',
        headers: (await shop.get('/GetListOrder')).config.headers,
      });
    expect((await shop.get(`/order/printLabel?code=${id}`)).data.message).toBe('NOT_CONFIRMED');
    await confirm(id);
    expect((await shop.get(`/order/printLabel?code=${id}`)).status).toBe(202);
    await shop.advance(1500);
    const { status, headers, data } = await label();
    expect([status, headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(Buffer.from(data).subarray(0, 5).toString()).toBe('%PDF-');
    expect(Buffer.from(data).toString('latin1')).toContain((await read(id)).itemCode);
  });

  it('the list has windows of 15 days, days in Vietnamese time, and pages', async () => {
    const sku = await shop.onSale({}, 10);
    const first = await shop.buy(sku, 1);
    await shop.advance(DAY);
    const second = await shop.buy(sku, 1);
    const idsOf = async (query: string) =>
      (await shop.get(`/GetListOrder?${query}`)).data.content.map((each: { originalID: string }) => each.originalID);
    const day = new Date(Date.parse((await read(first)).createdDate) + 7 * HOUR).toISOString().slice(0, 10);

    expect(await idsOf('')).toEqual([second, first]);
    expect(await idsOf(`fromDate=${day}&toDate=${day}`)).toEqual([first]);
    expect(await idsOf('pageSize=1&pageIndex=1')).toEqual([first]);
    expect(await idsOf('orderState=SELLER_CANCELED,SHIPPING')).toEqual([]);
    expect(await idsOf('orderState=NEW,SHIPPING')).toEqual([second, first]);
    const at = encodeURIComponent((await read(second)).createdDate);
    expect(await idsOf(`fromDate=${at}`)).toEqual([second]);
    const wide = await shop.get('/GetListOrder?fromDate=2026-01-01&toDate=2026-01-16');
    expect([wide.status, wide.data.message]).toEqual([422, 'WINDOW_TOO_LONG']);
    expect((await shop.get('/GetListOrder?fromDate=2026-01-01&toDate=2026-01-15')).status).toBe(200);
    for (const wrong of ['fromDate=21/11/2026', 'orderState=LAM', 'fromDate=2026-01-02&toDate=2026-01-01']) {
      expect((await shop.get(`/GetListOrder?${wrong}`)).status).toBe(400);
    }
  });

  it('a buyer cannot buy what is not there, and one order has one seller', async () => {
    const sku = await shop.onSale({}, 3);
    const tooMany = await shop.sim('/orders', {
      lines: [
        { sku, quantity: 2 },
        { sku, quantity: 2 },
      ],
    });
    expect([tooMany.status, tooMany.data.available]).toEqual([409, 3]);
    expect((await shop.sim('/orders', { lines: [{ sku: 'KHONG', quantity: 1 }] })).status).toBe(404);
    expect((await shop.product(sku)).reserved).toBe(0);
    const id = await shop.buy(sku, 3);
    expect(shop.platform.platform.storefront.orders()).toMatchObject([{ id, statusName: 'Chờ người bán xác nhận', buyerMayCancel: true }]);
    expect(shop.platform.platform.storefront.products()).toMatchObject([
      { sku, stars: 4, priceVnd: 350_000, sellable: 0, seller: 'HTX Thực Hành' },
    ]);
  });
});
