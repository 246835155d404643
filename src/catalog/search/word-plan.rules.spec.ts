import { checkAll, FEW, planWords } from './word-plan.rules';

describe('which words of a search are looked up', () => {
  const withWord = new Map([
    ['cam', 30_000],
    ['canh', 1_000],
    ['cao', 900],
    ['phong', FEW],
    ['so', 300_000],
    ['to', FEW + 1],
  ]);
  const plan = (...words: string[]) => planWords(words, { products: 1_000_000, withWord });

  it('only the rare ones when there are some; the last word counts with all that begin so', () => {
    expect(plan('so', '810', 'cam')).toMatchObject({ looked: `'810'`, checked: `'so' & 'cam':*`, isFew: true });
    expect(plan('cam', 'cao', 'phong')).toMatchObject({ looked: `'cao' & 'phong':*`, checked: `'cam'`, isFew: true });
    expect(plan('810')).toMatchObject({ looked: `'810':*`, checked: '', isFew: true });
    expect(plan('canh', 'ca')).toMatchObject({ looked: `'canh'`, checked: `'ca':*`, isFew: true });
  });

  it('all of them when each is common', () => {
    expect(plan('so', 'cam')).toEqual({ looked: `'so' & 'cam':*`, checked: '', isFew: false, expected: 9_000 });
    expect(plan('ca')).toEqual({ looked: `'ca':*`, checked: '', isFew: false, expected: 31_900 });
    expect(plan('to').isFew).toBe(false);
    expect(plan('phong').isFew).toBe(true);
  });

  it('all of them when nothing is known of any, none within one producer', () => {
    const nothing = { products: 0, withWord: new Map<string, number>() };
    expect(planWords(['so', 'cam'], nothing)).toMatchObject({ looked: `'so' & 'cam':*`, checked: '', isFew: true });
    expect(checkAll(['so', 'cam'])).toMatchObject({ looked: '', checked: `'so' & 'cam':*`, isFew: true });
  });
});
