import { PlatformError } from '../../platform/contract';
import fixture from './fixtures/order.json';
import { cancelCaseOf, everyLine, statusesOf, toConfirmation, toOrder } from './order.rules';

const shop = { warehouseCode: 'KHO01' };

describe('an order of Postmart', () => {
  it('is translated whole', () => {
    expect(toOrder(fixture.order, false)).toEqual({
      orderId: 'PM26112100981',
      parcelCode: 'EB123456789VN',
      stage: 'ready-to-ship',
      platformState: 'PARTLY_CONFIRMED/1',
      cancelledBy: undefined,
      createdAt: new Date('2026-11-21T04:07:16.123Z'),
      changedAt: new Date('2026-11-21T05:00:00Z'),
      confirmBy: new Date('2026-11-23T04:07:16.123Z'),
      payment: 'cod',
      cashOnDelivery: 350_000,
      total: 350_000,
      fees: 43_000,
      receiver: {
        name: 'Nguyễn Thị Hoà',
        phone: '0912***678',
        address: '15 Nguyễn Huệ, Phường Sài Gòn, Thành phố Hồ Chí Minh',
        provinceCode: '79',
        communeCode: '26740',
        addressScheme: 'pre-2025-07',
      },
      note: 'Gọi trước khi giao',
      lines: [
        { lineId: '981-1', sku: 'HTX01-MATONG-500', quantity: 1, unitPrice: 350_000, title: 'Mật ong 500ml', confirmedQuantity: 1 },
        { lineId: '981-2', sku: 'HTX01-CHE-100', quantity: 1, unitPrice: 120_000, title: 'Chè 100g', confirmedQuantity: 0 },
      ],
    });
  });

  it('says of a ward code which list it belongs to', () => {
    const schemeOf = (receiverDistrictCode: string | null) =>
      toOrder({ ...fixture.order, receiverDistrictCode }, false).receiver.addressScheme;

    expect(schemeOf('760')).toBe('pre-2025-07');
    expect(schemeOf('VNPOST')).toBe('2025-07');
    expect(schemeOf(null)).toBe('unknown');
  });

  it('leaves open what was confirmed while nobody has confirmed, and after a refusal', () => {
    const lineOf = (changes: object) => toOrder({ ...fixture.order, ...changes }, false).lines[0];

    expect(lineOf({ orderState: 'NEW', status: 0, itemCode: null })).not.toHaveProperty('confirmedQuantity');
    expect(lineOf({ orderState: 'SELLER_CANCELED', status: 9, itemCode: null })).not.toHaveProperty('confirmedQuantity');
  });

  it('stays cash on delivery after the post has paid the cash out', () => {
    expect(toOrder({ ...fixture.order, status: 21, orderState: 'DELIVERED', paymentStatus: 'PAID' }, false).payment).toBe('cod');
    expect(toOrder({ ...fixture.order, codAmount: 0, paymentStatus: 'PAID' }, false).payment).toBe('paid');
  });

  it.each(['originalID', 'orderState', 'createdDate', 'lines'])('without %s is malformed, never half an order', (name) => {
    expect(() => toOrder({ ...fixture.order, [name]: undefined }, false)).toThrow(PlatformError);
  });

  it('confirms by courier, or at the post office that the shop names; quantity 0 means left out', () => {
    const accepted = [
      { lineId: '981-1', quantity: 1 },
      { lineId: '981-2', quantity: 0 },
    ];

    expect(toConfirmation('PM1', accepted, shop)).toEqual({
      originalId: 'PM1',
      warehouseCode: 'KHO01',
      items: [accepted[0]],
      sendType: '1',
    });
    expect(toConfirmation('PM1', [], { ...shop, orgCodeAccept: '620000' })).toMatchObject({
      items: [],
      sendType: '2',
      orgCodeAccept: '620000',
    });
    expect(everyLine(toOrder(fixture.order, false))).toEqual([accepted[0]]);
  });

  it('reads the parcel history and the number of a cancel case', () => {
    expect(statusesOf(fixture.history)).toEqual([0, 1, 6, 22]);
    expect(cancelCaseOf([{ type: 'CANCEL', note: '', message: '', originalId: 'PM1', caseId: 'CASE7' }])).toBe('CASE7');
    expect(cancelCaseOf([{ type: 'CANCEL', note: '', message: '', originalId: 'PM1', caseId: null }])).toBeUndefined();
    expect(() => cancelCaseOf([])).toThrow(PlatformError);
  });
});
