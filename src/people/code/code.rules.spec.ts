import { codeText, nextCodeAt } from './code.rules';

const now = new Date('2026-11-22T03:00:00Z');
const ago = (...minutes: number[]): Date[] => minutes.map((each) => new Date(now.getTime() - each * 60_000));
const at = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

describe('how many codes are sent', () => {
  it('three in ten minutes to one number, and the fourth when the oldest is ten minutes old', () => {
    expect(nextCodeAt({ toPhone: ago(1, 9), fromPlace: [] }, now)).toBeNull();
    expect(nextCodeAt({ toPhone: ago(1, 5, 9), fromPlace: [] }, now)).toEqual(at(1));
    expect(nextCodeAt({ toPhone: ago(1, 5, 10), fromPlace: [] }, now)).toBeNull();
  });

  it('ten a day to one number', () => {
    const nine = ago(20, 40, 60, 80, 100, 120, 140, 160, 180);
    expect(nextCodeAt({ toPhone: nine, fromPlace: [] }, now)).toBeNull();
    expect(nextCodeAt({ toPhone: [...nine, ...ago(1439)], fromPlace: [] }, now)).toEqual(at(1));
    expect(nextCodeAt({ toPhone: [...nine, ...ago(1440)], fromPlace: [] }, now)).toBeNull();
  });

  it('twenty in ten minutes and a hundred a day from one place', () => {
    const many = (count: number, minutes: number): Date[] => Array.from({ length: count }, () => ago(minutes)).flat();
    expect(nextCodeAt({ toPhone: [], fromPlace: many(19, 4) }, now)).toBeNull();
    expect(nextCodeAt({ toPhone: [], fromPlace: many(20, 4) }, now)).toEqual(at(6));
    expect(nextCodeAt({ toPhone: [], fromPlace: many(99, 60) }, now)).toBeNull();
    expect(nextCodeAt({ toPhone: [], fromPlace: many(100, 60) }, now)).toEqual(at(1380));
  });
});

describe('the message with a code', () => {
  it('fits in one, whatever it is about', () => {
    expect(codeText('012345', 'sign-in', '')).toBe('Len San: ma 012345 de dang nhap. Het han sau 10 phut. Dung dua ma cho ai.');
    const long = codeText('012345', 'proposal', 'giá mới 85.000đ của '.repeat(20));
    expect(long.length).toBeLessThanOrEqual(160);
    expect(long).toMatch(/^Len San: ma 012345 de xac nhan: gia moi 85\.000d cua .*\.\.\. Het han sau 10 phut\. Chi dua ma neu dong y\.$/);
  });
});
