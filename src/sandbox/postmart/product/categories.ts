/** One node of the category tree; only leaves take products. */
export interface Category {
  readonly categoryCode: string;
  readonly categoryName: string;
  readonly parentCode: string | null;
  readonly level: number;
  readonly isLeaf: boolean;
  /** Where a retired category went; null while it is in use. */
  retiredTo: string | null;
}

export interface Attribute {
  readonly attrCode: string;
  readonly attrName: string;
  /** What `getCategoryAttribute` says. */
  readonly saysRequired: boolean;
  /** What `CreateProduct` insists on. */
  readonly isRequired: boolean;
  readonly dataType: 'TEXT' | 'NUMBER' | 'SELECT';
  readonly options: readonly string[];
}

// The five top names are those of nongsan.buudien.vn (2024); everything below them is invented.
const names: Readonly<Record<string, string>> = {
  NS01: 'Sản phẩm OCOP',
  NS0101: 'Thực phẩm OCOP tươi sống',
  NS010101: 'Rau, củ, quả, hạt tươi',
  NS010102: 'Thịt, trứng, thủy sản tươi',
  NS0102: 'Thực phẩm OCOP chế biến',
  NS010201: 'Gạo, ngũ cốc',
  NS010202: 'Nước mắm, mắm, thủy sản chế biến',
  NS010203: 'Mật ong, sản phẩm từ mật ong',
  NS010204: 'Muối, gia vị',
  NS010205: 'Dầu ăn, hạt chế biến',
  NS010206: 'Bánh, mứt, đặc sản khác',
  NS0103: 'Đồ uống OCOP',
  NS010301: 'Trà',
  NS010302: 'Rượu',
  NS010303: 'Cà phê, ca cao',
  NS0104: 'Thảo dược OCOP',
  NS010401: 'Dược liệu, tinh dầu',
  NS0105: 'Thủ công mỹ nghệ OCOP',
  NS010501: 'Mây tre, gốm, dệt',
  NS02: 'Thực phẩm bồi dưỡng',
  NS0201: 'Yến, sâm, đông trùng',
  NS03: 'Sức khỏe và làm đẹp',
  NS0301: 'Mỹ phẩm thiên nhiên',
  NS04: 'Thực phẩm và đặc sản',
  NS0401: 'Đặc sản vùng miền',
  NS05: 'Đồ uống',
  NS0501: 'Nước ép, nước giải khát',
};

export function seedCategories(): Category[] {
  const codes = Object.keys(names);
  return codes.map((code) => ({
    categoryCode: code,
    categoryName: names[code] ?? code,
    parentCode: code.length > 4 ? code.slice(0, -2) : null,
    level: code.length / 2 - 1,
    isLeaf: !codes.some((other) => other.length > code.length && other.startsWith(code)),
    retiredTo: null,
  }));
}

const text = (attrCode: string, attrName: string, saysRequired: boolean, isRequired = saysRequired): Attribute => ({
  attrCode,
  attrName,
  saysRequired,
  isRequired,
  dataType: 'TEXT',
  options: [],
});
const brand = text('brand', 'Thương hiệu', false);
const shelfLife: Attribute = { ...text('shelf_life_days', 'Hạn sử dụng (ngày)', true), dataType: 'NUMBER' };
const storage: Attribute = {
  ...text('storage', 'Bảo quản', false),
  dataType: 'SELECT',
  options: ['Nơi khô ráo, thoáng mát', 'Ngăn mát tủ lạnh', 'Ngăn đông'],
};
// The lie: flagged optional, refused when absent (from GFG/seller-center-sdk-php#10, mandatory flags wrong).
const harvest = text('harvest_season', 'Vụ thu hái', false, true);

/** Attributes of a leaf. */
export function attributesOf(categoryCode: string): readonly Attribute[] {
  if (categoryCode.startsWith('NS0105')) return [brand, text('material', 'Chất liệu', true)];
  if (categoryCode === 'NS010301') return [brand, shelfLife, storage, harvest];
  return [brand, shelfLife, storage];
}

/** Papers without which a case waits in status 3. */
export function documentsOf(categoryCode: string): readonly string[] {
  if (categoryCode === 'NS010302') return ['OCOP_CERT', 'ATTP'];
  return categoryCode.startsWith('NS01') ? ['OCOP_CERT'] : [];
}
