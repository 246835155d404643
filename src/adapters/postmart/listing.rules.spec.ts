import { toVnd } from '../../shared/kernel';
import type { ListingDraft } from '../../platform/contract';
import fixture from './fixtures/product.json';
import { differences, pictureAddress, toEntry, toListing, toProduct } from './listing.rules';
import { toInventory, toStockResults } from './stock.rules';

const draft: ListingDraft = {
  sku: 'HTX01-MATONG-500',
  title: 'Mật ong bạc hà 500ml',
  description: 'Mật ong nguyên chất.',
  categoryCode: 'NS010203',
  unit: 'chai',
  price: toVnd(350_000),
  weightGrams: 750,
  lengthCm: 10,
  widthCm: 10,
  heightCm: 22,
  shelfLifeDays: 365,
  originVi: 'Hà Giang',
  makerVi: 'HTX Đồng Văn',
  photos: [{ sha256: 'aa', url: 'https://anh.example.vn/a.jpg?v=aa' }],
  ocop: { stars: 4, certificateNumber: '12/QĐ-UBND', issuedBy: 'UBND tỉnh Hà Giang', issuedOn: '2025-03-12', expiresOn: '2028-03-12' },
};

describe('a product of Postmart', () => {
  it('goes out with its certificate, its weight as text and without a quantity', () => {
    const entry = toEntry(draft, { orgCodeAccept: '310000' });

    expect(entry).toMatchObject({
      sku: 'HTX01-MATONG-500',
      weight: '750',
      priceVnd: 350_000,
      orgCode: '310000',
      scope: 1,
      orderCreationStatus: 1,
      attributes: { brand: 'HTX Đồng Văn', shelf_life_days: '365' },
      documents: [{ docType: 'OCOP_CERT', docNo: '12/QĐ-UBND', star: 4, issuedDate: '2025-03-12', expiredDate: '2028-03-12' }],
    });
    expect(entry).not.toHaveProperty('quantity');
    expect(toEntry({ ...draft, ocop: null }, {})).toMatchObject({ documents: [] });
  });

  it('gives every picture an address that changes with its bytes', () => {
    expect(pictureAddress({ sha256: 'ab', url: 'https://x.vn/ab.jpg' })).toBe('https://x.vn/ab.jpg');
    expect(pictureAddress({ sha256: 'ab', url: 'https://x.vn/1.jpg' })).toBe('https://x.vn/1.jpg?v=ab');
    expect(pictureAddress({ sha256: 'ab', url: 'https://x.vn/1.jpg?w=9' })).toBe('https://x.vn/1.jpg?w=9&v=ab');
    expect(() => pictureAddress({ sha256: 'ab' })).toThrow('rejected');
  });

  it('sees what differs from what is shown, and nothing else', () => {
    expect(differences(toProduct(draft), fixture.row)).toEqual([]);
    expect(differences(toProduct({ ...draft, price: toVnd(360_000) }), fixture.row)).toEqual(['priceVnd']);
    expect(differences(toProduct({ ...draft, makerVi: 'HTX Khác', title: 'Khác' }), fixture.row)).toEqual(['nameVi', 'attributes']);
    expect(differences(toProduct(draft), { ...fixture.row, origin: undefined })).toEqual(['origin']);
  });

  it.each([
    [0, 'draft'],
    [1, 'in-review'],
    [2, 'in-review'],
    [3, 'rejected'],
    [4, 'in-review'],
    [5, 'live'],
    [6, 'rejected'],
    [7, 'locked'],
    [8, 'deleted'],
    [99, 'unknown'],
  ])('case status %s is %s', (caseStatus, state) => {
    expect(toListing('X', { ...fixture.row, caseStatus }, null).state).toBe(state);
    expect(toListing('X', null, { caseId: 'CASE1', caseStatus }).state).toBe(state);
  });

  it('is read with both its names, and what buyers may still buy', () => {
    const listing = toListing('X', fixture.row, null);

    expect(listing).toMatchObject({
      sku: 'HTX01-MATONG-500',
      externalId: 'PM1005',
      caseId: 'CASE1001',
      price: 350_000,
      sellable: 37,
      reserved: 3,
    });
    expect(toListing('X', { ...fixture.row, active: '0' }, null).state).toBe('hidden');
  });

  it('keeps the words of a rejection beside the advice', () => {
    const { issues, externalId } = toListing('X', null, fixture.rejected);

    expect(externalId).toBeUndefined();
    expect(issues).toEqual([
      {
        code: 'certificate-expired',
        field: 'ocop',
        platformText: 'Giấy tờ hết hạn: OCOP_CERT 12/QĐ-UBND hết hạn ngày 2025-12-01',
        adviceVi: 'Giấy chứng nhận đã hết hạn. Cập nhật giấy mới rồi gửi lại.',
      },
    ]);
    expect(toListing('X', null, fixture.awaitingPapers).issues.map(({ code }) => code)).toEqual([
      'certificate-missing',
      'document-missing',
    ]);
  });
});

describe('stock for Postmart', () => {
  const items = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].map((sku) => ({ ref: { sku }, quantity: 4 }));

  it('carries the time of the call, so that an overtaken number can be refused', () => {
    const at = new Date('2026-11-21T04:07:16.123Z');

    expect(toInventory(items.slice(0, 1), { at, credentials: { warehouseCode: 'KHO01' } })).toEqual({
      warehouseCode: 'KHO01',
      items: [{ sku: 'A', quantity: 4, sentAt: '2026-11-21T04:07:16.123Z' }],
    });
  });

  it('gives one result per item in their order, whatever order the platform answers in', () => {
    const failure = (sku: string, code: string) => ({ sku, code, message: 'm' });
    const answer = {
      success: [{ sku: 'H', quantity: 4, reserved: 2 }],
      failure: [
        failure('F', 'NEVER_SEEN'),
        failure('A', 'SKU_NOT_FOUND'),
        failure('B', 'NOT_APPROVED'),
        failure('C', 'LOCKED'),
        failure('D', 'QUANTITY_LESS_THAN_RESERVED'),
        failure('E', 'STALE_UPDATE'),
      ],
    };

    const results = toStockResults(items, answer);

    const codes = results.map((each) => (each.ok ? each.reserved : each.code));
    expect(codes).toEqual(['not-found', 'not-approved', 'locked', 'below-reserved', 'stale', 'refused', 'transient', 2]);
  });

  it('believes the failure when both lists name an item', () => {
    const answer = { success: [{ sku: 'A' }], failure: [{ sku: 'A', code: 'INTERNAL', message: '' }] };

    expect(toStockResults(items.slice(0, 1), answer)).toEqual([{ ok: false, code: 'transient', platformText: 'INTERNAL' }]);
  });
});
