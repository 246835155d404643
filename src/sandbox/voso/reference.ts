import type { AddressScheme } from '../core';
import type { Category, Receiver } from './voso.state';

/**
 * A few real places in both schemes, numeric as the sibling writes them. 26740 is Phường Bến Nghé before July 2025 and Phường Sài Gòn after;
 * old 26737 Đa Kao was divided between two new wards. Source: vietnamadminunits, thanglequoc/vietnamese-provinces-database (MIT), August 2026.
 */
export const provincesOld = [
  { PROVINCE_ID: 1, PROVINCE_CODE: 'HNI', PROVINCE_NAME: 'Hà Nội' },
  { PROVINCE_ID: 2, PROVINCE_CODE: 'HGG', PROVINCE_NAME: 'Hà Giang' },
  { PROVINCE_ID: 54, PROVINCE_CODE: 'PYN', PROVINCE_NAME: 'Phú Yên' },
  { PROVINCE_ID: 79, PROVINCE_CODE: 'HCM', PROVINCE_NAME: 'Hồ Chí Minh' },
] as const;

/** The v2 list carries one pseudo-district per new province: "use the two-level address". */
const pseudo = (index: number, provinceId: number) => ({
  DISTRICT_ID: 100_000_000 + index,
  DISTRICT_VALUE: 'NEW',
  DISTRICT_NAME: 'Bỏ qua - Sử dụng địa chỉ 2 cấp',
  PROVINCE_ID: provinceId,
});
export const districtsOld = [
  { DISTRICT_ID: 1, DISTRICT_VALUE: '0101', DISTRICT_NAME: 'Quận Ba Đình', PROVINCE_ID: 1 },
  { DISTRICT_ID: 26, DISTRICT_VALUE: '0226', DISTRICT_NAME: 'Huyện Đồng Văn', PROVINCE_ID: 2 },
  { DISTRICT_ID: 557, DISTRICT_VALUE: '5457', DISTRICT_NAME: 'Thị xã Sông Cầu', PROVINCE_ID: 54 },
  { DISTRICT_ID: 558, DISTRICT_VALUE: '5458', DISTRICT_NAME: 'Huyện Đồng Xuân', PROVINCE_ID: 54 },
  { DISTRICT_ID: 760, DISTRICT_VALUE: '7960', DISTRICT_NAME: 'Quận 1', PROVINCE_ID: 79 },
  pseudo(1, 1),
  pseudo(2, 8),
  pseudo(3, 66),
  pseudo(4, 79),
];
export const wardsOld = [
  { WARDS_ID: 4, WARDS_NAME: 'Phường Trúc Bạch', DISTRICT_ID: 1 },
  { WARDS_ID: 16, WARDS_NAME: 'Phường Ngọc Hà', DISTRICT_ID: 1 },
  { WARDS_ID: 721, WARDS_NAME: 'Thị trấn Đồng Văn', DISTRICT_ID: 26 },
  { WARDS_ID: 22076, WARDS_NAME: 'Phường Xuân Đài', DISTRICT_ID: 557 },
  { WARDS_ID: 22111, WARDS_NAME: 'Xã Xuân Phước', DISTRICT_ID: 558 },
  { WARDS_ID: 26737, WARDS_NAME: 'Phường Đa Kao', DISTRICT_ID: 760 },
  { WARDS_ID: 26740, WARDS_NAME: 'Phường Bến Nghé', DISTRICT_ID: 760 },
  { WARDS_ID: 26743, WARDS_NAME: 'Phường Bến Thành', DISTRICT_ID: 760 },
];
export const provincesNew = [
  { PROVINCE_ID: 1, PROVINCE_CODE: 'HNI', PROVINCE_NAME: 'Thành phố Hà Nội' },
  { PROVINCE_ID: 8, PROVINCE_CODE: 'TQG', PROVINCE_NAME: 'Tỉnh Tuyên Quang' },
  { PROVINCE_ID: 66, PROVINCE_CODE: 'DLK', PROVINCE_NAME: 'Tỉnh Đắk Lắk' },
  { PROVINCE_ID: 79, PROVINCE_CODE: 'HCM', PROVINCE_NAME: 'Thành phố Hồ Chí Minh' },
];
export const wardsNew = [
  { WARDS_ID: 4, WARDS_NAME: 'Phường Ba Đình', PROVINCE_ID: 1 },
  { WARDS_ID: 8, WARDS_NAME: 'Phường Ngọc Hà', PROVINCE_ID: 1 },
  { WARDS_ID: 721, WARDS_NAME: 'Xã Đồng Văn', PROVINCE_ID: 8 },
  { WARDS_ID: 22076, WARDS_NAME: 'Phường Xuân Đài', PROVINCE_ID: 66 },
  { WARDS_ID: 22111, WARDS_NAME: 'Xã Xuân Phước', PROVINCE_ID: 66 },
  { WARDS_ID: 26737, WARDS_NAME: 'Phường Tân Định', PROVINCE_ID: 79 },
  { WARDS_ID: 26740, WARDS_NAME: 'Phường Sài Gòn', PROVINCE_ID: 79 },
  { WARDS_ID: 26743, WARDS_NAME: 'Phường Bến Thành', PROVINCE_ID: 79 },
];

