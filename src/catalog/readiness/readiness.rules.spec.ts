import fc from 'fast-check';
import type { CertificateFacts } from '../document/certificate.rules';
import type { DocumentFacts, DocumentType } from '../document/document.rules';
import { ATTRIBUTE_SEED } from '../rule/attribute.seed';
import type { RuleFacts } from '../rule/rule.rules';
import { RULE_SEED } from '../rule/rule.seed';
import type { PlatformFacts, ProductFacts, Ruling } from './gap.rules';
import { readiness } from './readiness.rules';

const DAY = '2026-11-21';

const certificate = (over: Partial<CertificateFacts> = {}): CertificateFacts => ({
  ...{
    stars: 4,
    number: '123/QĐ-UBND',
    issuedBy: 'UBND tỉnh Cao Bằng',
    issuedOn: '2025-03-12',
    expiresOn: '2028-03-12',
    state: 'verified',
  },
  ...over,
});

const paper = (type: DocumentType, over: Partial<DocumentFacts> = {}): DocumentFacts => ({
  ...{ type, scope: 'product', number: `01/${type}`, state: 'verified', issuedOn: '2025-01-02', expiresOn: null },
  ...over,
});

const product = (over: Partial<ProductFacts> = {}): ProductFacts => ({
  name: 'Mật ong bạc hà Đồng Văn',
  description: 'Mật ong hoa bạc hà, thu hoạch từ tháng 10.',
  ocopSet: 4,
  communeCode: '01273',
  shelfLifeDays: 365,
  packCount: 1,
  attributes: {
    ...{ netQuantity: '500 ml', ingredients: '100 % mật ong', usageInstructions: 'Pha nước ấm', storageInstructions: 'Nơi khô mát' },
    ...{ isOwnProduce: true, isSmallPrimaryProduction: false, isPrepacked: true },
  },
  producerKind: 'household',
  photos: [{ width: 1200, height: 900 }],
  certificates: [certificate()],
  documents: [paper('food-safety-certificate', { scope: 'facility' }), paper('self-declaration'), paper('label-image')],
  ...over,
});

const platform = (over: Partial<PlatformFacts> = {}): PlatformFacts => ({
  name: 'Sàn thử',
  version: 1,
  photoRule: { formats: ['jpeg'], maxBytes: 1_000_000, minEdgePx: 500, maxEdgePx: 3000, minCount: 1, maxCount: 8, version: 1 },
  textRule: { titleMaxBytes: 60, descriptionMinChars: 20, descriptionMaxChars: 300 },
  requires: { ocopCertificate: true },
  categoryForSet: Object.fromEntries(Array.from({ length: 22 }, (_, i) => [i + 1, 'NS01'])),
  ageGate: false,
  goodUntil: null,
  ...over,
});

const rules: readonly RuleFacts[] = RULE_SEED.map((rule) => ({
  ...{ version: 1, effectiveTo: null, suspendedFrom: null, suspendedBy: null },
  ...rule,
}));
const ruling: Ruling = { revision: 1, rules, definitions: ATTRIBUTE_SEED.map((one) => ({ ...one, effectiveTo: null })) };

const codes = (over: Partial<ProductFacts>, demands: Partial<PlatformFacts> = {}, day = DAY): string[] =>
  readiness(product(over), platform(demands), ruling, day).gaps.map((gap) => gap.code);

