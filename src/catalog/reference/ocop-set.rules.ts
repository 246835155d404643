/** One of the 26 product sets that OCOP products are classed in. */
export interface OcopSet {
  /** 1 to 26. */
  readonly number: number;
  readonly slug: string;
  readonly sectorVi: string;
  readonly groupVi: string;
  readonly nameVi: string;
  /** Its label must carry an expiry date (NĐ 37/2026/NĐ-CP, Phụ lục I): a listing must say how long it keeps. */
  readonly needsShelfLife: boolean;
  /** Why it cannot be sold by post, for the screen; null when it can. */
  readonly notByPostVi: string | null;
}

const FOOD = 'Thực phẩm';
const DRINK = 'Đồ uống';
const MEDICINAL = 'Dược liệu và sản phẩm từ dược liệu';
const CRAFT = 'Hàng thủ công mỹ nghệ';
const ORNAMENTAL = 'Sinh vật cảnh';
const TOURISM = 'Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch';

const set = (number: number, slug: string, sectorVi: string, groupVi: string, nameVi = groupVi): OcopSet => ({
  number,
  slug,
  sectorVi,
  groupVi,
  nameVi,
  // Alcohol carries an expiry date only "if any"; crafts, plants and services carry none.
  needsShelfLife: number <= 13 || (number >= 16 && number <= 20),
  notByPostVi: NOT_BY_POST[number] ?? null,
});

const NOT_BY_POST: Readonly<Record<number, string>> = {
  25: 'Động vật sống không được nhận gửi qua bưu điện.',
  26: 'Dịch vụ du lịch không phải hàng gửi qua bưu điện.',
};

/** The sets in the order of the law. Source: Quyết định 26/2026/QĐ-TTg of 22/5/2026, Phụ lục I. */
export const OCOP_SETS: readonly OcopSet[] = [
  set(1, 'rau-cu-qua-hat-tuoi', FOOD, 'Thực phẩm tươi sống', 'Rau, củ, quả, hạt tươi'),
  set(2, 'thit-thuy-san-trung-sua-tuoi', FOOD, 'Thực phẩm tươi sống', 'Thịt, thủy sản, trứng, sữa tươi'),
  set(3, 'gao-ngu-coc-hat-so-che', FOOD, 'Thực phẩm thô, sơ chế', 'Gạo, ngũ cốc, hạt sơ chế khác'),
  set(4, 'mat-ong-mat-khac-nong-san', FOOD, 'Thực phẩm thô, sơ chế', 'Mật ong, mật khác và nông sản thực phẩm khác'),
  set(5, 'do-an-nhanh', FOOD, 'Thực phẩm chế biến', 'Đồ ăn nhanh'),
  set(6, 'che-bien-tu-gao-ngu-coc', FOOD, 'Thực phẩm chế biến', 'Chế biến từ gạo, ngũ cốc'),
  set(7, 'che-bien-tu-rau-cu-qua-hat', FOOD, 'Thực phẩm chế biến', 'Chế biến từ rau, củ, quả, hạt'),
  set(
    8,
    'che-bien-tu-thit-thuy-san-trung-sua',
    FOOD,
    'Thực phẩm chế biến',
    'Chế biến từ thịt, thủy sản, trứng, sữa, các sản phẩm từ mật ong, mật khác và nông sản thực phẩm khác',
  ),
  set(9, 'tuong-nuoc-mam-gia-vi-long', FOOD, 'Gia vị', 'Tương, nước mắm, gia vị dạng lỏng khác'),
  set(10, 'gia-vi-khac', FOOD, 'Gia vị', 'Gia vị khác (muối, hành, tỏi, tiêu,...)'),
  set(11, 'che-tuoi-che-che-bien', FOOD, 'Chè', 'Chè tươi, chè chế biến'),
  set(12, 'tra-tu-thuc-vat-khac', FOOD, 'Chè', 'Sản phẩm trà từ thực vật khác'),
  set(13, 'ca-phe-ca-cao', FOOD, 'Cà phê, ca cao'),
  set(14, 'ruou-trang', DRINK, 'Đồ uống có cồn', 'Rượu trắng'),
  set(15, 'do-uong-co-con-khac', DRINK, 'Đồ uống có cồn', 'Đồ uống có cồn khác'),
  set(16, 'nuoc-khoang-nuoc-dong-chai', DRINK, 'Đồ uống không cồn', 'Nước khoáng thiên nhiên, nước uống đóng chai'),
  set(17, 'do-uong-khong-con-khac', DRINK, 'Đồ uống không cồn', 'Đồ uống không cồn khác'),
  set(18, 'tpcn-thuoc-duoc-lieu-co-truyen', MEDICINAL, 'Thực phẩm chức năng, thuốc dược liệu, thuốc cổ truyền'),
  set(19, 'my-pham-tu-duoc-lieu', MEDICINAL, 'Mỹ phẩm có thành phần từ dược liệu'),
  set(20, 'tinh-dau-duoc-lieu-khac', MEDICINAL, 'Tinh dầu và dược liệu khác'),
  set(21, 'thu-cong-my-nghe', CRAFT, 'Thủ công mỹ nghệ gia dụng, trang trí'),
  set(22, 'vai-may-mac', CRAFT, 'Vải, may mặc'),
  set(23, 'hoa', ORNAMENTAL, 'Hoa'),
  set(24, 'cay-canh', ORNAMENTAL, 'Cây cảnh'),
  set(25, 'dong-vat-canh', ORNAMENTAL, 'Động vật cảnh'),
  set(26, 'du-lich-cong-dong', TOURISM, TOURISM),
];

/** Throws: RangeError for a number outside 1 to 26 (the database refuses those too). */
export function ocopSet(number: number): OcopSet {
  const found = OCOP_SETS[number - 1];
  if (!found) throw new RangeError(`no OCOP set ${number}`);
  return found;
}
