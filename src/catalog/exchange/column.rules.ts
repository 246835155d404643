import type { AttributeKind, AttributeLevel } from '../product/attribute.rules';
import { OCOP_SETS, type OcopSet } from '../reference/ocop-set.rules';

export type ColumnKind = 'text' | 'lines' | 'whole' | 'decimal' | 'set' | 'place' | 'choice' | 'flag' | 'day';

/** One column of the table of products. */
export interface SheetColumn {
  /** Stands in the hidden first row and never changes. */
  readonly code: string;
  readonly labelVi: string;
  /** The rule, for the note on the heading. */
  readonly noteVi: string;
  readonly kind: ColumnKind;
  readonly isRequired: boolean;
  /** In the example row. */
  readonly example: string | number;
  readonly width: number;
  readonly choices?: readonly string[];
  readonly tail?: 'money' | 'g' | 'cm' | 'day';
  /** Other headings that people write. */
  readonly aliases?: readonly string[];
}

/** What a column needs to know of a defined attribute. */
export interface AttributeColumn {
  readonly code: string;
  readonly sets: readonly number[];
  readonly kind: AttributeKind;
  readonly level: AttributeLevel;
  readonly labelVi: string;
  readonly helpVi: string;
  readonly unitVi: string;
  readonly choices: readonly string[];
}

export const UNITS = ['chai', 'hộp', 'gói', 'túi', 'lọ', 'hũ', 'kg', 'thùng', 'cái', 'bộ', 'lon', 'can', 'vỉ', 'chậu'] as const;
export const ATTRIBUTE_PREFIX = 'attribute.';
/** Marks rows that are no products; the example row says so here. */
export const REMARK = 'remark';
/** Written into the answer of a check; read by nobody. */
export const FAULTS = 'faults';
export const EXAMPLE_MARK = 'VÍ DỤ (dòng này không nhập)';

type Part = Omit<SheetColumn, 'isRequired'>;
const required = (part: Part): SheetColumn => ({ ...part, isRequired: true });
const optional = (part: Part): SheetColumn => ({ ...part, isRequired: false });

const edge = (code: string, labelVi: string, example: number, alias: string): SheetColumn =>
  required({
    code,
    labelVi,
    noteVi: 'Số nguyên, xăng-ti-mét, từ 1 đến 200.',
    kind: 'whole',
    tail: 'cm',
    example,
    width: 12,
    aliases: [alias],
  });

/** What every product is asked. Without these nothing can be sold. */
export const MANDATORY_COLUMNS: readonly SheetColumn[] = [
  required({
    code: 'name',
    labelVi: 'Tên sản phẩm',
    noteVi: 'Từ 3 đến 200 ký tự, như in trên nhãn.',
    kind: 'text',
    example: 'Mật ong bạc hà Đồng Văn',
    width: 36,
    aliases: ['tên', 'tên hàng', 'sản phẩm'],
  }),
  required({
    code: 'ocopSet',
    labelVi: 'Bộ sản phẩm OCOP',
    noteVi: 'Chọn trong danh sách; ghi số của bộ cũng được.',
    kind: 'set',
    example: '4. Mật ong, mật khác và nông sản thực phẩm khác',
    width: 36,
    aliases: ['bộ sản phẩm', 'bộ'],
  }),
  required({
    code: 'unit',
    labelVi: 'Đơn vị tính',
    noteVi: 'Chọn trong danh sách hoặc ghi đơn vị khác, nhiều nhất 20 ký tự.',
    kind: 'text',
    example: 'chai',
    width: 12,
    aliases: ['đvt', 'đơn vị'],
  }),
  required({
    code: 'priceVnd',
    labelVi: 'Giá bán (đồng)',
    noteVi: 'Số nguyên, đồng, từ 1.000 đến 1.000.000.000.',
    kind: 'whole',
    tail: 'money',
    example: 350_000,
    width: 16,
    aliases: ['giá', 'giá bán', 'đơn giá'],
  }),
  required({
    code: 'weightGrams',
    labelVi: 'Khối lượng cả bao bì (g)',
    noteVi: 'Số nguyên, gam, từ 1 đến 50.000.',
    kind: 'whole',
    tail: 'g',
    example: 750,
    width: 16,
    aliases: ['khối lượng', 'khối lượng (g)', 'trọng lượng (g)'],
  }),
  edge('lengthCm', 'Dài (cm)', 10, 'chiều dài (cm)'),
  edge('widthCm', 'Rộng (cm)', 10, 'chiều rộng (cm)'),
  edge('heightCm', 'Cao (cm)', 22, 'chiều cao (cm)'),
];

