import type { Seller } from './voso-test-kit';
import { startSeller } from './voso-test-kit';

const HOUR = 3_600_000;

describe('practice Voso: stock and orders', () => {
  let seller: Seller;
  let productId: number;
  const sku = 'HTX01-MATONG-500';
  const update = async (TYPE: number, ORDER_NUMBER: string, NOTE = '') =>
    seller.call('/v2/order/UpdateOrder', { TYPE, ORDER_NUMBER, NOTE });
  const advance = async (number: string, status: number, more: object = {}) => seller.sim(`/orders/${number}/advance`, { status, ...more });
  const pushStock = async (QUANTITY: unknown) => seller.call('/v2/product/updateStock', { PRODUCT_ID: productId, QUANTITY });
  const withWaybill = async (quantity = 1): Promise<string> => {
    const number = await seller.order(sku, quantity);
    await update(1, number);
    await update(6, number);
    return number;
  };

  beforeEach(async () => {
    seller = await startSeller();
    productId = await seller.onSale();
  });
  afterEach(async () => {
    await seller.sandbox.stop();
  });

  describe('stock', () => {
    it('a push sets the sellable number, whatever is held, and the last writer wins', async () => {
      await seller.order(sku, 3);
      expect(await seller.productState(sku)).toMatchObject({ sellable: 37, reserved: 3, onHand: 40 });
      const pushed = await pushStock(40);
      expect(pushed.data).toMatchObject({ PRODUCT_ID: productId, QUANTITY: 40, HOLD_QUANTITY: 3 });
      expect(pushed.data.STATUSDATE).toMatch(/^\d{2}\/\d{2}\/\d{4} \d{2}:\d{2}:\d{2}$/);
      expect(await seller.productState(sku)).toMatchObject({ sellable: 40, reserved: 3 });
    });

    it.each([-1, 1.5, '3', null])('quantity %p is refused', async (quantity) => {
      expect((await pushStock(quantity)).message).toBe('Incorrect data: QUANTITY');
    });

    it('the knob enforceHold refuses to go below what is held', async () => {
      await seller.order(sku, 3);
      await seller.sim('/faults', { enforceHold: true });
      expect((await pushStock(2)).message).toBe('Quantity is less than holding quantity');
      expect((await pushStock(3)).error).toBe(false);
    });

    it('the knob stock-race sells just before the number is written, and the sale is forgotten', async () => {
      await seller.sim('/faults', { 'stock-race': { times: 1, quantity: 3 } });
      const pushed = await pushStock(10);
      expect(pushed.data).toMatchObject({ QUANTITY: 10, HOLD_QUANTITY: 3 });
      expect((await seller.sim('/state')).data.orders).toHaveLength(1);
    });

    it('takes five stock calls per second; refused ones do not count, a second later it goes on', async () => {
      await seller.sandbox.stop();
      seller = await startSeller({ voso: { stockRatePerSecond: 5 } });
      productId = await seller.onSale();
      await pushStock(-1);
      const answers = await Promise.all(Array.from({ length: 8 }, async (_, index) => pushStock(index)));
      const refused = answers.filter((each) => each.error);
      expect(refused).toHaveLength(3);
      expect(refused[0]).toEqual({ status: 429, error: true, message: 'System busy, please try again', data: null });
      expect((await seller.call('/v2/product/listProduct', {})).error).toBe(false);
      await seller.sim('/clock', { advance: 1000 });
      expect((await pushStock(1)).error).toBe(false);
    });

    it('the knob rate-all-calls counts every call', async () => {
      await seller.sandbox.stop();
      seller = await startSeller({ voso: { stockRatePerSecond: 5 } });
      await seller.sim('/faults', { 'rate-all-calls': true });
      const answers = await Promise.all(Array.from({ length: 8 }, async () => seller.call('/v2/product/listProduct', {})));
      expect(answers.filter((each) => each.status === 429)).toHaveLength(3);
    });
  });

  describe('a buyer', () => {
    it('takes stock or is refused, never both: 50 buyers, 40 pieces, 40 orders', async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, async () => seller.sim('/orders', { lines: [{ sku, quantity: 1 }] })));
      expect(answers.filter((each) => each.status === 201)).toHaveLength(40);
      const refused = answers.filter((each) => each.status === 409);
      expect(refused).toHaveLength(10);
      expect(refused[0]?.headers['content-type']).toContain('application/problem+json');
      expect(refused[0]?.data).toMatchObject({ type: 'urn:problem:not-enough-stock', available: 0 });
      expect(await seller.productState(sku)).toMatchObject({ sellable: 0, reserved: 40 });
    });

    it('cannot cheat with two lines of the same product, and a refused order takes nothing', async () => {
      const twice = await seller.sim('/orders', {
        lines: [
          { sku, quantity: 30 },
          { sku, quantity: 11 },
        ],
      });
      expect(twice.status).toBe(409);
      expect(await seller.productState(sku)).toMatchObject({ sellable: 40, reserved: 0 });
    });

    it.each([
      [{}, 400],
      [{ lines: [] }, 400],
      [{ lines: [{ sku, quantity: 0 }] }, 400],
      [{ lines: [{ sku, quantity: 1 }], payment: 'gold' }, 400],
      [{ lines: [{ sku, quantity: 1 }], address: 'moon' }, 400],
      [{ lines: [{ sku: 'KHONG-CO', quantity: 1 }] }, 404],
    ])('%j is refused with %i', async (body, status) => {
      const answer = await seller.sim('/orders', body);
      expect(answer.status).toBe(status);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    });

    it.each([
      ['old', 4, 1, 1],
      ['new', 26743, null, 79],
      ['mismatch', 721, null, 8],
      ['colliding', 26740, 760, 79],
      ['split', 26737, 760, 79],
    ])('lives at a %s address', async (address, ward, district, province) => {
      const number = await seller.order(sku, 1, { address });
      const [order] = await seller.call(`/v2/order/getOrderDetail?OrderNumber=${number}`);
      expect(order).toMatchObject({ RECEIVER_WARD: ward, RECEIVER_DISTRICT: district, RECEIVER_PROVINCE: province });
    });

    it('with a two-level address gets null or the pseudo-district by turns; the knob address overrides', async () => {
      const districts: unknown[] = [];
      await seller.sim('/faults', { address: { times: 1, scheme: 'colliding' } });
      for (let turn = 0; turn < 3; turn++) {
        const [order] = await seller.call(`/v2/order/getOrderDetail?OrderNumber=${await seller.order(sku, 1, { address: 'new' })}`);
        districts.push(order.RECEIVER_DISTRICT);
      }
      expect(districts).toEqual([760, 100000004, null]);
    });
  });

  describe('reading orders', () => {
    it('has all fields; the answer is a bare array, empty for an unknown number', async () => {
      const number = await seller.order(sku, 2, { payment: 'cod', buyer: { name: 'Nguyễn Thị Hoa', phone: '0987654321' } });
      const answer = await seller.call(`/v2/order/getOrderDetail?OrderNumber=${number}`);
      expect(number).toMatch(/^V\d{6}0001$/);
      expect(answer).toHaveLength(1);
      expect(answer[0]).toMatchObject({
        ORDER_NUMBER: number,
        WAYBILL: null,
        ORDER_STATUS: 1,
        STATUS_NAME: 'Chờ duyệt',
        ORDER_PAYMENT: 2,
        MONEY_COLLECTION: 727000,
        MONEY_TOTAL: 727000,
        MONEY_FEE: 27000,
        COMMISSION_FEE: 35000,
        RECEIVER_FULLNAME: 'Nguyễn Thị Hoa',
        LIST_ITEM: [{ PRODUCT_ID: productId, PRODUCT_CODE: sku, PRODUCT_QUANTITY: 2, PRODUCT_PRICE: 350000, PRODUCT_WEIGHT: 750 }],
      });
      expect(await seller.call('/v2/order/getOrderDetail?OrderNumber=V0')).toEqual([]);
    });

    it('lists newest first by day and state, at most 100 a page, and pages shift when an order comes in between', async () => {
      const numbers = [await seller.order(sku, 1), await seller.order(sku, 1), await seller.order(sku, 1)];
      await update(1, numbers[0] ?? '');
      const list = async (body: object) => (await seller.call('/v2/order/listOrder', body)).data.data;
      const first = await list({ PAGE_INDEX: 1, PAGE_SIZE: 2 });
      await seller.order(sku, 1);
      const second = await list({ PAGE_INDEX: 2, PAGE_SIZE: 2 });
      const seen = [...first.LIST_ORDER, ...second.LIST_ORDER].map((each: { ORDER_NUMBER: string }) => each.ORDER_NUMBER);

      expect(first).toMatchObject({ TOTAL: 3, TOTAL_MONEY: 3 * 372000 });
      expect(seen).toEqual([numbers[2], numbers[1], numbers[1], numbers[0]]);
      expect((await list({ ORDER_STATUS: '2,3' })).TOTAL).toBe(1);
      expect((await list({ DATE_FROM: '01/01/2020', DATE_TO: '01/01/2020' })).TOTAL).toBe(0);
      expect((await seller.call('/v2/order/listOrder', { PAGE_SIZE: 101 })).message).toBe('Incorrect data: PAGE_SIZE');
    });

    it('a day is a Vietnamese day: an order at 23:30 in Hà Nội is not in the next one', async () => {
      const now = new Date((await seller.sim('/clock')).data.now);
      const vietnamMinutes = (now.getTime() / 60_000 + 7 * 60) % 1440;
      await seller.sim('/clock', { advance: (((23.5 * 60 - vietnamMinutes + 1440) % 1440) * 60_000) | 0 });
      const number = await seller.order(sku, 1);
      const [order] = await seller.call(`/v2/order/getOrderDetail?OrderNumber=${number}`);
      const day = order.ORDER_DATE.slice(0, 10);
      expect(order.ORDER_DATE.slice(11, 13)).toBe('23');
      expect(order.ORDER_NUMBER.slice(1, 7)).toBe(`${day.slice(8)}${day.slice(3, 5)}${day.slice(0, 2)}`);
      expect((await seller.call('/v2/order/listOrder', { DATE_FROM: day, DATE_TO: day })).data.data.TOTAL).toBe(1);
    });
  });

  describe('the seller acts', () => {
    it('confirms, makes the waybill, and is told when something is already done', async () => {
      const number = await seller.order(sku, 1);
      expect((await update(6, number)).message).toBe('Incorrect data: TYPE');
      expect((await update(1, number)).message).toBe('Duyệt đơn hàng thành công');
      expect((await update(1, number)).message).toBe('Order status already exists on the system');
      const waybill = await update(6, number);
      expect(waybill.data.WAYBILL).toMatch(/^VOSO\d{9}$/);
      expect((await update(6, number)).message).toBe('Order status already exists on the system');
      expect((await update(1, 'V0')).message).toBe('Order does not exist');
      expect((await update(1, number, 'ộ'.repeat(51))).message).toBe('Incorrect data: NOTE');
      expect((await update(42, number)).message).toBe('Incorrect data: TYPE');
    });

    it('cancels before the pick-up and the units come back', async () => {
      const number = await seller.order(sku, 5);
      await update(1, number);
      expect((await update(4, number)).message).toBe('Hủy đơn hàng thành công');
      expect(await seller.orderState(number)).toMatchObject({ status: '9', cancelledBy: 'SELLER' });
      expect(await seller.productState(sku)).toMatchObject({ sellable: 40, reserved: 0 });
      expect((await update(4, number)).message).toBe('Order status already exists on the system');
      expect((await update(1, number)).message).toBe('Incorrect data: TYPE');
    });

    it('a cancel within 3 s after the waybill is a System error, afterwards it works, even from 104', async () => {
      const number = await withWaybill();
      expect((await update(4, number)).message).toBe('System error');
      await seller.sim('/clock', { advance: 3000 });
      await advance(number, 104);
      expect((await update(4, number)).error).toBe(false);
      expect(await seller.orderState(number)).toMatchObject({ status: '9', cancelledBy: 'SELLER' });
    });

    it('a cancel after the pick-up is refused; the knob lets the courier come at that moment', async () => {
      const number = await withWaybill();
      await seller.sim('/clock', { advance: 3000 });
      await seller.sim('/faults', { 'cancel-refused': { times: 1 } });
      expect((await update(4, number)).message).toBe('Incorrect data: TYPE');
      expect(await seller.orderState(number)).toMatchObject({ status: '105' });
      expect((await update(4, number)).message).toBe('Incorrect data: TYPE');
    });

    it('the knob buyer-cancels-during-confirm: the confirm finds a cancelled order', async () => {
      const number = await seller.order(sku, 1);
      await seller.sim('/faults', { 'buyer-cancels-during-confirm': { times: 1 } });
      expect((await update(1, number)).message).toBe('Incorrect data: TYPE');
      expect(await seller.orderState(number)).toMatchObject({ status: '9', cancelledBy: 'BUYER' });
    });

    it('an order nobody confirms is cancelled by the platform after 24 h, a confirmed one is not', async () => {
      const forgotten = await seller.order(sku, 1);
      const confirmed = await seller.order(sku, 1);
      await update(1, confirmed);
      await seller.sim('/clock', { advance: 24 * HOUR - 60_000 });
      expect((await seller.orderState(forgotten))?.status).toBe('1');
      await seller.sim('/clock', { advance: 120_000 });
      expect(await seller.orderState(forgotten)).toMatchObject({ status: '9', cancelledBy: 'SYSTEM' });
      expect((await seller.orderState(confirmed))?.status).toBe('2');
      expect(await seller.productState(sku)).toMatchObject({ sellable: 39, reserved: 1 });
    });

    it('prints labels by a code that runs out', async () => {
      const number = await withWaybill();
      const [order] = await seller.call(`/v2/order/getOrderDetail?OrderNumber=${number}`);
      const now = Date.parse((await seller.sim('/clock')).data.now);
      const code = await seller.call('/v2/order/printing-code', { EXPIRY_TIME: now + HOUR, ORDER_ARRAY: [order.WAYBILL] });
      const page = await seller.http.get(`/DigitalizePrint/report.do?type=1&bill=${code.message}&showPostage=0`);
      expect([code.error, code.data, page.status]).toEqual([false, null, 200]);
      expect(page.data).toContain(order.WAYBILL);
      await seller.sim('/clock', { advance: HOUR });
      expect((await seller.http.get(`/DigitalizePrint/report.do?bill=${code.message}`)).status).toBe(410);

      const without = await seller.order(sku, 1);
      const bad = async (body: object) => (await seller.call('/v2/order/printing-code', body)).message;
      expect(await bad({ EXPIRY_TIME: now + 9 * HOUR, ORDER_ARRAY: [without] })).toBe('Order does not exist');
      expect(await bad({ EXPIRY_TIME: now + 9 * HOUR, ORDER_ARRAY: Array.from({ length: 101 }, () => number) })).toBe(
        'Incorrect data: ORDER_ARRAY',
      );
      expect(await bad({ EXPIRY_TIME: 1, ORDER_ARRAY: [number] })).toBe('Incorrect data: EXPIRY_TIME');
    });
  });

  describe('the carrier', () => {
    it('walks to delivered; the hold ends at the pick-up and nothing comes back', async () => {
      const number = await withWaybill(4);
      for (const status of [103, 104]) await advance(number, status);
      expect(await seller.productState(sku)).toMatchObject({ sellable: 36, reserved: 4 });
      for (const status of [105, 200, 300, 400, 500, 501]) expect((await advance(number, status)).status).toBe(200);
      expect(await seller.productState(sku)).toMatchObject({ sellable: 36, reserved: 0, onHand: 36 });
      expect((await advance(number, 500)).status).toBe(409);
      expect((await advance(number, 500, { force: true })).status).toBe(200);
    });

    it('walks back after a failed delivery, using the same codes; the units do not come back to the shelf', async () => {
      const number = await withWaybill(4);
      for (const status of [105, 200, 500, 505]) await advance(number, status);
      expect((await update(2, number)).error).toBe(false);
      const codes: unknown[] = [];
      for (const status of [502, 300, 400, 500, 504]) {
        await advance(number, status);
        const [order] = await seller.call(`/v2/order/getOrderDetail?OrderNumber=${number}`);
        codes.push([order.ORDER_STATUS, order.IS_RETURNING]);
      }
      expect(codes).toEqual([502, 300, 400, 500, 504].map((status) => [status, true]));
      expect(await seller.productState(sku)).toMatchObject({ sellable: 36, reserved: 0 });
    });

    it('delivers again when the seller says so; the seller may answer only a 505', async () => {
      const number = await withWaybill();
      expect((await update(3, number)).message).toBe('Incorrect data: TYPE');
      for (const status of [105, 500, 505]) await advance(number, status);
      expect((await update(3, number)).error).toBe(false);
      expect((await seller.orderState(number))?.status).toBe('550');
      expect((await update(3, number)).message).toBe('Order status already exists on the system');
    });

    it('refuses to collect: final, units back; and cannot move an unconfirmed order', async () => {
      const number = await withWaybill(2);
      await advance(number, 101);
      expect(await seller.productState(sku)).toMatchObject({ sellable: 40, reserved: 0 });
      const fresh = await seller.order(sku, 1);
      expect((await advance(fresh, 105)).status).toBe(409);
      expect((await advance('V0', 105)).status).toBe(404);
      expect((await seller.sim(`/orders/${fresh}/advance`, {})).status).toBe(400);
    });

    it('reports codes nobody has seen', async () => {
      const number = await withWaybill();
      await advance(number, 105);
      expect((await advance(number, -108)).status).toBe(200);
      await seller.sim('/faults', { 'unknown-status': { times: 1, status: 570 } });
      await advance(number, 200);
      const history = (await seller.sim('/faults')).data.active['unknown-status'];
      expect(history.fired).toBe(1);
      expect((await seller.orderState(number))?.status).toBe('200');
    });

    it('finds another weight and fee at the post office', async () => {
      const number = await withWaybill();
      await seller.sim('/faults', { 'edited-fee': { times: 1, weight: 1900, fee: 41000 } });
      await advance(number, 105);
      await advance(number, 200);
      const [order] = await seller.call(`/v2/order/getOrderDetail?OrderNumber=${number}`);
      expect([order.MONEY_FEE, order.LIST_ITEM[0].PRODUCT_WEIGHT]).toEqual([41000, 1900]);
    });
  });

  it('the buyer or the platform cancels from the controls', async () => {
    const number = await seller.order(sku, 1);
    expect((await seller.sim(`/orders/${number}/cancel`, { by: 'buyer' })).data.cancelledBy).toBe('BUYER');
    expect((await seller.sim(`/orders/${number}/cancel`, { by: 'buyer' })).status).toBe(409);
    expect((await seller.sim(`/orders/${number}/cancel`, { by: 'nobody' })).status).toBe(400);
  });
});
