import { createVoso } from '.';
import fixture from './fixtures/order.json';
import product from './fixtures/webhook-product.json';

const { openDelivery } = createVoso();
const deliver = (data: unknown, token: unknown = 'bi-mat', headers: Record<string, string> = {}) =>
  openDelivery({ headers, body: Buffer.from(JSON.stringify({ DATA: data, TOKEN: token })) }, ['khoa-cu', 'bi-mat']);

describe('authenticity', () => {
  it('accepts any of our secrets, so that one can be changed without a gap', () => {
    expect(deliver(fixture.order, 'bi-mat')).not.toBeNull();
    expect(deliver(fixture.order, 'khoa-cu')).not.toBeNull();
  });

  it.each(['', 'bi-ma', 'bi-mat ', 'BI-MAT', null, 5, ['bi-mat'], { bi: 'mat' }])('refuses TOKEN %p', (token) => {
    expect(deliver(fixture.order, token)).toBeNull();
  });

  it('does not believe the header, whatever it says', () => {
    expect(deliver(fixture.order, 'sai', { authorization: 'bi-mat' })).toBeNull();
    expect(deliver(fixture.order, 'bi-mat', { authorization: 'eyJhbGciOiJFUzI1NiJ9.e30.x' })).not.toBeNull();
  });

  it('without a secret nothing is authentic', () => {
    const body = Buffer.from(JSON.stringify({ DATA: fixture.order, TOKEN: '' }));

    expect(openDelivery({ headers: {}, body }, [''])).toBeNull();
    expect(openDelivery({ headers: {}, body: Buffer.from(JSON.stringify({ DATA: {}, TOKEN: 'x' })) }, [])).toBeNull();
  });

  it.each(['', '{', 'null', '[]', '"bi-mat"', '<html>', '{"DATA":{}}'])('refuses the body %p', (body) => {
    expect(openDelivery({ headers: {}, body: Buffer.from(body) }, ['bi-mat'])).toBeNull();
  });
});

describe('what a delivery says', () => {
  it('an order comes whole', () => {
    expect(deliver(fixture.order)?.events).toEqual([
      expect.objectContaining({
        kind: 'order',
        orderId: 'V2611210001',
        occurredAt: new Date('2026-11-21T04:07:16Z'),
        order: expect.objectContaining({ stage: 'ready-to-ship', total: 722000 }),
      }),
    ]);
  });

  it('a status that nobody knows is told as it is', () => {
    expect(deliver({ ...fixture.order, ORDER_STATUS: -108 })?.events).toMatchObject([
      { order: { stage: 'unknown', platformState: '-108' } },
    ]);
  });

  it('an order that cannot be read is a hint to fetch it', () => {
    const [event] = deliver({ ...fixture.order, LIST_ITEM: 'none' })?.events ?? [];

    expect(event).toMatchObject({ kind: 'order', orderId: 'V2611210001' });
    expect(event).not.toHaveProperty('order');
  });

  it('a verdict of a review is told apart by its members', () => {
    expect(deliver(product.DATA)?.events).toEqual([
      { kind: 'listing', ref: { sku: 'HTX01-MATONG-500', externalId: '711236' }, occurredAt: new Date('2026-11-21T04:07:16Z') },
    ]);
  });

  it('a PRODUCT_ID that JSON has rounded is left out: the code names the product', () => {
    const body = Buffer.from(JSON.stringify({ DATA: product.DATA, TOKEN: 'bi-mat' }).replace('711236', '9007199254740993117'));

    expect(openDelivery({ headers: {}, body }, ['bi-mat'])?.events).toMatchObject([{ ref: { sku: 'HTX01-MATONG-500' } }]);
    expect(openDelivery({ headers: {}, body }, ['bi-mat'])?.events[0]).not.toHaveProperty('ref.externalId');
  });

  it.each([[{}], [null], ['text'], [[1]], [{ ORDER_NUMBER: 5 }], [{ SOMETHING: 'new' }]])(
    'authentic nonsense %p gives no events',
    (data) => {
      expect(deliver(data)).toMatchObject({ events: [], acknowledgement: { status: 200 } });
    },
  );
});

describe('the name of a delivery', () => {
  it('is the same for a repetition, also after the secret was changed', () => {
    expect(deliver(fixture.order, 'khoa-cu')?.key).toBe(deliver({ ...fixture.order }, 'bi-mat')?.key);
    expect(deliver(fixture.order)?.key.length).toBeLessThanOrEqual(200);
  });

  it.each([
    ['status', { ORDER_STATUS: 104 }],
    ['time', { ORDER_STATUSDATE: '21/11/2026 11:07:17' }],
    ['direction', { IS_RETURNING: true }],
    ['fee, edited in the same second', { MONEY_FEE: 37000 }],
    ['order', { ORDER_NUMBER: 'V2611210002' }],
  ])('differs by %s', (_what, change) => {
    expect(deliver({ ...fixture.order, ...change })?.key).not.toBe(deliver(fixture.order)?.key);
  });
});
