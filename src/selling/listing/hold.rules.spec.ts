import { holdReason } from './hold.rules';
import { effectiveWish } from './listing.rules';

const gap = (over: object): { code: string; messageVi: string; pausesLive: boolean } => ({
  ...{ code: 'certificate-expired', messageVi: 'Giấy đã hết hạn.', pausesLive: true },
  ...over,
});
const claim = { stars: 4 as const, certificateNumber: '1/QĐ', issuedBy: 'UBND tỉnh', issuedOn: '2025-03-12', expiresOn: '2028-03-12' };
const plain = { title: 'Mật ong', description: 'Ngọt.' };

describe('what the rules hold back', () => {
  it('[CC5] is what lacks a paper, with the words of the gap, and not what merely could be better', () => {
    expect(holdReason([], plain, claim)).toBeNull();
    expect(holdReason([gap({})], plain, null)).toBe('Giấy đã hết hạn.');
    expect(holdReason([gap({ code: 'photo-too-few', pausesLive: false })], plain, claim)).toBeNull();
  });

  it('[CC8] is what claims more stars in its own words than are proven, whatever the product says by now', () => {
    const four = { ...plain, title: 'Mật ong OCOP 4 sao' };
    expect(holdReason([], four, claim)).toBeNull();
    expect(holdReason([], four, null)).toMatch(/ghi OCOP 4 sao nhưng chưa có/);
    expect(holdReason([], { ...plain, description: 'Đạt OCOP 5 sao.' }, claim)).toMatch(/đang có là 4 sao/);
    expect(holdReason([gap({ code: 'star-claim-unproven' })], plain, null)).toBeNull();
  });

  it('never puts on sale what people took off', () => {
    const wishes = (['live', 'hidden', 'gone'] as const).flatMap((wanted) =>
      [null, 'vì'].map((heldBecause) => effectiveWish({ wanted, heldBecause })),
    );
    expect(wishes).toEqual(['live', 'hidden', 'hidden', 'hidden', 'gone', 'gone']);
  });
});
