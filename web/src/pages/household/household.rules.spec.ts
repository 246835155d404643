import { addressesOf, addressesOfProduct, daysGood, mandateOfEach, textsToRead } from './household.rules';

describe('the list of an officer', () => {
  it('shows of each household the mandate that counts, else the latest', () => {
    const of = (id: string, counts: boolean, validUntil: string) => ({ id, producerId: 'h', counts, validUntil });
    expect(mandateOfEach([of('old', false, '2027'), of('now', true, '2026')]).get('h')?.id).toBe('now');
    expect(mandateOfEach([of('older', false, '2024'), of('old', false, '2025')]).get('h')?.id).toBe('old');
  });
});

describe('what is read aloud', () => {
  it('[SP4] the two texts without which nobody is registered come first, and texts for other moments not at all', () => {
    const texts = ['id-image', 'publish-on-platform', 'officer-acts-for-me', 'register-profile'].map((purpose) => ({
      purpose: purpose as 'id-image',
    }));
    expect(textsToRead(texts).map(({ text, isNeeded }) => [text.purpose, isNeeded])).toEqual([
      ['register-profile', true],
      ['officer-acts-for-me', true],
      ['publish-on-platform', false],
    ]);
  });
});

describe('the bag', () => {
  it('[N17] is good for seven days', () => {
    const at = '2026-11-01T00:00:00Z';
    expect(daysGood(at, Date.parse('2026-11-01T00:00:00Z'))).toBe(7);
    expect(daysGood(at, Date.parse('2026-11-07T23:59:59Z'))).toBe(1);
    expect(daysGood(at, Date.parse('2026-11-08T00:00:00Z'))).toBe(0);
  });

  it('[N17] names every address once', () => {
    const all = [...addressesOf('h'), ...addressesOfProduct('h', 'p')];
    expect(new Set(all).size).toBe(all.length);
  });
});
