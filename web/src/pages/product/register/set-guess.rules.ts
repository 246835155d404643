import { fold } from '../../../words/fold';

/** Words of names, without marks, by number of the OCOP set (QĐ 26/2026/QĐ-TTg, Phụ lục I). A longer word says more than a shorter one. */
const WORDS: Readonly<Record<number, readonly string[]>> = {
  1: [
    'rau',
    'cu',
    'qua',
    'cam',
    'buoi',
    'xoai',
    'chuoi',
    'thanh long',
    'sau rieng',
    'vai thieu',
    'nhan',
    'dua',
    'bi',
    'nam tuoi',
    'mang tuoi',
    'khoai',
    'bo sap',
  ],
  2: ['thit', 'thit tuoi', 'ca tuoi', 'tom', 'cua', 'trung', 'ga', 'vit', 'heo', 'lon', 'bo tuoi', 'sua tuoi', 'luon', 'ech'],
  3: ['gao', 'nep', 'thoc', 'ngo', 'dau', 'dau den', 'dau xanh', 'lac', 'vung', 'hat sen', 'ke', 'y di'],
  4: ['mat ong', 'mat', 'mat mia', 'mat dua', 'phan hoa', 'nam huong kho', 'moc nhi', 'to yen', 'yen sao', 'dong trung ha thao'],
  5: ['do an nhanh', 'an lien', 'chao', 'pho an lien', 'com chay'],
  6: ['bun', 'mien', 'pho', 'banh', 'banh da', 'banh trang', 'hu tieu', 'bot gao', 'bot ngu coc', 'keo', 'mi gao', 'xoi'],
  7: [
    'say',
    'say deo',
    'say kho',
    'mut',
    'o mai',
    'dua chua',
    'tuong ot',
    'mang kho',
    'tinh bot',
    'bot',
    'hat dieu',
    'hat mac ca',
    'mac ca',
    'dieu rang',
    'nam say',
    'chuoi ep',
    'mit say',
  ],
  8: [
    'cha',
    'gio',
    'lap xuong',
    'lap suon',
    'xuc xich',
    'ca kho',
    'muc',
    'muc kho',
    'tom kho',
    'thit gac bep',
    'thit trau gac bep',
    'thit chua',
    'nem',
    'ruoc',
    'cha bong',
    'sua chua',
    'pho mai',
    'ca hop',
    'kho ca',
  ],
  9: ['nuoc mam', 'mam', 'tuong', 'tuong ban', 'xi dau', 'nuoc tuong', 'giam', 'dau an', 'dau lac', 'dau phong'],
  10: [
    'muoi',
    'tieu',
    'ho tieu',
    'hat tieu',
    'ot',
    'toi',
    'hanh',
    'nghe',
    'gung',
    'que',
    'hoi',
    'mac khen',
    'hat doi',
    'gia vi',
    'bot canh',
    'cham cheo',
  ],
  11: ['che', 'che xanh', 'che shan', 'shan tuyet', 'che day', 'hong tra', 'bach tra', 'tra o long', 'tra xanh'],
  12: [
    'tra',
    'tra thao moc',
    'tra gung',
    'tra sen',
    'tra hoa',
    'tra diep ha chau',
    'tra day',
    'tra atiso',
    'tra giao co lam',
    'tra la sen',
    'giao co lam',
    'atiso',
  ],
  13: ['ca phe', 'cafe', 'coffee', 'ca cao', 'cacao', 'socola', 'so co la'],
  14: ['ruou', 'ruou trang', 'ruou nep', 'ruou gao', 'ruou ngo'],
  15: ['ruou vang', 'vang', 'bia', 'ruou can', 'ruou trai cay', 'ruou mo', 'ruou ba kich', 'ruou sim', 'ruou thuoc'],
  16: ['nuoc khoang', 'nuoc uong', 'nuoc tinh khiet', 'nuoc dong chai'],
  17: ['nuoc ep', 'siro', 'nuoc cot', 'nuoc trai cay', 'sua hat', 'nuoc giai khat', 'sua dau nanh', 'kombucha'],
  18: [
    'cao',
    'thuoc',
    'vien',
    'thuc pham chuc nang',
    'cao duoc lieu',
    'cao ca gai leo',
    'duoc lieu vien',
    'nhan sam',
    'sam ngoc linh',
    'tinh bot nghe',
  ],
  19: ['xa phong', 'xa bong', 'dau goi', 'kem', 'my pham', 'sap', 'son', 'sua tam', 'nuoc tam'],
  20: ['tinh dau', 'duoc lieu', 'tram', 'dau tram', 'tinh dau que', 'tinh dau sa', 'ba kich', 'ca gai leo', 'dinh lang', 'thuoc tam'],
  21: [
    'gom',
    'su',
    'may',
    'tre',
    'may tre dan',
    'gio may',
    'non la',
    'chieu',
    'coi',
    'tho cam tui',
    'tuong go',
    'dao',
    'tranh',
    'lua to tam',
    'do go',
    'den long',
    'huong',
    'nhang',
    'tram huong',
  ],
  22: ['vai', 'ao', 'khan', 'tho cam', 'lua', 'to tam', 'quan', 'vay', 'chan bong', 'det'],
  23: ['hoa', 'hoa lan', 'hoa hong', 'hoa ly', 'lan ho diep', 'hoa cuc'],
  24: ['cay canh', 'bonsai', 'mai vang', 'cay dao', 'cay quat'],
  25: ['ca canh', 'chim canh', 'dong vat canh', 'ca koi'],
  26: ['du lich', 'homestay', 'trai nghiem', 'tham quan', 'tour', 'farmstay'],
};

/** A word at the very start of a name names the thing: `Nước mắm …` is no fish. */
const AT_START = 4;

/** The sets that a name most likely belongs to, likeliest first, at most three. */
export function guessSets(name: string): number[] {
  const text = ` ${fold(name)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()} `;
  const scored = Object.entries(WORDS).map(([number, words]) => {
    const hits = words
      .filter((word) => text.includes(` ${word} `))
      .map((word) => word.length + (text.startsWith(` ${word} `) ? AT_START : 0));
    return { number: Number(number), score: Math.max(0, ...hits) };
  });
  return scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.number - b.number)
    .slice(0, 3)
    .map(({ number }) => number);
}
