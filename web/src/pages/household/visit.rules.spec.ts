import { consentsOf, producerOf, type Visit } from './visit.rules';

const visit: Visit = {
  ...{
    id: 'h',
    consentId: 'c',
    step: 3,
    kind: 'household',
    name: ' Hộ Mỷ ',
    provinceCode: '08',
    communeCode: '',
    communeName: '',
    phone: '',
  },
  ...{
    agreed: ['s1', 's2'],
    language: 'hmong',
    method: 'paper-photo',
    signerName: 'Vàng Thị Mỷ',
    signerRelation: 'self',
    witness: 'Ai đó',
  },
  ...{ sha256: 'ab', unit: 'extension', rights: ['profile.read'], months: 12 },
};
const texts = [
  { purpose: 'register-profile', version: 2, platform: null, sha256: 's1' },
  { purpose: 'officer-acts-for-me', version: 3, platform: null, sha256: 's2' },
  { purpose: 'publish-on-platform', version: 1, platform: 'voso', sha256: 's3' },
] as const;

describe('a visit', () => {
  it('[SP4] names the version that was read, and only what was agreed to', () => {
    expect(producerOf(visit, texts).mandate).toMatchObject({ consentId: 'c', textVersion: 3 });
    expect(consentsOf(visit, texts)?.consents).toEqual([{ purpose: 'register-profile', textVersion: 2, agreed: true }]);
    expect(consentsOf({ ...visit, agreed: [] }, texts)).toBeNull();
  });

  it('[PD8] by a code brings no photo, not even one of an earlier try', () => {
    expect(producerOf({ ...visit, method: 'otp-sms' }, texts).mandate?.proof).not.toHaveProperty('evidenceSha256');
    expect(consentsOf({ ...visit, method: 'otp-sms' }, texts)?.proof).toMatchObject({ method: 'otp-sms', signerName: 'Vàng Thị Mỷ' });
  });

  it('says nothing of what was left empty, and of a witness only beside a thumbprint', () => {
    const { phone, communeCode, mandate, name } = producerOf(visit, texts);
    expect([phone, communeCode, mandate?.proof.witness, name]).toEqual([undefined, undefined, undefined, 'Hộ Mỷ']);
    expect(producerOf({ ...visit, method: 'thumbprint-witness' }, texts).mandate?.proof.witness).toBe('Ai đó');
  });
});
