import type { ListingDraft } from '../../platform/contract';
import { toVnd } from '../../shared/kernel';
import fixture from './fixtures/product-rejected.json';
import { findFaults, toAttributes, toCategory, toContent, toHtml, toRemoteListing } from './listing.rules';

const draft: ListingDraft = {
  sku: 'HTX01-MATONG-500',
  title: 'Mật ong bạc hà Đồng Văn 500ml',
  description: 'Mật ong nguyên chất',
  categoryCode: '65',
  unit: 'chai',
  price: toVnd(350_000),
  weightGrams: 750,
  lengthCm: 10,
  widthCm: 10,
  heightCm: 22,
  shelfLifeDays: 365,
  originVi: 'Đồng Văn',
  makerVi: 'HTX Đồng Văn',
  photos: [{ sha256: 'aa', uploadedRef: 'md5-1' }],
  ocop: { stars: 4, certificateNumber: '12/QĐ-UBND', issuedBy: 'UBND tỉnh Tuyên Quang', issuedOn: '2025-03-12', expiresOn: '2028-03-12' },
};
const origin = { id: 12, code: 'ORIGIN', nameVi: 'Xuất xứ', required: true };

describe('draft → content', () => {
  it('carries everything but a quantity, dates turned round', () => {
    const content = toContent(draft, 5818802, [{ ATTRIBUTE_ID: 12, VALUE: 'Đồng Văn' }]);

    expect(content).not.toHaveProperty('PRODUCT_QUANTITY');
    expect(content).toMatchObject({
      PRODUCT_CODE: 'HTX01-MATONG-500',
      CATEGORY_ID: 65,
      PRODUCT_PRICE: 350000,
      GROUPADDRESS_ID: 5818802,
      LIST_IMAGE: ['md5-1'],
      OCOP: { STAR: 4, CERT_NO: '12/QĐ-UBND', CERT_DATE: '12/03/2025', EXPIRED_DATE: '12/03/2028', ISSUED_BY: 'UBND tỉnh Tuyên Quang' },
      EXPIRED_DAYS: 365,
    });
    expect(toContent({ ...draft, ocop: null, shelfLifeDays: null }, 1, [])).not.toHaveProperty('OCOP');
  });

  it('turns plain text into paragraphs in which nothing is markup', () => {
    expect(toHtml('Dòng 1\r\nDòng 2\n\n\n<b>"A" & \'B\'</b>\n')).toBe(
      '<p>Dòng 1<br>Dòng 2</p><p>&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;</p>',
    );
  });
});

describe('faults found before the platform is asked', () => {
  it('finds none in a good draft', () => {
    expect(findFaults(draft)).toEqual([]);
  });

  const long = 'ộ'.repeat(51);
  it.each([
    ['title', { title: long }, 'text'],
    ['unit', { unit: long }, 'text'],
    ['origin', { originVi: long }, 'attribute-missing'],
    ['certificate number', { ocop: { ...draft.ocop!, certificateNumber: long } }, 'certificate-missing'],
    ['certificate issuer', { ocop: { ...draft.ocop!, issuedBy: long } }, 'certificate-missing'],
    ['category', { categoryCode: 'thuc-pham' }, 'category'],
    ['photos', { photos: [] }, 'photo'],
    ['a photo that was never uploaded', { photos: [{ sha256: 'aa' }] }, 'photo'],
  ])('%s', (_what, change, code) => {
    expect(findFaults({ ...draft, ...change })).toEqual([expect.objectContaining({ code })]);
  });

  it('tells how many bytes there are too many', () => {
    expect(findFaults({ ...draft, title: long })[0]?.adviceVi).toContain('hiện 153 byte');
  });
});

describe('attributes', () => {
  it('answers what the draft knows and leaves out what is optional', () => {
    const shelf = { id: 13, code: 'SHELF_LIFE_DAYS', nameVi: 'Hạn dùng', required: false };
    const storage = { id: 14, code: 'STORAGE', nameVi: 'Bảo quản', required: false };

    expect(toAttributes([origin, shelf, storage], draft)).toEqual({
      list: [
        { ATTRIBUTE_ID: 12, VALUE: 'Đồng Văn' },
        { ATTRIBUTE_ID: 13, VALUE: '365' },
      ],
      faults: [],
    });
  });

  it('names a required one that it cannot answer', () => {
    const { faults } = toAttributes([origin, { id: 17, code: 'VOLUME_ML', nameVi: 'Dung tích (ml)', required: true }], draft);

    expect(faults).toEqual([expect.objectContaining({ code: 'attribute-missing', adviceVi: expect.stringContaining('Dung tích (ml)') })]);
  });
});

describe('product → listing', () => {
  it('keeps the words of a rejection and says what to do', () => {
    expect(toRemoteListing(fixture.product)).toEqual({
      externalId: '711236',
      sku: 'HTX01-MATONG-500',
      state: 'rejected',
      issues: [expect.objectContaining({ code: 'certificate-expired', field: 'ocop', platformText: 'Giấy chứng nhận OCOP đã hết hạn' })],
      title: 'Mật ong bạc hà Đồng Văn 500ml',
      price: 350000,
      sellable: 40,
      reserved: 3,
      publicUrl: 'https://voso.vn/mat-ong-bac-ha-p711236.html',
    });
  });

  it.each([
    [0, 'draft'],
    [10, 'in-review'],
    [20, 'live'],
    [40, 'hidden'],
    [50, 'locked'],
    [90, 'deleted'],
    [60, 'unknown'],
  ])('status %p is %s', (status, state) => {
    expect(toRemoteListing({ ...fixture.product, PRODUCT_STATUS: status }).state).toBe(state);
  });

  it('does not report an old reason of a product that is on sale', () => {
    expect(toRemoteListing({ ...fixture.product, PRODUCT_STATUS: 20 }).issues).toEqual([]);
  });
});

it('a category: top, leaf, retired', () => {
  const row = { CATEGORY_ID: 65, CATEGORY_CODE: 'OCOP', CATEGORY_NAME: 'Sản phẩm OCOP', PARENT_ID: 60, IS_LEAF: true, STATUS: 0 };

  expect(toCategory(row)).toEqual({ code: '65', nameVi: 'Sản phẩm OCOP', parentCode: '60', isLeaf: true, isActive: false });
  expect(toCategory({ ...row, PARENT_ID: null, IS_LEAF: 0, STATUS: 1 })).toMatchObject({ parentCode: null, isLeaf: false, isActive: true });
});
