import type { Good } from './database';
import { found, renewed, sorted, starsOn } from './goods.rules';

const good = (name: string, more: Partial<Good> = {}): Good => ({
  ...{
    accountId: 'a',
    producerId: 'p',
    id: name,
    name,
    ocopSet: 1,
    coverPhotoId: null,
    isDemonstration: false,
    stars: null,
    starsUntil: null,
  },
  ...{ packs: [], readiness: [], listings: [], stock: null, createdAt: '2026-11-01' },
  ...more,
});
const names = (goods: readonly Good[]): string[] => goods.map(({ name }) => name);

describe('products on the telephone', () => {
  it('[OL4] are found without marks, and by the code of a pack', () => {
    const packs = [{ id: '1', sku: 'CAM-01', unit: 'kg', factor: 1, priceVnd: 1 }];
    const goods = [good('Cam Cao Phong', { packs }), good('Măng khô')];
    expect(names(found(goods, 'cam cao phong'))).toEqual(['Cam Cao Phong']);
    expect(names(found(goods, 'cam-01'))).toEqual(['Cam Cao Phong']);
    expect(names(found(goods, 'phong mang'))).toEqual([]);
  });

  it('are sorted as Vietnamese is, or with what needs a hand first', () => {
    const ready = (percent: number) => [{ platform: 'voso', percent, isReady: percent === 100 }];
    const stock = (onHand: number | null) => ({ onHand, promised: 2 });
    const goods = [
      good('Đường', { readiness: ready(100), stock: stock(3), createdAt: '2026-11-03' }),
      good('Ớt', { readiness: ready(40), stock: stock(90), createdAt: '2026-11-02' }),
      good('Dứa', { stock: stock(null) }),
    ];
    expect(names(sorted(goods, 'name'))).toEqual(['Dứa', 'Đường', 'Ớt']);
    expect(names(sorted(goods, 'newest'))).toEqual(['Đường', 'Ớt', 'Dứa']);
    expect(names(sorted(goods, 'least-ready'))).toEqual(['Ớt', 'Đường', 'Dứa']);
    expect(names(sorted(goods, 'least-stock'))).toEqual(['Dứa', 'Đường', 'Ớt']);
  });

  it('have their stars up to the last day of the certificate', () => {
    const starred = { stars: 4, starsUntil: '2026-11-22' };
    expect([starsOn(starred, '2026-11-22'), starsOn(starred, '2026-11-23')]).toEqual([4, null]);
  });

  it('stay the same objects as long as nothing is different', () => {
    const [tea, rice] = [good('Chè'), good('Gạo')];
    const now = renewed([tea, rice], [{ ...tea }, { ...rice, stars: 3 }]);
    expect(now[0]).toBe(tea);
    expect(now[1]).toMatchObject({ name: 'Gạo', stars: 3 });
  });
});
