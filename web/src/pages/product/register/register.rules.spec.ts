import { empty, faultsOn, productOf, type Form } from './register.rules';

const honey: Form = { ...empty(), name: 'Mật ong bạc hà', ocopSet: 4, net: '500 ml', price: '180k' };

describe('a product as it is registered', () => {
  it('[UI3] needs its name, what is in it and its price; what follows from them is put down', () => {
    expect([1, 2].flatMap((step) => faultsOn(step, honey))).toEqual([]);
    expect(productOf(honey, '00790', ['netQuantity'])).toMatchObject({
      attributes: { netQuantity: '500 ml' },
      packs: [{ unit: 'chai', weightGrams: 750, lengthCm: 8, widthCm: 8, heightCm: 22, priceVnd: 180_000 }],
    });
  });

  it('says nothing to the program that it does not ask of such goods', () => {
    expect(productOf(honey, null, [])).not.toHaveProperty('attributes');
    expect(productOf(honey, null, [])).not.toHaveProperty('communeCode');
  });

  it('asks for the weight only where what is in it does not say it', () => {
    expect(faultsOn(2, { ...honey, net: '' })).toEqual(['net']);
    expect(faultsOn(2, { ...honey, net: '12 cái' })).toEqual(['weight']);
    expect(faultsOn(2, { ...honey, net: '12 cái', weight: '900' })).toEqual([]);
    expect(faultsOn(2, { ...honey, ocopSet: 21, net: '' })).toEqual(['weight']); // crafts have no content
    expect(faultsOn(2, { ...honey, ocopSet: 1, net: '' })).toEqual([]); // sold by the kilogram
  });

  it('takes a count of none, and no count at all', () => {
    for (const stock of ['', '0', '1.200']) expect(faultsOn(2, { ...honey, stock })).toEqual([]);
    expect(faultsOn(2, { ...honey, stock: 'nhiều' })).toEqual(['stock']);
  });
});