describe('readiness', () => {
  it('is 100 percent with nothing missing, and only then', () => {
    expect(readiness(product(), platform(), ruling, DAY)).toMatchObject({ percent: 100, gaps: [] });
    const { percent, gaps } = readiness(product({ communeCode: null, shelfLifeDays: null }), platform(), ruling, DAY);
    expect(gaps).toHaveLength(2);
    expect(percent).toBeLessThan(100);
    expect(percent).toBeGreaterThan(80);
  });

  it.each<readonly [code: string, over: Partial<ProductFacts>, demands: Partial<PlatformFacts>]>([
    ['category-unmapped', {}, { categoryForSet: { 4: null } }],
    ['category-unmapped', {}, { categoryForSet: {} }],
    ['title-too-long', { name: 'Mật ong bạc hà nguyên chất của cao nguyên đá Đồng Văn, Hà Giang' }, {}],
    ['title-too-long', {}, { textRule: { titleMaxChars: 22, descriptionMinChars: 0, descriptionMaxChars: 300 } }],
    ['description-too-short', {}, { textRule: { titleMaxBytes: 60, descriptionMinChars: 290, descriptionMaxChars: 300 } }],
    ['description-too-long', { description: 'a'.repeat(301) }, {}],
    ['pack-missing', { packCount: 0 }, {}],
    ['commune-missing', { communeCode: null }, {}],
    ['shelf-life-missing', { shelfLifeDays: null }, {}],
    ['photo-too-few', { photos: [] }, {}],
    ['photo-too-small', { photos: [{ width: 499, height: 900 }] }, {}],
    ['certificate-missing', { certificates: [] }, {}],
    ['certificate-missing', { certificates: [certificate({ state: 'refused' })] }, {}],
    ['certificate-not-verified', { certificates: [certificate({ state: 'submitted' })] }, {}],
    ['certificate-expired', { certificates: [certificate({ expiresOn: '2026-11-20' })] }, {}],
    ['certificate-holder-unfit', { isProducerRegistered: false }, {}],
    ['star-claim-unproven', { name: 'Mật ong OCOP 5 sao' }, {}],
    ['star-claim-unproven', { attributes: { ...product().attributes, ingredients: 'Mật ong OCOP 5 sao' } }, {}],
    ['attribute-missing', { attributes: { ...product().attributes, ingredients: '' } }, {}],
    ['document-missing', { documents: product().documents.slice(1) }, {}],
    ['document-missing', { documents: [...product().documents.slice(1), paper('food-safety-certificate', { state: 'revoked' })] }, {}],
    ['document-missing', { documents: [...product().documents.slice(0, 2), paper('label-image', { scope: 'producer' })] }, {}],
    ['document-missing', { producerKind: 'cooperative' }, {}],
    [
      'document-not-verified',
      { documents: [...product().documents.slice(1), paper('food-safety-certificate', { state: 'submitted' })] },
      {},
    ],
    [
      'document-expired',
      { documents: [...product().documents.slice(1), paper('food-safety-certificate', { expiresOn: '2026-11-20' })] },
      {},
    ],
  ])('%s', (code, over, demands) => {
    expect(codes(over, demands)).toEqual([code]);
  });

  it('[CC8] refuses a star claim in title, text or label, and names the field', () => {
    const claim = 'Mật ong OCOP 5 sao của cao nguyên';
    const field = (over: Partial<ProductFacts>) => readiness(product(over), platform(), ruling, DAY).gaps.map((gap) => gap.field);
    expect(field({ name: claim })).toEqual(['name']);
    expect(field({ description: claim })).toEqual(['description']);
    expect(field({ attributes: { ...product().attributes, usageInstructions: claim } })).toEqual(['attributes.usageInstructions']);
    expect(field({ name: claim, certificates: [certificate({ stars: 5 })] })).toEqual([]);
  });

  it('asks a question only where the answer matters, and asks it once', () => {
    const { isOwnProduce: _, isSmallPrimaryProduction: __, ...answered } = product().attributes;
    const open = readiness(product({ attributes: answered, producerKind: 'household' }), platform(), ruling, DAY).gaps;
    expect(open.map((gap) => gap.field)).toEqual(['attributes.isOwnProduce', 'attributes.isSmallPrimaryProduction']);
    expect(open[0]).toMatchObject({
      code: 'question-open',
      messageVi: expect.stringContaining('không thuộc diện phải đăng ký kinh doanh'),
    });
    const registered = {
      attributes: answered,
      producerKind: 'cooperative',
      documents: [...product().documents, paper('business-registration')],
    };
    expect(readiness(product(registered), platform(), ruling, DAY).gaps.map((gap) => gap.field)).toEqual([
      'attributes.isSmallPrimaryProduction',
    ]);
  });

  it('names papers that would do instead of each other in one gap', () => {
    const small = { attributes: { ...product().attributes, isSmallPrimaryProduction: true }, documents: product().documents.slice(1) };
    const { gaps } = readiness(product(small), platform(), ruling, DAY);
    expect(gaps).toHaveLength(1);
    expect(gaps[0]?.messageVi).toMatch(/giấy chứng nhận.*cam kết.*hệ thống chất lượng/);
    for (const type of ['food-safety-certificate', 'food-safety-commitment', 'quality-system'] as const)
      expect(codes({ ...small, documents: [...small.documents, paper(type)] })).toEqual([]);
    expect(codes({ documents: [...small.documents, paper('food-safety-commitment')] })).toEqual(['document-missing']);
  });

  it('says of each gap what it rests on and whether a live listing has to go for it', () => {
    const { gaps } = readiness(product({ documents: [], description: 'a'.repeat(301), certificates: [] }), platform(), ruling, DAY);
    const declaration = gaps.find((gap) => gap.field === 'documents.self-declaration');
    expect(declaration).toMatchObject({ pausesLive: true, who: 'producer', rule: { code: 'self-declaration-honey', version: 1 } });
    expect(declaration?.rule?.source).toContain('15/2018');
    expect(gaps.find((gap) => gap.code === 'description-too-long')).toMatchObject({ pausesLive: false, rule: null });
    expect(gaps.find((gap) => gap.code === 'certificate-missing')).toMatchObject({ pausesLive: true });
    expect(gaps.map((gap) => gap.cost)).toEqual([...gaps.map((gap) => gap.cost)].sort((a, b) => a - b));
  });

  it('asks a shelf life of food and not of crafts', () => {
    expect(codes({ shelfLifeDays: null })).toEqual(['shelf-life-missing']);
    expect(codes({ ocopSet: 21, shelfLifeDays: null })).not.toContain('shelf-life-missing');
  });

  it('lets a small photo stand beside enough good ones', () => {
    const good = { width: 800, height: 800 };
    const small = { width: 100, height: 100 };
    expect(codes({ photos: [small, good] })).toEqual([]);
    expect(codes({ photos: [small, good] }, { photoRule: { ...platform().photoRule, minCount: 2 } })).toEqual(['photo-too-small']);
  });

  it('asks no certificate of a product where the platform asks none, but still doubts a claim', () => {
    const none = { requires: { ocopCertificate: false } };
    expect(codes({ certificates: [] }, none)).toEqual([]);
    expect(codes({ certificates: [], description: 'Sản phẩm đạt OCOP 3 sao của tỉnh.' }, none)).toEqual(['star-claim-unproven']);
  });

  it('names who cannot hold a certificate beside what is missing, and asks nothing of verdicts of before it was asked', () => {
    const unfit = { isProducerRegistered: false, certificates: [] };
    expect(codes(unfit)).toEqual(['certificate-holder-unfit', 'certificate-missing']);
    const [gap] = readiness(product(unfit), platform(), ruling, DAY).gaps;
    expect(gap).toMatchObject({ field: 'producer.kind', who: 'producer', pausesLive: false, rule: { code: 'ocop-certificate' } });
    expect(gap?.messageVi).toMatch(/chưa thể là chủ thể OCOP/);
    expect(codes({ isProducerRegistered: true })).toEqual([]);
    expect(codes({ isProducerRegistered: false }, { requires: { ocopCertificate: false } })).toEqual([]);
    expect(product().isProducerRegistered).toBeUndefined();
    expect(codes({})).toEqual([]);
  });

  it('[CC8] goes by the day: what was proven is no longer when the certificate has ended', () => {
    const claim = { description: 'Mật ong đạt chứng nhận OCOP 4 sao.' };
    expect(codes(claim, {}, '2028-03-12')).toEqual([]);
    expect(codes(claim, {}, '2028-03-13')).toEqual(['star-claim-unproven', 'certificate-expired']);
  });

  it('says until when the calendar alone changes nothing', () => {
    const until = (over: Partial<ProductFacts>, law = ruling, day = DAY) => readiness(product(over), platform(), law, day).goodUntil;
    expect(until({})).toBe('2028-03-13');
    expect(until({ documents: [...product().documents, paper('test-report', { expiresOn: '2027-01-31' })] })).toBe('2027-02-01');
    expect(
      until({}, { ...ruling, rules: rules.map((rule) => (rule.code === 'label' ? { ...rule, effectiveTo: '2027-05-01' } : rule)) }),
    ).toBe('2027-05-02');
    expect(
      until({}, { ...ruling, rules: rules.map((rule) => (rule.code === 'timber' ? { ...rule, effectiveTo: '2027-05-01' } : rule)) }),
    ).toBe('2028-03-13');
    expect(until({ certificates: [] })).toBeNull();
  });

  it('gives a gap everything that a person needs', () => {
    const poor = { communeCode: null, shelfLifeDays: null, photos: [], certificates: [], documents: [], attributes: {} };
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 26 }),
        fc.string(),
        fc.string(),
        fc.integer({ min: 0, max: 3 }),
        (ocopSet, name, description, packCount) => {
          const { percent, gaps } = readiness(product({ ...poor, ocopSet, name, description, packCount }), platform(), ruling, DAY);
          expect(percent).toBeGreaterThanOrEqual(0);
          expect(percent).toBeLessThan(100);
          for (const gap of gaps) expect(gap.messageVi.length).toBeGreaterThan(10);
          expect(new Set(gaps.map((gap) => `${gap.code} ${gap.field}`)).size).toBe(gaps.length);
        },
      ),
    );
  });
});