/** What may be said besides. */
export const MORE_COLUMNS: readonly SheetColumn[] = [
  optional({
    code: 'sku',
    labelVi: 'Mã hàng (SKU)',
    noteVi: 'Chữ hoa không dấu, số, gạch giữa; bỏ trống thì hệ thống tự đặt. Dòng có mã đã đăng ký sẽ sửa đúng quy cách đó.',
    kind: 'text',
    example: 'MATONG-750',
    width: 20,
    aliases: ['sku', 'mã hàng', 'mã sản phẩm'],
  }),
  optional({
    code: 'gtin',
    labelVi: 'Mã vạch (GTIN)',
    noteVi: 'Số in dưới mã vạch: 8, 12, 13 hoặc 14 chữ số. Mỗi quy cách một mã; bỏ trống nếu chưa có.',
    kind: 'text',
    example: '8938500012341',
    width: 18,
    aliases: ['gtin', 'mã vạch', 'mã số mã vạch', 'barcode'],
  }),
  optional({
    code: 'factor',
    labelVi: 'Số đơn vị kho trong một quy cách',
    noteVi: 'Một thùng 6 chai lấy 6 chai từ kho: ghi 6. Bỏ trống là 1.',
    kind: 'whole',
    example: 1,
    width: 16,
    aliases: ['hệ số'],
  }),
  optional({
    code: 'description',
    labelVi: 'Mô tả',
    noteVi: 'Nhiều nhất 10.000 ký tự, xuống dòng được.',
    kind: 'lines',
    example: 'Mật ong hoa bạc hà, thu vào mùa đông trên cao nguyên đá.',
    width: 50,
    aliases: ['mô tả sản phẩm', 'giới thiệu'],
  }),
  optional({
    code: 'province',
    labelVi: 'Tỉnh, thành phố',
    noteVi: 'Chọn trong danh sách 34 tỉnh, thành phố; bỏ trống là tỉnh của chủ thể.',
    kind: 'place',
    example: 'Tuyên Quang',
    width: 20,
    aliases: ['tỉnh', 'tỉnh/thành phố'],
  }),
  optional({
    code: 'commune',
    labelVi: 'Xã, phường, đặc khu',
    noteVi: 'Đơn vị từ 1/7/2025. Chọn trong danh sách sau khi chọn tỉnh, hoặc ghi mã 5 số.',
    kind: 'place',
    example: 'Xã Đồng Văn',
    width: 26,
    aliases: ['xã', 'xã/phường', 'nơi sản xuất'],
  }),
  optional({
    code: 'shelfLifeDays',
    labelVi: 'Hạn sử dụng (ngày)',
    noteVi: 'Số ngày kể từ ngày sản xuất, từ 1 đến 3.650.',
    kind: 'whole',
    tail: 'day',
    example: 365,
    width: 14,
    aliases: ['hạn sử dụng', 'hsd (ngày)'],
  }),
  optional({
    code: 'traceUrl',
    labelVi: 'Địa chỉ truy xuất nguồn gốc',
    noteVi: 'Địa chỉ web bắt đầu bằng https://, nhiều nhất 500 ký tự.',
    kind: 'text',
    example: 'https://checkvn.mae.gov.vn/vi-du',
    width: 30,
    aliases: ['truy xuất nguồn gốc', 'link truy xuất'],
  }),
  optional({
    code: 'certificate.number',
    labelVi: 'Số quyết định OCOP',
    noteVi: 'Như in trên quyết định. Có số thì cần đủ các cột OCOP kế bên; giấy chờ tỉnh xác nhận.',
    kind: 'text',
    example: '125/QĐ-UBND',
    width: 20,
    aliases: ['số quyết định', 'số giấy chứng nhận'],
  }),
  optional({
    code: 'certificate.stars',
    labelVi: 'Số sao OCOP',
    noteVi: '3, 4 hoặc 5.',
    kind: 'whole',
    example: 4,
    width: 10,
    choices: ['3', '4', '5'],
    aliases: ['số sao', 'hạng sao'],
  }),
  optional({
    code: 'certificate.issuedBy',
    labelVi: 'Cơ quan cấp OCOP',
    noteVi: 'Như in trên quyết định.',
    kind: 'text',
    example: 'UBND tỉnh Tuyên Quang',
    width: 26,
    aliases: ['cơ quan cấp', 'nơi cấp'],
  }),
  optional({
    code: 'certificate.issuedOn',
    labelVi: 'Ngày cấp OCOP',
    noteVi: 'Ngày/tháng/năm.',
    kind: 'day',
    example: '12/03/2026',
    width: 14,
    aliases: ['ngày cấp'],
  }),
  optional({
    code: 'certificate.expiresOn',
    labelVi: 'Hết hạn OCOP',
    noteVi: 'Ngày cuối cùng còn hiệu lực. Bỏ trống: 36 tháng từ ngày cấp.',
    kind: 'day',
    example: '12/03/2029',
    width: 14,
    aliases: ['ngày hết hạn', 'hiệu lực đến'],
  }),
];

