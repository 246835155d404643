import { constants, createPublicKey, generateKeyPairSync, privateDecrypt, verify } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { acknowledge, openShop, startReceiver } from './postmart-test-kit';
import type { Notice, Receiver, Shop } from './postmart-test-kit';

const MINUTE = 60_000;

describe('webhooks of the practice Postmart', () => {
  let shop: Shop;
  let receiver: Receiver;
  let other: Receiver;
  beforeEach(async () => {
    shop = await openShop();
    receiver = await startReceiver();
    other = await startReceiver();
    await shop.sim('/seed', { customers: [{ customerCode: 'C00001', webhookUrl: receiver.url, webhookApproved: true }] });
  });
  afterEach(async () => {
    await shop.stop();
    await receiver.stop();
    await other.stop();
  });
  /** A product on sale, its own notices out of the way. */
  const onSale = async (): Promise<string> => {
    const sku = await shop.onSale();
    await shop.advance(1000);
    receiver.notices.length = 0;
    return sku;
  };
  const genuine = async ({ body }: Notice): Promise<boolean> => {
    const [first] = body.data;
    const text = `MYVNP${body.sendDate}${first?.['itemCode'] ?? ''}${first?.['status'] ?? ''}`;
    const key = createPublicKey((await shop.sim('/public-key')).data);
    return verify('sha256', Buffer.from(text), key, Buffer.from(body.signature, 'base64'));
  };
  const deliveries = async (): Promise<{ state: string; attempts: unknown[] }[]> => (await shop.sim('/deliveries')).data;

  it('a new order is told with id and states only, signed, with a transaction', async () => {
    const id = await shop.buy(await onSale(), 1);
    await shop.advance(1000);
    expect(receiver.notices).toHaveLength(1);
    const [notice] = receiver.notices;
    expect(notice?.headers['ems-transaction']).toMatch(/^[0-9a-f]{32}$/);
    expect(Object.keys(notice?.body ?? {})).toEqual(['data', 'sendDate', 'signature']);
    expect(notice?.body.data).toEqual([
      {
        orderHdrId: expect.any(String),
        originalId: id,
        itemCode: null,
        saleOrderCode: null,
        orderState: 'NEW',
        status: 0,
        codAmount: 350_000,
        totalFee: expect.any(Number),
      },
    ]);
    expect(notice && (await genuine(notice))).toBe(true);
    expect((await deliveries()).at(-1)?.state).toBe('delivered');
  });

  it('several changes travel in one batch, and orders never with products', async () => {
    const sku = await onSale();
    const ids = [await shop.buy(sku, 1), await shop.buy(sku, 1)];
    const { data } = await shop.post('/product/CreateProduct', [shop.entry()]);
    const parked = receiver.notices.length;
    await shop.settled(data[0].caseId);
    await shop.advance(1000);

    expect(parked).toBeLessThanOrEqual(2);
    for (const { body } of receiver.notices) {
      expect(new Set(body.data.map((record) => 'caseType' in record)).size).toBe(1);
    }
    expect(receiver.records().filter((record) => ids.includes(String(record['originalId'])))).toHaveLength(2);
    const cases = receiver.records().filter((record) => record['caseType'] === 'PRODUCT');
    expect(cases.map((record) => record['caseStatus'])).toEqual([4, 5]);
    expect(cases[1]).toEqual({
      caseType: 'PRODUCT',
      caseId: data[0].caseId,
      sku: data[0].sku,
      caseStatus: 5,
      productCode: expect.stringMatching(/^PM/),
    });
  });

  it('a batch has at most 20 records, and the signature covers the first', async () => {
    const sku = await shop.onSale({}, 100);
    await shop.advance(1000);
    receiver.notices.length = 0;
    await Promise.all(Array.from({ length: 25 }, () => shop.buy(sku, 1)));
    await shop.advance(1000);
    expect(receiver.records()).toHaveLength(25);
    expect(Math.max(...receiver.notices.map((notice) => notice.body.data.length))).toBeLessThanOrEqual(20);
    for (const notice of receiver.notices) expect(await genuine(notice)).toBe(true);
  });

  it('nothing is sent before the address is approved, and a new address has to be approved anew', async () => {
    const sku = await onSale();
    await shop.sim('/seed', { customers: [{ customerCode: 'C00001', webhookUrl: other.url }] });
    await shop.buy(sku, 1);
    await shop.advance(MINUTE);
    expect([receiver.notices.length, other.notices.length]).toEqual([0, 0]);

    await shop.sim('/approve-webhook', {});
    const id = await shop.buy(sku, 1);
    await shop.advance(MINUTE);
    expect(other.records().map((record) => record['originalId'])).toEqual([id]);

    const long = `${receiver.url}?${'x'.repeat(200)}`;
    expect((await shop.sim('/approve-webhook', { url: long })).status).toBe(400);
    expect((await shop.sim('/approve-webhook', { customerCode: 'C9' })).status).toBe(404);
  });

  it('200 with another body is a failure and is tried again with the same transaction and bytes', async () => {
    const sku = await onSale();
    receiver.answer = () => ({ status: 200, body: '{"success":true}' });
    await shop.buy(sku, 1);
    await shop.advance(1000);
    expect(receiver.notices).toHaveLength(1);
    await shop.advance(MINUTE);
    expect(receiver.notices).toHaveLength(2);
    receiver.answer = acknowledge;
    await shop.advance(5 * MINUTE);
    expect(receiver.notices).toHaveLength(3);
    await shop.advance(10 * 60 * MINUTE);

    const [first, second, third] = receiver.notices;
    expect(receiver.notices).toHaveLength(3);
    expect([second?.raw, third?.raw]).toEqual([first?.raw, first?.raw]);
    expect(third?.headers['ems-transaction']).toBe(first?.headers['ems-transaction']);
  });

  it('after 24 hours of failures the batch is a dead letter', async () => {
    const sku = await onSale();
    receiver.answer = () => ({ status: 500, body: '' });
    await shop.buy(sku, 1);
    await shop.advance(25 * 60 * MINUTE);
    expect(receiver.notices).toHaveLength(13);
    expect((await shop.sim('/dead-letters')).data).toHaveLength(1);
  });

  it('the knob stop-on-4xx switches the endpoint off; what was missed is not resent', async () => {
    const sku = await onSale();
    receiver.answer = () => ({ status: 404, body: '' });
    await shop.fault({ 'stop-on-4xx': true });
    const lost = await shop.buy(sku, 1);
    await shop.advance(1000);
    expect(receiver.notices).toHaveLength(1);

    receiver.answer = acknowledge;
    await shop.buy(sku, 1);
    await shop.advance(60 * MINUTE);
    expect(receiver.notices).toHaveLength(1);

    await shop.sim('/approve-webhook', {});
    const id = await shop.buy(sku, 1);
    await shop.advance(MINUTE);
    expect(receiver.records().map((record) => record['originalId'])).toEqual([lost, id]);
    expect((await shop.get(`/getOrder?type=1&code=${lost}`)).data.orderState).toBe('NEW');
  });

  it('without that knob a 4xx is only a failure', async () => {
    const sku = await onSale();
    receiver.answer = () => ({ status: 404, body: '' });
    await shop.buy(sku, 1);
    await shop.advance(1000);
    receiver.answer = acknowledge;
    await shop.advance(2 * MINUTE);
    expect(receiver.notices).toHaveLength(2);
  });

  it('a wrong signature does not verify', async () => {
    const sku = await onSale();
    await shop.fault({ 'wrong-signature': { times: 1 } });
    await shop.buy(sku, 1);
    await shop.advance(1000);
    await shop.buy(sku, 1);
    await shop.advance(1000);
    const [wrong, right] = receiver.notices;
    expect(wrong && (await genuine(wrong))).toBe(false);
    expect(right && (await genuine(right))).toBe(true);
  });

  it('a forged second record travels under a good signature, and getOrder tells the truth', async () => {
    const sku = await onSale();
    const victim = await shop.buy(sku, 1);
    await shop.advance(1000);
    await shop.fault({ 'forged-record': { times: 1, originalId: victim } });
    await shop.buy(sku, 1);
    await shop.advance(1000);
    const notice = receiver.notices.at(-1);
    expect(notice && (await genuine(notice))).toBe(true);
    expect(notice?.body.data.at(-1)).toMatchObject({ originalId: victim, orderState: 'DELIVERED', status: 14 });
    expect((await shop.get(`/getOrder?type=1&code=${victim}`)).data).toMatchObject({ orderState: 'NEW', status: 0 });
  });

  it('one knob sends orderHdrId as a number that JSON.parse cannot hold', async () => {
    const sku = await onSale();
    await shop.fault({ 'big-number': { times: 1 } });
    const id = await shop.buy(sku, 1);
    await shop.advance(1000);
    const digits = /"orderHdrId":(\d+)/.exec(receiver.notices[0]?.raw ?? '')?.[1] ?? '0';
    expect(BigInt(digits)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
    expect(digits).toContain((await shop.get(`/getOrder?type=1&code=${id}`)).data.orderHdrID);
    expect(receiver.records()[0]?.['originalId']).toBe(id);
  });

  it('duplicate, drop and reorder of the line', async () => {
    const sku = await onSale();
    await shop.fault({ 'webhook-duplicate': { times: 1 } });
    await shop.buy(sku, 1);
    await shop.advance(1000);
    expect(receiver.notices.map((notice) => notice.raw)).toEqual([receiver.notices[0]?.raw, receiver.notices[0]?.raw]);

    await shop.fault({ 'webhook-drop': { times: 1 } });
    receiver.notices.length = 0;
    const dropped = await shop.buy(sku, 1);
    await shop.advance(MINUTE);
    expect(receiver.notices).toHaveLength(0);
    expect((await shop.get('/GetListOrder')).data.content[0].originalID).toBe(dropped);

    await shop.fault({ 'webhook-reorder': { times: 1, holdMs: MINUTE } });
    const late = await shop.buy(sku, 1);
    await shop.advance(1000);
    await shop.sim(`/orders/${late}/cancel`, { by: 'buyer' });
    await shop.advance(1000);
    await shop.advance(MINUTE);
    const states = receiver.records().map((record) => record['orderState']);
    expect(new Set(states)).toEqual(new Set(['NEW', 'BUYER_CANCELED']));
    expect(states[0]).toBe('BUYER_CANCELED');
  });

  it('a moved category is told to the shop', async () => {
    const sku = await onSale();
    await shop.sim('/category/retire', { categoryCode: 'NS010203', newCode: 'NS010206' });
    await shop.advance(1000);
    expect(receiver.records()).toEqual([expect.objectContaining({ caseType: 'CATEGORY', sku, categoryCode: 'NS010206', caseStatus: 5 })]);
  });

  it('mode rsa-encrypt encrypts the text for the receiver, who has to have given a key', async () => {
    const refused = await shop.sim('/seed', { customers: [{ customerCode: 'C00001', signatureMode: 'rsa-encrypt' }] });
    expect(refused.status).toBe(400);
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const receiverPublicKey = publicKey.export({ type: 'spki', format: 'pem' });
    await shop.sim('/seed', { customers: [{ customerCode: 'C00001', signatureMode: 'rsa-encrypt', receiverPublicKey }] });

    await shop.buy(await onSale(), 1);
    await shop.advance(1000);
    const [notice] = receiver.notices;
    // Node 20 refuses PKCS#1 v1.5 here, so the padding is taken off by hand: 00 02 <non-zero bytes> 00 <text>.
    const padded = privateDecrypt(
      { key: privateKey, padding: constants.RSA_NO_PADDING },
      Buffer.from(notice?.body.signature ?? '', 'base64'),
    );
    expect([padded[0], padded[1]]).toEqual([0, 2]);
    expect(padded.subarray(padded.indexOf(0, 2) + 1).toString()).toBe(`MYVNP${notice?.body.sendDate}0`);
  });

  it('no answer within five seconds is a failure, however often memory is cleared meanwhile', async () => {
    setFlagsFromString('--expose-gc');
    const clearing = setInterval(runInNewContext('gc'), 250);
    const sku = await onSale();
    receiver.answer = () => null;
    await shop.buy(sku, 1);
    const started = Date.now();
    await shop.advance(1000).finally(() => clearInterval(clearing));
    expect(Date.now() - started).toBeGreaterThanOrEqual(4900);
    expect((await deliveries()).at(-1)).toMatchObject({ state: 'waiting', attempts: [{ acknowledged: false, status: null }] });
  });
});
