import { suspect, viewOf, type Likeness } from './duplicate.rules';
import type { Actor } from '../../shared/http';

const stranger: Likeness = {
  ...{ hasSameTaxCode: false, hasSameRegistration: false, hasSamePersonalNumber: false },
  ...{ hasSamePhone: false, isSameCommune: false, hasSameName: false, nameSimilarity: 0 },
};

describe('suspecting that two producers are one', () => {
  it.each([
    [{}, null],
    [{ hasSameTaxCode: true }, { certainty: 'certain', reasons: ['tax-code'], score: 100 }],
    [
      { hasSameRegistration: true, hasSamePhone: true },
      { certainty: 'certain', reasons: ['registration-number'], score: 100 },
    ],
    [{ hasSamePersonalNumber: true }, { certainty: 'certain', reasons: ['personal-number'], score: 100 }],
    [{ hasSamePhone: true, nameSimilarity: 0.39 }, null],
    [
      { hasSamePhone: true, nameSimilarity: 0.4 },
      { certainty: 'likely', reasons: ['phone-and-name'], score: 85 },
    ],
    [{ hasSameName: true, nameSimilarity: 1 }, null],
    [
      { isSameCommune: true, hasSameName: true, nameSimilarity: 1 },
      { certainty: 'likely', reasons: ['name-in-commune'], score: 90 },
    ],
    [{ isSameCommune: true, nameSimilarity: 0.71 }, null],
    [
      { isSameCommune: true, nameSimilarity: 0.72 },
      { certainty: 'likely', reasons: ['similar-name-in-commune'], score: 58 },
    ],
    [
      { isSameCommune: true, hasSamePhone: true, hasSameName: true, nameSimilarity: 1 },
      { certainty: 'likely', reasons: ['name-in-commune', 'phone-and-name'], score: 90 },
    ],
  ])('%j: %j', (like, suspicion) => {
    expect(suspect({ ...stranger, ...like })).toEqual(suspicion);
  });

  it.each([
    ['operator', null, { isTheirs: false, provinceCode: '08' }, 'whole'],
    ['province', '66', { isTheirs: false, provinceCode: '66' }, 'whole'],
    ['province', '66', { isTheirs: false, provinceCode: '08' }, 'none'],
    ['officer', null, { isTheirs: true, provinceCode: '08' }, 'whole'],
    ['officer', null, { isTheirs: false, provinceCode: '66' }, 'outline'],
    ['officer', null, { isTheirs: false, provinceCode: '08' }, 'none'],
    ['producer', null, { isTheirs: true, provinceCode: '66' }, 'whole'],
    ['producer', null, { isTheirs: false, provinceCode: '66' }, 'none'],
  ] as const)('%s of %s sees %j: %s', (role, provinceCode, other, view) => {
    expect(viewOf({ role, provinceCode } as Actor, other, { provinceCode: '66' })).toBe(view);
  });
});
