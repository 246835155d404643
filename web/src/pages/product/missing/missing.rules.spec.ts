import { isBegun, lacksOf, likelyIssuers, paperAtFirst } from '../papers/paper-form.rules';
import { countOf, isMine, missingOf } from './missing.rules';
import { suggestionsFor } from './suggestions.rules';

const gap = (code: string, field: string, who = 'producer') => ({ code, field, who, messageVi: '' });
const MAKER = {
  name: 'HTX Mèo Vạc',
  registrationNumber: '100700',
  taxCode: null,
  communeName: 'Xã Mèo Vạc',
  provinceName: 'Tỉnh Tuyên Quang',
};

describe('what is missing, by what a person does about it', () => {
  it('[CC1] puts every gap in one place, and only those of people here into the count', () => {
    const missing = missingOf([
      gap('question-open', 'attributes.isPrepacked'),
      gap('attribute-missing', 'attributes.ingredients'),
      gap('star-claim-unproven', 'attributes.ingredients'),
      gap('shelf-life-missing', 'shelfLifeDays'),
      gap('document-missing', 'documents.label-image'),
      gap('document-not-verified', 'documents.test-report', 'province'),
      gap('certificate-missing', 'certificates'),
      gap('consent-missing', 'consents.voso'),
      gap('photo-too-few', 'photoIds'),
    ]);
    expect(missing).toMatchObject({
      questions: ['isPrepacked'],
      label: ['ingredients'],
      asksShelfLife: true,
      papers: ['label-image'],
      asksCertificate: true,
    });
    expect(missing.others.map(({ code }) => code)).toEqual(['star-claim-unproven', 'photo-too-few']);
    expect([missing.consents.length, missing.waiting.length, countOf(missing)]).toEqual([1, 1, 8]);
    expect(isMine(missingOf([gap('certificate-not-verified', 'certificates', 'province')]))).toBe(false);
  });

  it('puts down what is known of a paper and nothing that somebody else has written', () => {
    expect(paperAtFirst('label-image', MAKER, '2026-11-22')).toMatchObject({
      number: 'Nhãn 2026',
      issuer: 'HTX Mèo Vạc',
      issuedOn: '2026-11-22',
    });
    expect(paperAtFirst('business-registration', MAKER, '2026-11-22')).toMatchObject({ number: '100700', issuer: '', issuedOn: '' });
    expect(likelyIssuers('food-safety-commitment', MAKER)).toEqual(['UBND xã Mèo Vạc', 'UBND tỉnh Tuyên Quang']);
    expect(likelyIssuers('test-report', MAKER)).toEqual([]);
  });

  it('says what a paper lacks that was begun', () => {
    const first = paperAtFirst('self-declaration', MAKER, '2026-11-22');
    expect([isBegun(first, first, false), isBegun(first, first, true), isBegun({ ...first, number: '1' }, first, false)]).toEqual([
      false,
      true,
      true,
    ]);
    expect(lacksOf(first, true)).toEqual(['number', 'issuedOn']);
    expect(lacksOf({ ...first, number: '1', issuedOn: '2026-01-01' }, false)).toEqual(['file']);
  });

  it('offers what other goods of the kind say before what is usual', () => {
    const other = { name: 'Mật ong rừng', ocopSet: 4, attributes: { usageInstructions: 'Pha nước chanh.' } };
    expect(suggestionsFor('usageInstructions', { name: 'Mật ong', ocopSet: 4 }, [other, { ...other, ocopSet: 11 }])[0]).toBe(
      'Pha nước chanh.',
    );
    expect(suggestionsFor('ingredients', { name: 'Mật ong bạc hà', ocopSet: 4 }, [])).toEqual(['Mật ong 100 %']);
    expect(suggestionsFor('warning', { name: 'Mật ong', ocopSet: 4 }, [])).toEqual([]);
  });
});
