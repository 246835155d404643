import fc from 'fast-check';
import type { PlatformDescription } from '../../platform';
import type { CertificateFacts } from '../document/certificate.rules';
import { ocopSet } from '../reference/ocop-set.rules';
import { claimedStars, readiness, type ProductFacts } from './readiness.rules';

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

const product = (over: Partial<ProductFacts> = {}): ProductFacts => ({
  name: 'Mật ong bạc hà Đồng Văn',
  description: 'Mật ong hoa bạc hà, thu hoạch từ tháng 10.',
  set: ocopSet(4),
  communeCode: '01273',
  shelfLifeDays: 365,
  packCount: 1,
  photos: [{ width: 1200, height: 900 }],
  certificates: [certificate()],
  ...over,
});

type Platform = Pick<PlatformDescription, 'name' | 'photoRule' | 'textRule' | 'requires' | 'categoryForSet'>;
const platform = (over: Partial<Platform> = {}): Platform => ({
  name: 'Sàn thử',
  photoRule: { formats: ['jpeg'], maxBytes: 1_000_000, minEdgePx: 500, maxEdgePx: 3000, minCount: 1, maxCount: 8, version: 1 },
  textRule: { titleMaxBytes: 60, descriptionMinChars: 20, descriptionMaxChars: 300 },
  requires: { ocopCertificate: true },
  categoryForSet: { 4: 'NS01', 21: 'TC01', 26: 'DL' },
  ...over,
});

const codes = (over: Partial<ProductFacts>, demands: Partial<Platform> = {}, day = DAY): string[] =>
  readiness(product(over), platform(demands), day).gaps.map((gap) => gap.code);

describe('readiness', () => {
  it('is 100 percent with nothing missing, and only then', () => {
    expect(readiness(product(), platform(), DAY)).toEqual({ percent: 100, gaps: [] });
    const { percent, gaps } = readiness(product({ communeCode: null, shelfLifeDays: null }), platform(), DAY);
    expect(gaps).toHaveLength(2);
    expect(percent).toBe(83);
  });

  it.each<readonly [code: string, over: Partial<ProductFacts>, demands: Partial<Platform>]>([
    ['set-not-by-post', { set: ocopSet(26) }, {}],
    ['category-unmapped', { set: ocopSet(23) }, {}],
    ['category-unmapped', {}, { categoryForSet: { 4: null } }],
    ['title-too-long', { name: 'Mật ong bạc hà nguyên chất của cao nguyên đá Đồng Văn, Hà Giang' }, {}],
    ['title-too-long', {}, { textRule: { titleMaxChars: 22, descriptionMinChars: 0, descriptionMaxChars: 300 } }],
    ['description-too-short', { description: 'Ngắn.' }, {}],
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
    ['star-claim-unproven', { name: 'Mật ong OCOP 5 sao' }, {}],
  ])('%s', (code, over, demands) => {
    expect(codes(over, demands)).toEqual([code]);
  });

  it('asks a shelf life of food and not of crafts', () => {
    expect(codes({ set: ocopSet(21), shelfLifeDays: null })).toEqual([]);
  });

  it('lets a small photo stand beside enough good ones', () => {
    const good = { width: 800, height: 800 };
    const small = { width: 100, height: 100 };
    expect(codes({ photos: [small, good] })).toEqual([]);
    expect(codes({ photos: [small, good] }, { photoRule: { ...platform().photoRule, minCount: 2 } })).toEqual(['photo-too-small']);
  });

  it('asks no certificate of a product where the platform asks none, but still doubts a claim', () => {
    expect(codes({ certificates: [] }, { requires: { ocopCertificate: false } })).toEqual([]);
    expect(codes({ certificates: [], description: 'Sản phẩm đạt OCOP 3 sao của tỉnh.' }, { requires: { ocopCertificate: false } })).toEqual(
      ['star-claim-unproven'],
    );
  });

  it('[CC8] goes by the day: what was proven is no longer when the certificate has ended', () => {
    const claim = { description: 'Mật ong đạt chứng nhận OCOP 4 sao.' };
    expect(codes(claim, {}, '2028-03-12')).toEqual([]);
    expect(codes(claim, {}, '2028-03-13')).toEqual(['certificate-expired', 'star-claim-unproven']);
  });

  it('gives a gap everything that a person needs', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 26 }),
        fc.string(),
        fc.string(),
        fc.integer({ min: 0, max: 3 }),
        (set, name, description, packCount) => {
          const facts = product({
            set: ocopSet(set),
            name,
            description,
            packCount,
            communeCode: null,
            shelfLifeDays: null,
            photos: [],
            certificates: [],
          });
          const { percent, gaps } = readiness(facts, platform(), DAY);
          expect(percent).toBeGreaterThanOrEqual(0);
          expect(percent).toBeLessThan(100);
          for (const gap of gaps) expect(gap.messageVi.length).toBeGreaterThan(10);
          expect(new Set(gaps.map((gap) => gap.code)).size).toBe(gaps.length);
        },
      ),
    );
  });
});

it.each([
  ['Mật ong OCOP 4 sao', 4],
  ['đạt 5 sao OCOP cấp quốc gia', 5],
  ['OCOP bốn sao'.normalize('NFD'), 4],
  ['ocop hạng 3*', 3],
  ['OCOP ⭐ 4⭐', 4],
  ['OCOP 3 sao năm 2023, nay OCOP 4 sao', 4],
  ['Khách sạn 5 sao khen ngon', 0],
  ['Sản phẩm OCOP. Khách sạn 5 sao khen ngon', 0],
  ['OCOP năm 2024', 0],
  ['OCOP 14 sao', 0],
  ['Mật ong', 0],
])('"%s" claims %i stars', (text, stars) => {
  expect(claimedStars(text)).toBe(stars);
});
