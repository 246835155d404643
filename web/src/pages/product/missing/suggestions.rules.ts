import { fold } from '../../../words/fold';

/** By set, how such goods are mostly used and kept. Words of labels, so in Vietnamese; a person chooses one or writes another. */
const USE: Readonly<Record<number, readonly string[]>> = {
  2: ['Nấu chín trước khi ăn.'],
  4: ['Dùng trực tiếp hoặc pha với nước ấm.', 'Nấu chín trước khi ăn.'],
  5: ['Ăn ngay sau khi mở bao bì.'],
  6: ['Nấu chín trước khi ăn.', 'Ăn ngay sau khi mở bao bì.'],
  7: ['Ăn ngay sau khi mở bao bì.', 'Nấu chín trước khi ăn.'],
  8: ['Làm nóng hoặc chế biến chín trước khi ăn.', 'Ăn ngay sau khi mở bao bì.'],
  9: ['Dùng để chấm, ướp và nấu.'],
  10: ['Dùng làm gia vị khi nấu, ướp hoặc chấm.'],
  11: ['Pha 5 g với 200 ml nước sôi, hãm 3 đến 5 phút.'],
  12: ['Hãm một gói với 200 ml nước sôi trong 5 đến 10 phút.'],
  13: ['Pha phin với nước sôi, dùng nóng hoặc lạnh.'],
  16: ['Uống trực tiếp.'],
  17: ['Lắc đều, uống trực tiếp, ngon hơn khi uống lạnh.'],
};
const DRY = 'Để nơi khô ráo, thoáng mát, tránh ánh nắng.';
const COOL = 'Bảo quản lạnh từ 0 đến 5 °C.';
const FROZEN = 'Bảo quản đông lạnh từ −18 °C trở xuống.';
const FRESH: readonly number[] = [2, 8];

/** What is in goods that are one thing only, by a word of their name without marks. */
const PURE: readonly (readonly [RegExp, string])[] = [
  [/\bmat ong\b/, 'Mật ong 100 %'],
  [/\b(che|tra) (shan|xanh|den|o long|tan cuong)\b/, 'Búp chè 100 %'],
  [/\bca phe\b/, 'Cà phê nguyên chất 100 %'],
  [/\bgao\b/, 'Gạo 100 %'],
  [/\bnghe\b/, 'Nghệ 100 %'],
  [/\btieu\b/, 'Hạt tiêu 100 %'],
  [/\bmac ca\b/, 'Hạt mắc ca 100 %'],
  [/\bmoc nhi\b/, 'Mộc nhĩ 100 %'],
  [/\bmang kho\b/, 'Măng khô 100 %'],
];

interface Told {
  readonly name: string;
  readonly ocopSet: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

const MOST = 4;

/** What could stand there, the likeliest first: what other goods of the same kind say (`others`), then what is usual. */
export function suggestionsFor(code: string, { name, ocopSet }: Pick<Told, 'name' | 'ocopSet'>, others: readonly Told[]): string[] {
  const said = others
    .filter((one) => one.ocopSet === ocopSet)
    .flatMap(({ attributes }) => (typeof attributes[code] === 'string' ? [attributes[code]] : []));
  return [...new Set([...said, ...usual(code, name, ocopSet)])].slice(0, MOST);
}

function usual(code: string, name: string, set: number): readonly string[] {
  switch (code) {
    case 'usageInstructions':
      return USE[set] ?? [];
    case 'storageInstructions':
      return FRESH.includes(set) ? [COOL, FROZEN] : [DRY, COOL];
    case 'ingredients':
      return PURE.filter(([word]) => word.test(fold(name))).map(([, text]) => text);
    default:
      return [];
  }
}
