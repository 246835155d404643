import fc from 'fast-check';
import { newId } from '../../shared/kernel';
import { skuFor, SKU_PATTERN } from './sku.rules';

describe('a made-up SKU', () => {
  it('can be read and stays the same', () => {
    const id = '0193530e-7a2b-7c11-8f00-0123456789ab';
    expect(skuFor('Mật ong bạc hà Đồng Văn', id)).toBe('MAT-ONG-BAC-HA-DONG-VAN-4D2PF2DB');
    expect(skuFor('Mật ong bạc hà Đồng Văn', id)).toBe(skuFor('Mật ong bạc hà Đồng Văn'.normalize('NFD'), id));
    expect(skuFor('★★★', id)).toBe('4D2PF2DB');
  });

  it('always fits the rule, whatever the name', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (name) => SKU_PATTERN.test(skuFor(name, newId()))));
  });

  it('differs between packs of one product', () => {
    const made = new Set(Array.from({ length: 2000 }, () => skuFor('Cam', newId())));
    expect(made.size).toBe(2000);
  });
});
