import { constants, generateKeyPairSync, publicEncrypt, sign } from 'node:crypto';
import { openDelivery } from './webhook';

const platform = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pemOf = (pair: typeof platform): string => pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const key = pemOf(platform);

// Source of the form: contract B (platforms.md 7.2.8), VNPost's batch and EMS's header; values invented.
const order = {
  orderHdrId: '981',
  originalId: 'PM2611210007',
  itemCode: 'EB123456789VN',
  orderState: 'SHIPPING',
  status: 10,
  codAmount: 350_000,
};
const product = { caseType: 'PRODUCT', caseId: 'CASE1001', sku: 'HTX01', caseStatus: 5, productCode: 'PM1005' };
const sendDate = '2026-11-21T04:07:16.123+00:00';

const signed = (text: string): string => sign('sha256', Buffer.from(text), platform.privateKey).toString('base64');
function delivered(data: readonly object[], signature: string, transaction = '5b1f') {
  return { headers: { 'ems-transaction': transaction }, body: Buffer.from(JSON.stringify({ data, sendDate, signature })) };
}
const signature = signed(`MYVNP${sendDate}EB123456789VN10`);

describe('a delivery of Postmart', () => {
  it('opens with the public key of the platform, and is answered with its own number', () => {
    const delivery = openDelivery(delivered([order], signature), [key]);

    expect(delivery?.events).toEqual([{ kind: 'order', orderId: 'PM2611210007', occurredAt: new Date(sendDate) }]);
    expect(delivery?.acknowledgement).toEqual({
      status: 200,
      contentType: 'application/json',
      body: '{"code":"success","transaction":"5b1f"}',
    });
  });

  it.each([
    ['another status in the first record', delivered([{ ...order, status: 14 }], signature)],
    ['another parcel in the first record', delivered([{ ...order, itemCode: 'EB000000000VN' }], signature)],
    ['a record put in front', delivered([product, order], signature)],
    ['a cut signature', delivered([order], signature.slice(0, -8))],
    ['no signature', delivered([order], '')],
    ['a status that is no plain value', delivered([{ ...order, status: [10] }], signature)],
    ['no JSON', { headers: {}, body: Buffer.from('data=1') }],
    ['half a body', { headers: {}, body: delivered([order], signature).body.subarray(0, 100) }],
  ])('does not open: %s', (_what, raw) => {
    expect(openDelivery(raw, [key])).toBeNull();
  });

  it('does not open with another key, with none, or with a key typed wrongly', () => {
    expect(openDelivery(delivered([order], signature), [pemOf(other)])).toBeNull();
    expect(openDelivery(delivered([order], signature), [])).toBeNull();
    expect(
      openDelivery(delivered([order], signature), ['không phải khóa', '-----BEGIN PUBLIC KEY-----\nxx\n-----END PUBLIC KEY-----']),
    ).toBeNull();
  });

  it('opens with either key while the platform changes its key, also as bare base64', () => {
    const bare = platform.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

    expect(openDelivery(delivered([order], signature), [pemOf(other), key])).not.toBeNull();
    expect(openDelivery(delivered([order], signature), ['typo', bare])).not.toBeNull();
  });

  it('refuses a key too short to prove anything', () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const text = sign('sha256', Buffer.from(`MYVNP${sendDate}EB123456789VN10`), short.privateKey).toString('base64');

    expect(openDelivery(delivered([order], text), [pemOf(short)])).toBeNull();
  });

  it('refuses the mode that encrypts, because everybody can make it', () => {
    const encrypted = publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(`MYVNP${sendDate}EB123456789VN10`));

    expect(openDelivery(delivered([order], encrypted.toString('base64')), [key])).toBeNull();
  });

  it('signs null as nothing: a new order has no parcel, a product neither parcel nor status', () => {
    const fresh = { ...order, itemCode: null, status: 0, orderState: 'NEW' };

    expect(openDelivery(delivered([fresh], signed(`MYVNP${sendDate}0`)), [key])).not.toBeNull();
    expect(openDelivery(delivered([product], signed(`MYVNP${sendDate}`)), [key])?.events).toEqual([
      { kind: 'listing', ref: { sku: 'HTX01', caseId: 'CASE1001', externalId: 'PM1005' }, occurredAt: new Date(sendDate) },
    ]);
  });

  it('a forged second record is no more than a question: no state, no amount, no order travels', () => {
    const forged = { ...order, originalId: 'PM2611210001', orderState: 'DELIVERED', status: 14 };

    const events = openDelivery(delivered([order, forged, order], signature), [key])?.events;

    expect(events?.map((event) => (event.kind === 'order' ? event.orderId : event.kind))).toEqual(['PM2611210007', 'PM2611210001']);
    for (const event of events ?? []) expect(event).not.toHaveProperty('order');
  });

  it('bounds how many questions an appended flood can ask', () => {
    const flood = Array.from({ length: 5000 }, (_, index) => ({ ...order, originalId: `PM${index}` }));

    expect(openDelivery(delivered([order, ...flood], signature), [key])?.events.length).toBeLessThanOrEqual(100);
  });

  it('names an order by its code when its number is too big for JSON, in either spelling', () => {
    const body = `{"data":[{"orderHdrId":9007199254740993,"originalID":"PM7","itemCode":"EB1","status":6}],"sendDate":"${sendDate}","signature":"${signed(`MYVNP${sendDate}EB16`)}"}`;

    expect(openDelivery({ headers: {}, body: Buffer.from(body) }, [key])?.events).toMatchObject([{ kind: 'order', orderId: 'PM7' }]);
  });

  it('a moved category concerns the tree and the listing; what it does not understand gives no events and is still acknowledged', () => {
    const moved = { ...product, caseType: 'CATEGORY', categoryCode: 'NS010204' };
    const kinds = (record: object) => openDelivery(delivered([record], signed(`MYVNP${sendDate}`)), [key])?.events.map(({ kind }) => kind);

    expect(kinds(moved)).toEqual(['category', 'listing']);
    expect(kinds({ caseType: 'VOUCHER' })).toEqual([]);
  });

  it('has one key for all repetitions, whatever header they come with, and another for another body', () => {
    const keyOf = (raw: ReturnType<typeof delivered>) => openDelivery(raw, [key])?.key;
    const first = keyOf(delivered([order], signature));

    expect(keyOf(delivered([order], signature, 'forged'))).toBe(first);
    expect(keyOf(delivered([order, product], signature))).not.toBe(first);
    expect(first?.length).toBeLessThanOrEqual(200);
  });

  it('quotes the header safely in its answer', () => {
    const { body } = openDelivery(delivered([order], signature, '"},{"'), [key])?.acknowledgement ?? { body: '' };

    expect(JSON.parse(body)).toEqual({ code: 'success', transaction: '"},{"' });
  });
});
