import { RIGHTS } from '../mandate/mandate.rules';
import { sentenceOf, undoableOf } from './act.rules';

const act = { actorRole: 'officer', actorName: 'Nguyễn Văn Hoà' } as const;
const PACK = 'PATCH /api/v1/producers/:producerId/products/:productId/packs/:packId';
const COUNT = 'PUT /api/v1/producers/:producerId/products/:productId/stock';

describe('an act in words', () => {
  it('[PD4] says who did what, with the numbers', () => {
    const changes = [{ of: 'pack', id: 'k', field: 'priceVnd', before: 90_000, after: 85_000 }];
    expect(sentenceOf({ ...act, what: PACK, changes })).toBe(
      'Cán bộ hỗ trợ Nguyễn Văn Hoà sửa quy cách đóng gói (giá: 90.000 đ → 85.000 đ).',
    );
    expect(sentenceOf({ ...act, what: COUNT, changes: [{ of: 'stock', id: 'p', field: 'onHand', before: null, after: 12 }] })).toBe(
      'Cán bộ hỗ trợ Nguyễn Văn Hoà đếm lại kho (số hàng trong kho: 12).',
    );
  });

  it('says in words what an officer is let do', () => {
    const given = (rights: string): string =>
      sentenceOf({
        ...{ ...act, actorRole: 'producer', what: 'POST /api/v1/producers/:producerId/mandates' },
        changes: [{ of: 'mandate', id: 'm', field: 'rights', after: rights }],
      });
    expect(given('profile.read stock.update')).toMatch(/\(quyền: xem hồ sơ, cập nhật kho\)\.$/);
    expect(given(RIGHTS.join(' '))).toMatch(/\(quyền: làm mọi việc\)\.$/);
  });

  it('names fields without what stood in them, at most five, and does without an account that is gone', () => {
    const fields = ['name', 'phone', 'address', 'hamlet', 'taxCode', 'bankAccount', 'kind'];
    const changes = fields.map((field) => ({ of: 'producer', id: 'p', field }));
    expect(sentenceOf({ ...act, actorName: null, what: 'PATCH /api/v1/producers/:producerId', changes })).toBe(
      'Cán bộ hỗ trợ (đã xoá) sửa hồ sơ chủ thể (tên; số điện thoại; địa chỉ; thôn, bản; mã số thuế và 2 thay đổi khác).',
    );
  });

  it('has a sentence for what it does not know', () => {
    expect(sentenceOf({ ...act, what: 'job of tomorrow', changes: [{ of: 'nothing', id: 'x' }] })).toBe(
      'Cán bộ hỗ trợ Nguyễn Văn Hoà làm một việc khác.',
    );
  });
});

describe('what can be put back', () => {
  it('prices and counted numbers, and nothing of a lot or a first price', () => {
    const price = { of: 'pack', id: 'k', field: 'priceVnd', before: 1_000, after: 2_000 };
    expect(undoableOf(PACK, [price, { ...price, before: null }, { of: 'pack', id: 'k', field: 'unit' }])).toEqual([
      { kind: 'price', id: 'k', before: 1_000, after: 2_000 },
    ]);
    const stock = { of: 'stock', id: 'p', field: 'onHand', before: null, after: 7 };
    expect(undoableOf(COUNT, [stock])).toEqual([{ kind: 'stock', id: 'p', before: 0, after: 7 }]);
    expect(undoableOf('POST /api/v1/producers/:producerId/products/:productId/lots', [stock])).toEqual([]);
  });
});
