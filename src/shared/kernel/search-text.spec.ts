import { allWords, allWordsButOne, highlightsOf, searchName, searchWords } from './search-text';

const marked = (name: string, q: string): string[] =>
  highlightsOf(name, searchWords(q)).map(({ start, length }) => name.slice(start, start + length));

describe('the words of a search', () => {
  it.each([
    ['Mật ong – loại 1 (500 ml)', 'mat ong loai 1 500 ml'],
    ['  CAM-CAO_PHONG  ', 'cam cao phong'],
    ['100%', '100'],
    ["Ea H'Leo", 'ea h leo'],
    ['%_\\"\'&|!:*()<>', ''],
    ['\u202eCam\u202c', 'cam'],
    ['中文、茶', '中文 茶'],
  ])('%j is searched as %j', (text, name) => expect(searchName(text)).toBe(name));

  it('are each one once, and not more than thirty', () => {
    expect(searchWords('cam Cam CÁM phong')).toEqual(['cam', 'phong']);
    expect(searchWords(Array.from({ length: 100 }, (_, i) => `t${i}`).join(' '))).toHaveLength(30);
    expect(searchWords(' %_ ')).toEqual([]);
  });

  it('must all be there, the last one with its beginning', () => {
    expect(allWords(['cam', 'cao', 'ph'])).toBe("'cam' & 'cao' & 'ph':*");
    expect(allWordsButOne(['cma', 'cao', 'phong'])).toBe("('cao' & 'phong') | ('cma' & 'phong') | ('cma' & 'cao')");
  });

  it('are shown where the name has them, in any writing', () => {
    expect(marked('Cam Cao Phong Hoà Bình', 'cao hoa')).toEqual(['Cao', 'Hoà']);
    expect(marked('Cam Cao Phong', 'cam ph')).toEqual(['Cam', 'Ph']);
    expect(marked('Mật ong (đặc sản)', 'ĐẶC s')).toEqual(['đặc', 's']);
    expect(marked('Mật ong'.normalize('NFD'), 'ma')).toEqual(['Mâ\u0323'.normalize('NFD')]);
    expect(marked('Cam', 'quýt')).toEqual([]);
  });
});
