import { PlatformError } from '../../platform/contract';
import fixture from './fixtures/order.json';
import { isWhole, toListBody, toNext, toPlace, toReceiver, toRemoteOrder, toStage } from './order.rules';

describe('stages', () => {
  it.each([
    [1, 'awaiting-seller'],
    [2, 'confirmed'],
    [3, 'ready-to-ship'],
    [104, 'ready-to-ship'],
    [105, 'picked-up'],
    [200, 'picked-up'],
    [501, 'delivered'],
    [503, 'lost'],
    [504, 'returned'],
    [505, 'picked-up'],
    [515, 'returning'],
    [550, 'picked-up'],
    [9, 'cancelled'],
    [101, 'cancelled'],
    [107, 'cancelled'],
    [201, 'returning'],
  ])('%p on the way out is %s', (status, stage) => {
    expect(toStage(status, false)).toBe(stage);
  });

  it.each([105, 200, 300, 400, 500, 501, 505, 506, 550])('%p on the way back is returning', (status) => {
    expect(toStage(status, true)).toBe('returning');
  });

  it.each([504, 503, 9])('%p ends the way back as it is', (status) => {
    expect(toStage(status, true)).toBe(toStage(status, false));
  });

  it.each([-100, -108, 320, 551, 570, 999_999])('%p was never explained by anyone: unknown, in both directions', (status) => {
    expect([toStage(status, false), toStage(status, true)]).toEqual(['unknown', 'unknown']);
  });
});

describe('an order', () => {
  it('reads everything', () => {
    expect(toRemoteOrder(fixture.order)).toEqual({
      orderId: 'V2611210001',
      parcelCode: 'VOSO123456789',
      lines: [{ lineId: '0', sku: 'HTX01-MATONG-500', quantity: 2, unitPrice: 350000, title: 'Mật ong bạc hà Đồng Văn 500ml' }],
      stage: 'ready-to-ship',
      platformState: '3',
      createdAt: new Date('2026-11-20T17:30:05Z'),
      changedAt: new Date('2026-11-21T04:07:16Z'),
      confirmBy: new Date('2026-11-21T17:30:05Z'),
      payment: 'cod',
      cashOnDelivery: 722000,
      total: 722000,
      fees: 57000,
      receiver: {
        name: 'Nguyễn Thị Hoà',
        phone: '0912345678',
        address: '8 Đồng Khởi, Phường Bến Nghé, Quận 1, Hồ Chí Minh',
        provinceCode: '01',
        communeCode: '26740',
        addressScheme: 'pre-2025-07',
      },
      note: 'Gọi trước khi giao',
    });
  });

  it.each([
    ['SELLER', 9, 'seller'],
    ['BUYER', 9, 'buyer'],
    ['SYSTEM', 9, 'platform'],
    [null, 107, 'seller'],
    [null, 101, 'platform'],
  ])('cancelled by %p with %p: %s', (by, status, who) => {
    expect(toRemoteOrder({ ...fixture.order, ORDER_STATUS: status, CANCEL_BY: by }).cancelledBy).toBe(who);
  });

  it.each([
    [1, 0, 'paid'],
    [2, 722000, 'cod'],
    [3, 700000, 'cod'],
    [4, 22000, 'paid'],
    [undefined, 700000, 'cod'],
    [undefined, 0, 'paid'],
  ])('payment %p with %p to collect: %s', (code, collection, payment) => {
    expect(toRemoteOrder({ ...fixture.order, ORDER_PAYMENT: code, MONEY_COLLECTION: collection }).payment).toBe(payment);
  });

  it.each(['ORDER_NUMBER', 'ORDER_STATUS', 'ORDER_DATE', 'MONEY_TOTAL', 'LIST_ITEM'])(
    'without %s it is malformed, not half an order',
    (field) => {
      const { [field as keyof typeof fixture.order]: _left, ...rest } = fixture.order;

      expect(() => toRemoteOrder(rest)).toThrow(PlatformError);
    },
  );
});

describe('which list the address codes belong to', () => {
  it.each([
    [null, '2025-07'],
    [0, '2025-07'],
    [100_000_004, '2025-07'],
    [760, 'pre-2025-07'],
    [undefined, 'unknown'],
    ['760', 'unknown'],
  ])('district %p: %s', (district, scheme) => {
    expect(toReceiver({ ...fixture.order, RECEIVER_DISTRICT: district }).addressScheme).toBe(scheme);
  });
});

describe('reading the list', () => {
  it('asks for whole days of Vietnam', () => {
    const query = { since: new Date('2026-11-20T16:59:00Z'), until: new Date('2026-11-20T17:00:00Z') };

    expect(toListBody(query, 1)).toEqual({ PAGE_INDEX: 1, PAGE_SIZE: 100, DATE_FROM: '20/11/2026', DATE_TO: '21/11/2026' });
  });

  it.each([
    ['a full page of more', { page: 1, total: 0 }, 250, 100, '2.250'],
    ['the last page', { page: 3, total: 250 }, 250, 50, undefined],
    ['new orders pushed some to a page that was not there', { page: 3, total: 300 }, 301, 100, '4.301'],
    ['orders left: a page again', { page: 3, total: 250 }, 249, 49, '2.249'],
    ['many left: all pages they may have moved to', { page: 4, total: 400 }, 250, 0, '2.250'],
    ['a page beyond the end', { page: 9, total: 0 }, 250, 0, undefined],
  ])('%s', (_what, place, total, rows, next) => {
    expect(toNext(place, total, rows)).toBe(next);
  });

  it('takes its own cursors and starts over with anything else', () => {
    expect(toPlace('3.250')).toEqual({ page: 3, total: 250 });
    expect(toPlace(undefined)).toEqual({ page: 1, total: 0 });
    expect(toPlace('nonsense')).toEqual({ page: 1, total: 0 });
  });
});

it('an order is confirmed whole or not at all', () => {
  const lines = toRemoteOrder(fixture.order).lines;

  expect(isWhole(lines, [{ lineId: '0', quantity: 2 }])).toBe(true);
  expect(isWhole(lines, [{ lineId: '0', quantity: 1 }])).toBe(false);
  expect(isWhole(lines, [])).toBe(false);
});
