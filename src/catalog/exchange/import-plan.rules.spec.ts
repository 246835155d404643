import { planRows, productKey, type Registered, type WantedRow } from './import-plan.rules';

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
const plan = (wanted: readonly WantedRow[], pricesStand: boolean): ReturnType<typeof planRows> =>
  planRows(wanted, { ...registered, pricesStand }, () => 'new');

describe('a table of an officer', () => {
  it('[PD9] changes everything but a price that is registered', () => {
    const refused = plan([row(360_000)], true);
    expect(refused.changedPacks).toEqual([]);
    expect(refused.issues).toMatchObject([{ row: 2, code: 'priceVnd' }]);
    expect(plan([row(350_000, 'lọ')], true).changedPacks).toMatchObject([{ unit: 'lọ' }]);
    expect(plan([row(360_000)], false).changedPacks).toMatchObject([{ priceVnd: 360_000 }]);
  });
});
