import { planRows, productKey, type Proposing, type Registered, type WantedRow } from './import-plan.rules';

const size = { weightGrams: 750, lengthCm: 10, widthCm: 10, heightCm: 22 };
const product = {
  id: 'p',
  name: 'Mật ong',
  ocopSet: 4,
  description: '',
  communeCode: null,
  shelfLifeDays: null,
  traceUrl: null,
  attributes: {},
};
const key = productKey(product.name, product.ocopSet);
const registered: Registered = {
  idsByKey: new Map([[key, ['p']]]),
  products: new Map([['p', product]]),
  packs: [{ id: 'k', productId: 'p', sku: 'MO', unit: 'chai', factor: 1, ...size, priceVnd: 350_000, gtin: null }],
  ...{ certificates: [], foreignSkus: new Set(), gtinHolders: new Map(), definitions: [] },
};
const row = (priceVnd: number, unit = 'chai'): WantedRow => ({
  ...{ number: 2, key, product: { name: product.name, ocopSet: 4 }, pack: { unit, ...size, priceVnd }, certificate: undefined },
});
const plan = (wanted: readonly WantedRow[], proposing?: Proposing): ReturnType<typeof planRows> =>
  planRows(wanted, { ...registered, proposing }, () => 'new');
const may = { may: true, waiting: new Map<string, string>() };

describe('a table of an officer', () => {
  it('[PD9] puts a price that is registered before the producer, and takes over the rest of the row', () => {
    const proposed = plan([row(360_000, 'lọ')], may);
    expect(proposed.proposedPrices).toEqual([{ packId: 'k', productName: 'Mật ong', unit: 'chai', from: 350_000, to: 360_000 }]);
    expect(proposed.changedPacks).toMatchObject([{ unit: 'lọ', priceVnd: 350_000 }]);
    expect(proposed.issues).toMatchObject([
      { row: 2, code: 'priceVnd', severity: 'warning', messageVi: expect.stringContaining('chờ chủ thể') },
    ]);
    expect(plan([row(360_000)], may)).toMatchObject({ outcomes: ['unchanged'], proposedPrices: [{ to: 360_000 }] });
    expect(plan([row(350_000, 'lọ')], may)).toMatchObject({ proposedPrices: [], changedPacks: [{ unit: 'lọ' }], issues: [] });
    expect(plan([row(360_000)])).toMatchObject({ proposedPrices: [], changedPacks: [{ priceVnd: 360_000 }] });
  });

  it('[PD9] is refused the row whose price waits already, or may not be proposed at all', () => {
    const waiting = new Map([['k', 'Đổi giá Mật ong, chai: 350.000đ → 355.000đ']]);
    expect(plan([row(360_000, 'lọ')], { may: true, waiting })).toMatchObject({
      ...{ outcomes: ['refused'], proposedPrices: [], changedPacks: [] },
      issues: [
        { row: 2, code: 'priceVnd', severity: 'error', messageVi: expect.stringMatching(/^Đang chờ chủ thể xác nhận: .*355\.000đ$/) },
      ],
    });
    expect(plan([row(350_000, 'lọ')], { may: true, waiting }).outcomes).toEqual(['changed']);
    expect(plan([row(360_000)], { ...may, may: false })).toMatchObject({ outcomes: ['refused'], proposedPrices: [], changedPacks: [] });
  });
});
