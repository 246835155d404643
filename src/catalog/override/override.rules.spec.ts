import { fieldAt, isEmpty, NO_OVERRIDE, overrideAt, priceAt, wordsAt, type Override } from './override.rules';

describe('what a platform is told instead', () => {
  const product = { name: 'Mật ong', description: 'Ngọt.', other: 1 };
  const override = (over: Partial<Override>): Override => ({ ...NO_OVERRIDE, ...over });

  it('[PR2] is what it was given, part by part; the rest is the product’s own', () => {
    expect(wordsAt(product, override({ title: 'Mật ong rừng' }))).toEqual({ ...product, name: 'Mật ong rừng' });
    expect(wordsAt(product, override({ description: '' }))).toEqual({ ...product, description: '' });
    expect(wordsAt(product, NO_OVERRIDE)).toEqual(product);
    expect([priceAt('p1', 5, override({ prices: { p1: 7 } })), priceAt('p2', 5, override({ prices: { p1: 7 } }))]).toEqual([7, 5]);
    expect(priceAt('constructor', 5, NO_OVERRIDE)).toBe(5);
  });

  it('[PR2] is said of this platform only', () => {
    const only = override({ title: 'X' });
    expect([overrideAt({ voso: only }, 'voso'), overrideAt({ voso: only }, 'postmart')]).toEqual([only, NO_OVERRIDE]);
    expect(overrideAt({}, 'constructor')).toBe(NO_OVERRIDE);
  });

  it('[PR2] is nothing when every part falls back', () => {
    expect(isEmpty(NO_OVERRIDE)).toBe(true);
    for (const part of [{ title: 'X' }, { description: '' }, { shareWeight: 0 }, { prices: { p1: 7 } }])
      expect(isEmpty(override(part))).toBe(false);
  });

  it('[PR2] is where a gap of its words is closed', () => {
    const title = override({ title: 'X' });
    expect(['name', 'description', 'packs'].map((field) => fieldAt(field, 'voso', title))).toEqual([
      'overrides.voso.title',
      'description',
      'packs',
    ]);
    expect(fieldAt('description', 'voso', override({ description: '' }))).toBe('overrides.voso.description');
    expect(fieldAt('name', 'voso', NO_OVERRIDE)).toBe('name');
  });
});
