import type { PlatformDescription } from '../../platform/contract';

/**
 * Attributes that some categories demand and no draft has. The values are true of every product and tell buyers nothing, so that a listing does not
 * fail for want of a word. Tea: `harvest_season` is flagged optional and refused when absent (metadata lie; GFG/seller-center-sdk-php#10).
 */
export function attributesThatSayNothing(categoryCode: string): Readonly<Record<string, string>> {
  if (categoryCode === 'NS010301') return { harvest_season: 'Theo từng lô hàng' };
  if (categoryCode.startsWith('NS0105')) return { material: 'Xem mô tả sản phẩm' };
  return {};
}

const FRESH_PLANTS = 'NS010101';
const FRESH_ANIMALS = 'NS010102';
const GRAIN = 'NS010201';
const FISH_SAUCE = 'NS010202';
const HONEY = 'NS010203';
const SPICE = 'NS010204';
const PRESERVED_PLANTS = 'NS010205';
const SPECIALITIES = 'NS010206';
const TEA = 'NS010301';
const SPIRITS = 'NS010302';
const COFFEE = 'NS010303';
const HERBS = 'NS010401';
const CRAFTS = 'NS010501';

/** What Postmart is, as far as anybody outside knows. */
export const description: PlatformDescription = {
  name: 'Postmart',
  credentials: [
    { key: 'username', labelVi: 'Tên đăng nhập', secret: false, required: true },
    { key: 'password', labelVi: 'Mật khẩu', secret: true, required: true },
    {
      key: 'customerCode',
      labelVi: 'Mã khách hàng CMS',
      secret: false,
      required: true,
      helpVi: 'Bưu điện cấp khi ký hợp đồng, ví dụ C00001.',
    },
    { key: 'warehouseCode', labelVi: 'Mã kho', secret: false, required: true, helpVi: 'Kho xuất hàng khai trên Postmart, ví dụ KHO01.' },
    {
      key: 'orgCodeAccept',
      labelVi: 'Mã bưu cục gửi hàng',
      secret: false,
      required: false,
      helpVi: 'Điền khi tự mang hàng ra bưu cục. Bỏ trống thì bưu tá đến lấy tận nơi.',
    },
  ],
  capabilities: {
    stockBatchSize: 50,
    stockMeaning: 'on-hand',
    photoMode: 'url',
    webhookCarriesFullOrder: false,
    reviewVia: 'webhook-and-poll',
    confirmGranularity: 'line',
    cancelIsAsync: true,
    shipIsSeparate: false,
    confirmWithinHours: 48,
    ageGate: false,
    // A bucket of 80 that leaks 4 a second, counted per customer; a quarter is left for other programs of the shop.
    limits: { callsPerSecond: 4, burst: 60 },
  },
  photoRule: { formats: ['jpeg', 'png'], maxBytes: 5_000_000, minEdgePx: 500, maxEdgePx: 2048, minCount: 1, maxCount: 10, version: 1 },
  textRule: { titleMaxChars: 200, descriptionMinChars: 0, descriptionMaxChars: 20_000 },
  requires: { ocopCertificate: true },
  categoryForSet: {
    1: FRESH_PLANTS,
    2: FRESH_ANIMALS,
    3: GRAIN,
    4: HONEY,
    5: SPECIALITIES,
    6: SPECIALITIES,
    7: PRESERVED_PLANTS,
    8: SPECIALITIES,
    9: FISH_SAUCE,
    10: SPICE,
    11: TEA,
    12: TEA,
    13: COFFEE,
    14: SPIRITS,
    15: SPIRITS,
    16: 'NS0501',
    17: 'NS0501',
    18: HERBS,
    19: 'NS0301',
    20: HERBS,
    21: CRAFTS,
    22: CRAFTS,
    23: null,
    24: null,
    25: null,
    26: null,
  },
  sources: [
    {
      topic: 'Đăng nhập',
      basis: 'sibling',
      note: 'GetAccessToken, header token, customerCode: MyVNPost. Token sống khoảng 1 giờ là suy đoán của một bên tích hợp.',
    },
    { topic: 'Khuôn trả lời và lỗi', basis: 'sibling', note: 'Trả lời trần, lỗi theo khuôn Spring với mã HTTP thật: MyVNPost.' },
    { topic: 'Mã lỗi từng trường hợp', basis: 'assumed', note: 'SKU_DUPLICATE, CASE_OPEN… do dự án tự đặt theo kiểu các sàn lớn.' },
    { topic: 'Sản phẩm', basis: 'assumed', note: 'Tên trường theo danh mục hàng hóa của MyVNPost; OCOP, thuộc tính, giấy tờ tự đặt.' },
    { topic: 'Hồ sơ duyệt', basis: 'marketplace', note: 'Trạng thái 0 đến 8 ghép từ VNPost (nháp) và Tiki (các bước duyệt).' },
    {
      topic: 'Ảnh theo địa chỉ',
      basis: 'marketplace',
      note: 'Luật địa chỉ theo Lazada, 500×500 theo Tiki, giữ ảnh cũ theo địa chỉ như Allegro. Số ảnh và dung lượng: tự đặt.',
    },
    { topic: 'Danh mục', basis: 'assumed', note: 'Năm tên trên cùng là của nongsan.buudien.vn (2024); mã và các nhánh dưới tự đặt.' },
    { topic: 'Tồn kho', basis: 'marketplace', note: 'Lô 50 mục, kết quả từng mục theo Lazada và Shopee; sentAt tự đặt.' },
    {
      topic: 'Trạng thái bưu gửi',
      basis: 'sibling',
      note: 'Mã 0 đến 22 của VNPost có hai nguồn khớp nhau; 23, 24, 28, 29 chỉ có ở nguồn mới.',
    },
    { topic: 'Trạng thái đơn, xác nhận từng dòng', basis: 'marketplace', note: 'Theo Tiki; hạn 48 giờ là suy đoán.' },
    { topic: 'Hủy đơn', basis: 'sibling', note: 'orderCancel mở hồ sơ, được duyệt hoặc từ chối sau: MyVNPost.' },
    {
      topic: 'Webhook',
      basis: 'sibling',
      note: 'Lô bản ghi, chữ ký RSA trên bản ghi đầu: MyVNPost. Câu trả lời đúng khuôn và ems-transaction: EMS.',
    },
    {
      topic: 'Xác nhận tuổi người mua',
      basis: 'assumed',
      note: 'Không tài liệu nào nói sàn hỏi tuổi trước khi cho xem rượu, nên coi như chưa có.',
    },
    { topic: 'Hạn mức gọi', basis: 'assumed', note: 'Con số của Haravan.' },
  ],
};
