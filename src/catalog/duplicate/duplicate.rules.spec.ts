import { staysDistinct, suspect, type Likeness } from './duplicate.rules';

const nothing: Likeness = {
  ...{ isOwn: false, hasSameName: false, nameSimilarity: 0, isSameSet: false, isSameCommune: false },
  ...{ hasSameCertificate: false, hasSameGtin: false, hasSamePhoto: false },
};
const named = { hasSameName: true, nameSimilarity: 1 };

describe('suspecting that two products are one', () => {
  it.each<[Partial<Likeness>, ReturnType<typeof suspect>]>([
    [{}, null],
    [named, null],
    [{ ...named, isSameSet: true }, null],
    [{ ...named, isSameCommune: true }, null],
    [
      { ...named, isSameSet: true, isSameCommune: true },
      { certainty: 'very-likely', reasons: ['same-name'], score: 90 },
    ],
    [
      { ...named, isSameSet: true, isOwn: true },
      { certainty: 'very-likely', reasons: ['same-name'], score: 90 },
    ],
    [
      { ...named, hasSameCertificate: true },
      { certainty: 'very-likely', reasons: ['same-name-and-certificate'], score: 95 },
    ],
    [{ hasSameCertificate: true, nameSimilarity: 0.99 }, null],
    [{ hasSameGtin: true }, { certainty: 'certain', reasons: ['same-gtin'], score: 100 }],
    [{ nameSimilarity: 0.59, isSameSet: true, isSameCommune: true }, null],
    [
      { nameSimilarity: 0.6, isSameSet: true, isSameCommune: true },
      { certainty: 'likely', reasons: ['similar-name'], score: 48 },
    ],
    [
      { nameSimilarity: 0.6, isSameSet: true, isOwn: true },
      { certainty: 'likely', reasons: ['similar-name'], score: 48 },
    ],
    [{ hasSamePhoto: true }, { certainty: 'likely', reasons: ['same-photo'], score: 60 }],
    [{ hasSamePhoto: true, isOwn: true }, null],
    [
      { hasSamePhoto: true, isOwn: true, nameSimilarity: 0.4 },
      { certainty: 'very-likely', reasons: ['same-photo-similar-name'], score: 85 },
    ],
    [
      { ...named, hasSamePhoto: true, isSameSet: true, isSameCommune: true },
      { certainty: 'very-likely', reasons: ['same-name', 'same-photo-similar-name'], score: 90 },
    ],
  ])('%j: %j', (like, suspicion) => {
    expect(suspect({ ...nothing, ...like })).toEqual(suspicion);
  });

  it('leaves two products two until something new speaks for one', () => {
    expect(staysDistinct(['same-name'], null)).toBe(false);
    expect(staysDistinct(['same-name'], ['same-name', 'same-photo'])).toBe(true);
    expect(staysDistinct(['same-name', 'same-photo'], ['same-name'])).toBe(false);
  });
});