/** The buyer's address in one of the schemes. `turn` alternates between the two ways a two-level address leaves the district out. */
export function buyerAddress(scheme: AddressScheme, turn: number): Omit<Receiver, 'name' | 'phone'> {
  switch (scheme) {
    case 'old':
      return { scheme, address: '12 Quán Thánh, Phường Trúc Bạch, Quận Ba Đình, Hà Nội', ward: 4, district: 1, province: 1 };
    case 'new':
      return {
        scheme,
        address: '45 Lê Lợi, Phường Bến Thành, Thành phố Hồ Chí Minh',
        ward: 26743,
        district: turn % 2 === 1 ? null : 100_000_004,
        province: 79,
      };
    case 'mismatch':
      return { scheme, address: '3 Phố Cổ, Thị trấn Đồng Văn, Huyện Đồng Văn, Hà Giang', ward: 721, district: null, province: 8 };
    case 'colliding':
      return { scheme, address: '8 Đồng Khởi, Phường Bến Nghé, Quận 1, Hồ Chí Minh', ward: 26740, district: 760, province: 79 };
    case 'split':
      return { scheme, address: '20 Nguyễn Đình Chiểu, Phường Đa Kao, Quận 1, Hồ Chí Minh', ward: 26737, district: 760, province: 79 };
    default:
      return scheme satisfies never;
  }
}

/** Category names from the public pages; the numbers other than 65 are invented. Only leaves take products. */
export const freshCategories = (): Category[] => [
  { id: 60, code: 'NONGSAN', name: 'Nông sản', parentId: null, isLeaf: false, retired: false },
  { id: 65, code: 'OCOP', name: 'Sản phẩm OCOP', parentId: 60, isLeaf: true, retired: false },
  { id: 66, code: 'TPBD', name: 'Thực phẩm bồi dưỡng', parentId: 60, isLeaf: true, retired: false },
  { id: 67, code: 'SKLD', name: 'Sức khỏe và làm đẹp', parentId: 60, isLeaf: true, retired: false },
  { id: 68, code: 'TPDS', name: 'Thực phẩm và đặc sản', parentId: 60, isLeaf: true, retired: false },
  { id: 69, code: 'DOUONG', name: 'Đồ uống', parentId: 60, isLeaf: true, retired: false },
];

export interface AttributeRule {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly required: boolean;
  readonly input: 'TEXT' | 'NUMBER' | 'SELECT' | 'DATE' | 'FILE';
  readonly options: readonly string[];
}
const origin: AttributeRule = { id: 12, code: 'ORIGIN', name: 'Xuất xứ', required: true, input: 'TEXT', options: [] };
const shelf: AttributeRule = { id: 13, code: 'SHELF_LIFE_DAYS', name: 'Hạn dùng (ngày)', required: false, input: 'NUMBER', options: [] };
const storage: AttributeRule = {
  id: 14,
  code: 'STORAGE',
  name: 'Bảo quản',
  required: false,
  input: 'SELECT',
  options: ['Nơi khô mát', 'Ngăn mát', 'Ngăn đông'],
};
const madeOn: AttributeRule = { id: 15, code: 'MADE_ON', name: 'Ngày sản xuất', required: false, input: 'DATE', options: [] };
const paper: AttributeRule = { id: 16, code: 'PAPER', name: 'Ảnh giấy tờ', required: false, input: 'FILE', options: [] };
const volume: AttributeRule = { id: 17, code: 'VOLUME_ML', name: 'Dung tích (ml)', required: true, input: 'NUMBER', options: [] };
const declared: AttributeRule = { id: 18, code: 'DECLARATION_NO', name: 'Số công bố', required: true, input: 'TEXT', options: [] };

/** What a category asks besides the product's own fields. Invented. */
export function attributesOf(categoryId: number): readonly AttributeRule[] {
  if (categoryId === 69) return [origin, shelf, storage, madeOn, paper, volume];
  if (categoryId === 67) return [origin, shelf, storage, madeOn, paper, declared];
  return [origin, shelf, storage, madeOn, paper];
}