export const REMARK_COLUMN: SheetColumn = optional({
  code: REMARK,
  labelVi: 'Ghi chú',
  noteVi: 'Ghi gì cũng được; không nhập vào hệ thống. Dòng ghi “VÍ DỤ” bị bỏ qua.',
  kind: 'text',
  example: EXAMPLE_MARK,
  width: 16,
});
export const FAULTS_COLUMN: SheetColumn = optional({
  code: FAULTS,
  labelVi: 'Lỗi',
  noteVi: 'Hệ thống ghi; không nhập.',
  kind: 'text',
  example: '',
  width: 60,
});

const KINDS: Readonly<Record<AttributeKind, ColumnKind>> = { text: 'lines', number: 'decimal', choice: 'choice', flag: 'flag', day: 'day' };
const EXAMPLES: Readonly<Record<AttributeKind, string | number>> = { text: '', number: '', choice: '', flag: 'có', day: '' };

/** One column for each attribute, required where all the given sets require it. */
export function attributeColumn(attribute: AttributeColumn): SheetColumn {
  const unit = attribute.unitVi === '' ? '' : ` (${attribute.unitVi})`;
  const choices = attribute.kind === 'choice' ? attribute.choices : attribute.kind === 'flag' ? ['có', 'không'] : undefined;
  return {
    code: `${ATTRIBUTE_PREFIX}${attribute.code}`,
    labelVi: `${attribute.labelVi}${unit}`,
    noteVi: [attribute.helpVi, attribute.level === 'required' ? `Bắt buộc với bộ ${attribute.sets.join(', ')} trước khi lên sàn.` : '']
      .filter((text) => text !== '')
      .join(' '),
    kind: KINDS[attribute.kind],
    isRequired: false, // registering may come before all is known; readiness asks for the rest
    example: EXAMPLES[attribute.kind],
    width: 22,
    ...(choices ? { choices } : {}),
  };
}

/** The six sectors in the order of the law. */
export interface Sector {
  readonly code: string;
  readonly nameVi: string;
  readonly sets: readonly OcopSet[];
}

const SECTOR_CODES = ['thuc-pham', 'do-uong', 'duoc-lieu', 'thu-cong-my-nghe', 'sinh-vat-canh', 'du-lich'] as const;
export const SECTORS: readonly Sector[] = [...new Set(OCOP_SETS.map((set) => set.sectorVi))].map((nameVi, at) => ({
  code: SECTOR_CODES[at] ?? '',
  nameVi,
  sets: OCOP_SETS.filter((set) => set.sectorVi === nameVi),
}));
export const SECTOR_CHOICES = ['all', ...SECTOR_CODES] as const;
export type SectorChoice = (typeof SECTOR_CHOICES)[number];
export const FORMS = ['short', 'full'] as const;
export type Form = (typeof FORMS)[number];

export function setsOf(sector: SectorChoice): readonly OcopSet[] {
  return sector === 'all' ? OCOP_SETS : (SECTORS.find(({ code }) => code === sector)?.sets ?? []);
}

export const setLabel = (set: OcopSet): string => `${set.number}. ${set.nameVi}`;

/** The columns of a template: short asks what must be there, full everything that can be said. */
export function templateColumns(sector: SectorChoice, form: Form, attributes: readonly AttributeColumn[]): SheetColumn[] {
  if (form === 'short') return [REMARK_COLUMN, ...MANDATORY_COLUMNS];
  const numbers = new Set(setsOf(sector).map((set) => set.number));
  const asked = attributes.filter((attribute) => attribute.sets.some((set) => numbers.has(set)));
  return [REMARK_COLUMN, ...MANDATORY_COLUMNS, ...MORE_COLUMNS, ...asked.map(attributeColumn)];
}

/** Every column that an import knows. */
export function knownColumns(attributes: readonly AttributeColumn[]): SheetColumn[] {
  return [REMARK_COLUMN, ...MANDATORY_COLUMNS, ...MORE_COLUMNS, ...attributes.map(attributeColumn), FAULTS_COLUMN];
}
