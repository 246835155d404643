import type { Receiver, Seller } from './voso-test-kit';
import { startReceiver, startSeller } from './voso-test-kit';

const SKU = 'HTX01-MATONG-500';
const SECRET = 'bi-mat-thuc-hanh-a';

describe('practice Voso: webhooks', () => {
  let seller: Seller;
  let receiver: Receiver;
  const listen = async (): Promise<void> => {
    await seller.sim('/seed', { shops: [{ username: 'htx-thuc-hanh', webhookUrl: receiver.url }] });
  };
  const statuses = (): number[] => receiver.received.map((each) => each.body.DATA.ORDER_STATUS);
  const update = async (TYPE: number, ORDER_NUMBER: string) => seller.call('/v2/order/UpdateOrder', { TYPE, ORDER_NUMBER });

  beforeEach(async () => {
    receiver = await startReceiver();
    seller = await startSeller({ retryScale: 1 });
    await seller.onSale();
    await listen();
  });
  afterEach(async () => {
    await seller.sandbox.stop();
    await receiver.stop();
  });

  it('tells the whole order, with the secret in the body and a decoy in the header', async () => {
    const number = await seller.order(SKU, 2);
    const [event] = await receiver.until(1);
    expect(event?.body.TOKEN).toBe(SECRET);
    expect(event?.headers.authorization).toMatch(/^eyJ.+\..+\..+$/);
    expect(event?.headers.authorization).not.toContain(SECRET);
    expect(event?.body.DATA).toMatchObject({
      ORDER_NUMBER: number,
      ORDER_REFERENCE: null,
      ORDER_STATUS: 1,
      LOCALION_CURRENTLY: '',
      IS_RETURNING: false,
    });
    expect(event?.body.DATA.LIST_ITEM).toHaveLength(1);
    expect(event?.body.DATA.ORDER_STATUSDATE).toMatch(/^\d{2}\/\d{2}\/\d{4} \d{2}:\d{2}:\d{2}$/);
    expect(Object.keys(event?.body)).toEqual(['DATA', 'TOKEN']);
  });

  it('tells the result of the review', async () => {
    const made = await seller.call('/v2/product/createProduct', await seller.draft({ PRODUCT_CODE: 'B' }));
    await seller.sim(`/products/${made.data.PRODUCT_ID}/review`, { reject: true, reason: '101', note: 'Ảnh mờ' });
    const [event] = await receiver.until(1);
    expect(event?.body.DATA).toMatchObject({
      PRODUCT_ID: made.data.PRODUCT_ID,
      PRODUCT_CODE: 'B',
      PRODUCT_STATUS: 30,
      REASON_CODE: 101,
      NOTE: 'Ảnh mờ',
    });
  });

  it('the waybill webhook is there before the answer; with the knob the confirmation too', async () => {
    const number = await seller.order(SKU, 1);
    await receiver.until(1);
    await seller.sim('/faults', { 'webhook-before-answer': { times: 1 } });
    await update(1, number);
    expect(statuses()).toEqual([1, 2]);
    await update(6, number);
    expect(statuses()).toEqual([1, 2, 3]);
    expect(receiver.received[2]?.body.DATA.WAYBILL).toMatch(/^VOSO/);
  });

  it('delivers one after another: a slow answer holds up all that follow', async () => {
    let underWay = 0;
    let most = 0;
    receiver.answer = async () => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 25)); // a receiver that takes its time
      underWay -= 1;
      return 200;
    };
    for (let index = 0; index < 5; index++) await seller.order(SKU, 1);
    await receiver.until(5);
    expect(most).toBe(1);
    expect(receiver.received.map((each) => each.body.DATA.ORDER_NUMBER.slice(-1))).toEqual(['1', '2', '3', '4', '5']);
  });

  it('retries five times at 5 s, 30 s, 2 min, 10 min, 30 min, then it is a dead letter; later events go on meanwhile', async () => {
    receiver.answer = (each) => (each.body.DATA.ORDER_NUMBER.endsWith('0001') ? 500 : 200);
    await seller.order(SKU, 1);
    await receiver.until(1);
    await seller.order(SKU, 1);
    await receiver.until(2);
    const counts: number[] = [];
    for (const wait of [4000, 1100, 30_000, 120_000, 600_000, 1_799_000, 1100, 86_400_000 / 2]) {
      await seller.sim('/clock', { advance: wait });
      counts.push(receiver.received.length - 1);
    }
    expect(counts).toEqual([1, 2, 3, 4, 5, 5, 6, 6]);
    const dead = (await seller.sim('/dead-letters')).data;
    expect(dead).toHaveLength(1);
    expect(dead[0].attempts).toHaveLength(6);
    expect(dead[0].attempts[0]).toMatchObject({ status: 500, acknowledged: false });
    expect(JSON.stringify(dead)).not.toContain(SECRET);
  });

  it('an answer after more than a second counts, one after five seconds does not', async () => {
    receiver.answer = async (each) => {
      const late = each.body.DATA.ORDER_NUMBER.endsWith('0001') ? 1200 : 60_000;
      await new Promise((resolve) => setTimeout(resolve, late).unref()); // how slow this receiver is
      return 200;
    };
    await seller.order(SKU, 1);
    await seller.order(SKU, 1);
    await seller.sim('/clock', { advance: 0 });
    const [slow, silent] = (await seller.sim('/deliveries')).data;
    expect([slow.state, slow.attempts.length]).toEqual(['delivered', 1]);
    expect(silent).toMatchObject({ state: 'waiting', attempts: [{ status: null, answer: 'timeout after 5000 ms' }] });
  });

  it('a receiver that is down gets it later', async () => {
    await receiver.stop();
    await seller.order(SKU, 1);
    for (let tries = 0; tries < 500 && !(await seller.sim('/deliveries')).data[0]?.attempts[0]; tries++);
    expect((await seller.sim('/deliveries')).data[0].attempts[0]).toMatchObject({ status: null, acknowledged: false });
    receiver = await startReceiver();
    await listen();
    // The message keeps the address it was sent to, so a new one is needed to be heard at the new address.
    await seller.order(SKU, 1);
    expect((await receiver.until(1))[0]?.body.DATA.ORDER_NUMBER).toMatch(/0002$/);
  });

  describe('knobs', () => {
    it('webhook-duplicate sends the same bytes again', async () => {
      await seller.sim('/faults', { 'webhook-duplicate': { times: 1, copies: 2, match: { type: 'order', status: 1 } } });
      await seller.order(SKU, 1);
      await receiver.until(3);
      expect(new Set(receiver.received.map((each) => each.text)).size).toBe(1);
    });

    it('webhook-reorder lets the later state come first', async () => {
      await seller.sim('/faults', { 'webhook-reorder': { times: 1 } });
      const number = await seller.order(SKU, 1);
      await update(1, number);
      await receiver.until(2);
      expect(statuses()).toEqual([2, 1]);
    });

    it('webhook-drop is never sent; the order is found by asking', async () => {
      await seller.sim('/faults', { 'webhook-drop': { times: 1 } });
      const number = await seller.order(SKU, 1);
      await seller.order(SKU, 1);
      await receiver.until(1);
      await seller.sim('/clock', { advance: 86_400_000 / 2 });
      expect(receiver.received.map((each) => each.body.DATA.ORDER_NUMBER)).not.toContain(number);
      expect((await seller.sim('/deliveries')).data[0].state).toBe('dropped');
      expect(await seller.call(`/v2/order/getOrderDetail?OrderNumber=${number}`)).toHaveLength(1);
    });

    it('webhook-delay waits in simulated time', async () => {
      await seller.sim('/faults', { 'webhook-delay': { times: 1, ms: 600_000 } });
      await seller.order(SKU, 1);
      await seller.sim('/clock', { advance: 590_000 });
      expect(receiver.received).toHaveLength(0);
      await seller.sim('/clock', { advance: 10_000 });
      expect(receiver.received).toHaveLength(1);
    });

    it('wrong-token, secret-in-header, foreign-event', async () => {
      await seller.sim('/faults', { 'wrong-token': { times: 1 } });
      await seller.order(SKU, 1);
      await receiver.until(1);
      await seller.sim('/faults', { 'secret-in-header': { times: 1, match: { type: 'order' } }, 'foreign-event': { times: 1 } });
      const number = await seller.order(SKU, 1);
      await receiver.until(3);
      const [forged, foreign, own] = receiver.received;
      expect(forged?.body.TOKEN).not.toBe(SECRET);
      expect(foreign?.body).toMatchObject({ TOKEN: SECRET });
      expect(await seller.call(`/v2/order/getOrderDetail?OrderNumber=${foreign?.body.DATA.ORDER_NUMBER}`)).toEqual([]);
      expect(own?.body.DATA.ORDER_NUMBER).toBe(number);
      expect(own?.headers.authorization).toBe(SECRET);
    });

    it('big-number sends a product id no double can hold', async () => {
      await seller.sim('/faults', { 'big-number': { times: 1 } });
      const made = await seller.call('/v2/product/createProduct', await seller.draft({ PRODUCT_CODE: 'B' }));
      await seller.sim(`/products/${made.data.PRODUCT_ID}/review`, { approve: true });
      const [event] = await receiver.until(1);
      expect(event?.text).toContain('"PRODUCT_ID":9007199254740993117,');
      expect(event?.body.DATA.PRODUCT_CODE).toBe('B');
    });

    it('unknown-status is told by webhook with a name nobody knows', async () => {
      const number = await seller.order(SKU, 1);
      await update(1, number);
      await update(6, number);
      await seller.sim('/faults', { 'unknown-status': { times: 1 } });
      await seller.sim(`/orders/${number}/advance`, { status: 105 });
      await receiver.until(5);
      expect(statuses()).toEqual([1, 2, 3, 551, 105]);
    });
  });

  it('with noise on, some events come twice or are swapped, and the same seed makes the same run', async () => {
    const run = async (): Promise<string[]> => {
      const noisy = await startSeller({ noise: true, seed: 11 });
      const ear = await startReceiver();
      await noisy.onSale({ PRODUCT_QUANTITY: 500 });
      await noisy.sim('/seed', { shops: [{ username: 'htx-thuc-hanh', webhookUrl: ear.url }] });
      for (let index = 0; index < 80; index++) await noisy.order(SKU, 1);
      for (let open = 1; open > 0;) {
        await noisy.sim('/clock', { advance: 5000 });
        open = (await noisy.sim('/deliveries')).data.filter(
          (each: { state: string }) => each.state === 'waiting' || each.state === 'held',
        ).length;
      }
      const deliveries: { about: { type: string; id?: string } }[] = (await noisy.sim('/deliveries')).data;
      await noisy.sandbox.stop();
      await ear.stop();
      return deliveries.map((each) => `${each.about.type}:${String(each.about.id ?? '').slice(-4)}`);
    };
    const first = await run();
    expect(first.length).toBeGreaterThan(80);
    expect(first.some((each) => each.startsWith('foreign'))).toBe(true);
    expect(new Set(first).size).toBeLessThan(first.length);
    expect(await run()).toEqual(first);
  });
});
