import type { DocumentType } from '../document/document.rules';
import type { Condition, ConditionTest } from './condition.rules';
import type { RuleFacts } from './rule.rules';

type SeedRule = Omit<RuleFacts, 'version' | 'effectiveTo' | 'suspendedFrom' | 'suspendedBy'> &
  Partial<Pick<RuleFacts, 'effectiveTo' | 'suspendedFrom' | 'suspendedBy'>>;

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const yes = (name: string): ConditionTest => ({ of: 'attribute', name, test: 'is-true' });
const no = (name: string): ConditionTest => ({ of: 'attribute', name, test: 'is-false' });
const oneOf = (name: string, ...values: string[]): ConditionTest => ({ of: 'attribute', name, test: 'one-of', values });
const atLeast = (name: string, number: number): ConditionTest => ({ of: 'attribute', name, test: 'at-least', number });
const platform = (name: string): ConditionTest => ({ of: 'platform', name, test: 'is-true' });
/** Households of no registered business, and makers whose kind nobody has named. */
const UNREGISTERED = ['household', 'farm', 'other'];
const unregistered: ConditionTest = { of: 'producer', name: 'kind', test: 'one-of', values: UNREGISTERED };
const registered: ConditionTest = { of: 'producer', name: 'kind', test: 'none-of', values: UNREGISTERED };

const FOOD_LAW = 'Luật An toàn thực phẩm 55/2010/QH12; Nghị định 15/2018/NĐ-CP';
const LABEL_LAW = 'Nghị định 37/2026/NĐ-CP';
const ALCOHOL_LAW = 'Luật Phòng, chống tác hại của rượu, bia 44/2019/QH14; Nghị định 24/2020/NĐ-CP';
const LIQUOR_LAW = 'Nghị định 105/2017/NĐ-CP (sửa đổi bởi Nghị định 17/2020/NĐ-CP)';
const OCOP_LAW = 'Quyết định 26/2026/QĐ-TTg';

type Rest = Partial<Pick<RuleFacts, 'noteVi' | 'effectiveFrom'>> & Pick<SeedRule, 'effectiveTo' | 'suspendedFrom' | 'suspendedBy'>;
type About = readonly [code: string, topic: RuleFacts['topic'], sets: readonly number[], source: string];

const paper = (
  [code, topic, sets, source]: About,
  level: RuleFacts['level'],
  asked: readonly DocumentType[],
  textVi: string,
  condition: Condition = [],
  rest: Rest = {},
): SeedRule => ({
  code,
  topic,
  asks: 'document',
  asked,
  sets,
  level,
  condition,
  textVi,
  noteVi: '',
  source,
  effectiveFrom: '2018-02-02',
  ...rest,
});

const other = (
  about: About,
  level: RuleFacts['level'],
  asks: Exclude<RuleFacts['asks'], 'document'>,
  asked: readonly string[],
  textVi: string,
  condition: Condition = [],
  rest: Rest = {},
): SeedRule => ({ ...paper(about, level, [], textVi, condition, rest), asks, asked });

const SAFETY: readonly DocumentType[] = ['food-safety-certificate', 'food-safety-commitment', 'quality-system'];
const NEEDS_SAFETY = 'Cần giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm, bản cam kết hoặc chứng nhận hệ thống chất lượng thay thế.';
const NEEDS_REGISTRATION = 'Cần giấy chứng nhận đăng ký (hộ kinh doanh, HTX, THT, doanh nghiệp).';
const NEEDS_DECLARATION = 'Cần bản tự công bố sản phẩm.';
const NEEDS_RECEIPT = 'Cần giấy tiếp nhận đăng ký bản công bố sản phẩm.';
const NEEDS_TEST = 'Cần phiếu kết quả kiểm nghiệm của phòng thử nghiệm được công nhận.';
const NEEDS_LABEL = 'Cần ảnh nhãn hàng hoá đủ các mặt.';
const NEEDS_SHELF_LIFE = 'Chưa ghi hạn sử dụng (số ngày), nhãn hàng này bắt buộc phải có.';

/**
 * What the law asks of each OCOP set before a product is listed, as of November 2026: 26 sets by eight kinds of papers, set 18 split into health food and
 * medicine. A rule whose code is in the database already is left as people have made it there.
 */
export const RULE_SEED: readonly SeedRule[] = [
  // business registration
  paper(
    ['business-registration', 'business-registration', [...range(5, 20), 26], OCOP_LAW],
    'required',
    ['business-registration'],
    NEEDS_REGISTRATION,
  ),
  paper(
    ['business-registration-kind', 'business-registration', [...range(1, 4), ...range(21, 25)], OCOP_LAW],
    'conditional',
    ['business-registration'],
    NEEDS_REGISTRATION,
    [registered],
  ),
  paper(
    ['business-registration-trade', 'business-registration', [...range(1, 4), ...range(21, 25)], OCOP_LAW],
    'conditional',
    ['business-registration'],
    NEEDS_REGISTRATION,
    [unregistered, no('isOwnProduce')],
    {
      noteVi: 'Hộ gia đình bán hàng do chính mình làm ra và không thuộc diện phải đăng ký kinh doanh thì không cần.',
    },
  ),

  // food safety
  paper(['food-safety', 'food-safety', range(5, 17), FOOD_LAW], 'required', SAFETY, NEEDS_SAFETY, [], {
    noteVi: 'Điều 12 khoản 1: ISO 22000, HACCP, GMP … thay được giấy chứng nhận.',
  }),
  paper(
    ['food-safety-small', 'food-safety', range(1, 4), 'Thông tư 17/2018/TT-BNNPTNT'],
    'conditional',
    SAFETY,
    NEEDS_SAFETY,
    [yes('isSmallPrimaryProduction')],
    {
      noteVi: 'Sản xuất ban đầu nhỏ lẻ làm bản cam kết thay giấy chứng nhận.',
    },
  ),
  paper(
    ['food-safety-facility', 'food-safety', range(1, 4), FOOD_LAW],
    'conditional',
    ['food-safety-certificate', 'quality-system'],
    'Cần giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm hoặc chứng nhận hệ thống chất lượng thay thế.',
    [no('isSmallPrimaryProduction')],
  ),
  paper(
    ['food-safety-gmp', 'food-safety', [18], FOOD_LAW],
    'required',
    ['quality-system'],
    'Cần chứng nhận thực hành sản xuất tốt (GMP) thực phẩm bảo vệ sức khoẻ.',
    [yes('isHealthFood')],
  ),
  paper(['food-safety-use', 'food-safety', [20], FOOD_LAW], 'conditional', SAFETY, NEEDS_SAFETY, [
    oneOf('usageKind', 'food', 'health-food'),
  ]),
  paper(['food-safety-service', 'food-safety', [26], FOOD_LAW], 'conditional', SAFETY, NEEDS_SAFETY, [yes('servesFood')]),
  paper(
    ['food-safety-2026', 'food-safety', range(1, 17), 'Nghị định 46/2026/NĐ-CP'],
    'required',
    ['food-safety-certificate', 'quality-system'],
    'Cần giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm theo Nghị định 46/2026/NĐ-CP.',
    [],
    {
      noteVi: 'Nghị định 15/2018/NĐ-CP tiếp tục được áp dụng trong thời gian tạm ngưng.',
      effectiveFrom: '2026-01-26',
      suspendedFrom: '2026-02-04',
      suspendedBy: 'Nghị quyết 09/2026/NQ-CP, kéo dài bởi Nghị quyết 15/2026/NQ-CP',
    },
  ),

  // self-declaration
  paper(['self-declaration', 'self-declaration', range(5, 17), FOOD_LAW], 'required', ['self-declaration'], NEEDS_DECLARATION),
  paper(['self-declaration-grain', 'self-declaration', [3], FOOD_LAW], 'conditional', ['self-declaration'], NEEDS_DECLARATION, [
    yes('isPrepacked'),
    yes('isProcessed'),
  ]),
  paper(['self-declaration-honey', 'self-declaration', [4], FOOD_LAW], 'conditional', ['self-declaration'], NEEDS_DECLARATION, [
    yes('isPrepacked'),
  ]),
  paper(['self-declaration-use', 'self-declaration', [20], FOOD_LAW], 'conditional', ['self-declaration'], NEEDS_DECLARATION, [
    oneOf('usageKind', 'food'),
  ]),

  // registration of the product
  paper(['product-registration', 'product-registration', [18], FOOD_LAW], 'required', ['product-registration'], NEEDS_RECEIPT, [
    yes('isHealthFood'),
  ]),
  paper(
    ['product-registration-group', 'product-registration', [6, 7, 8, 17], FOOD_LAW],
    'conditional',
    ['product-registration'],
    NEEDS_RECEIPT,
    [yes('isSpecialDietFood')],
    {
      noteVi: 'Điều 6: dinh dưỡng y học, chế độ ăn đặc biệt, trẻ đến 36 tháng tuổi, phụ gia mới.',
    },
  ),
  paper(
    ['product-registration-claim', 'product-registration', [11, 12], FOOD_LAW],
    'conditional',
    ['product-registration'],
    NEEDS_RECEIPT,
    [yes('hasHealthClaim')],
    {
      noteVi: 'Công bố lợi ích sức khoẻ thì trở thành thực phẩm bảo vệ sức khoẻ (bộ 18).',
    },
  ),
  paper(
    ['product-registration-water', 'product-registration', [16], 'QCVN 6-1:2010/BYT'],
    'conditional',
    ['conformity', 'product-registration'],
    'Cần công bố hợp quy nước uống theo QCVN 6-1.',
    [yes('needsConformity')],
  ),
  paper(['product-registration-use', 'product-registration', [20], FOOD_LAW], 'conditional', ['product-registration'], NEEDS_RECEIPT, [
    oneOf('usageKind', 'health-food'),
  ]),

  // test report
  paper(['test-report', 'test-report', range(5, 18), FOOD_LAW], 'required', ['test-report'], NEEDS_TEST, [], {
    noteVi: 'Không quá 12 tháng tính đến ngày nộp hồ sơ công bố.',
  }),
  paper(
    ['test-report-star', 'test-report', range(1, 4), OCOP_LAW],
    'star',
    ['test-report'],
    'Phiếu kiểm nghiệm là điều kiện để đạt 3 sao OCOP.',
  ),
  paper(['test-report-cosmetic', 'test-report', [19], 'Thông tư 06/2011/TT-BYT'], 'conditional', ['test-report'], NEEDS_TEST, [
    yes('hasMeasuredClaim'),
  ]),
  paper(['test-report-use', 'test-report', [20], FOOD_LAW], 'conditional', ['test-report'], NEEDS_TEST, [
    oneOf('usageKind', 'food', 'health-food'),
  ]),
  paper(
    ['test-report-textile', 'test-report', [22], 'QCVN 01:2017/BCT'],
    'conditional',
    ['test-report', 'conformity'],
    'Cần phiếu thử nghiệm formaldehyde, amin thơm hoặc công bố hợp quy.',
    [yes('touchesSkin')],
  ),

  // label
  paper(['label', 'label', range(3, 22), LABEL_LAW], 'required', ['label-image'], NEEDS_LABEL, [], { effectiveFrom: '2026-01-23' }),
  paper(['label-parcel', 'label', [1, 2], LABEL_LAW], 'conditional', ['label-image'], NEEDS_LABEL, [platform('by-post')], {
    noteVi: 'Hàng tươi sống bán trực tiếp không cần nhãn; hàng gửi bưu điện là hàng đã đóng gói, bán từ xa.',
    effectiveFrom: '2026-01-23',
  }),
  paper(['label-plant', 'label', [23, 24], LABEL_LAW], 'conditional', ['label-image'], NEEDS_LABEL, [yes('isPrepacked')], {
    effectiveFrom: '2026-01-23',
  }),

  // shelf life
  other(['shelf-life', 'shelf-life', [...range(2, 13), ...range(16, 20)], LABEL_LAW], 'required', 'shelf-life', [], NEEDS_SHELF_LIFE),
  other(['shelf-life-fresh', 'shelf-life', [1], LABEL_LAW], 'conditional', 'shelf-life', [], NEEDS_SHELF_LIFE, [yes('isPrepacked')]),
  other(['shelf-life-alcohol', 'shelf-life', [14, 15], LABEL_LAW], 'conditional', 'shelf-life', [], NEEDS_SHELF_LIFE, [
    yes('hasExpiryDate'),
  ]),

  // special licences
  paper(['liquor-production', 'special-licence', [14], LIQUOR_LAW], 'required', ['liquor-production'], 'Cần giấy phép sản xuất rượu.'),
  paper(
    ['liquor-trade', 'special-licence', [14], LIQUOR_LAW],
    'required',
    ['liquor-trade'],
    'Cần giấy phép phân phối, bán buôn hoặc bán lẻ rượu.',
  ),
  paper(
    ['liquor-production-strong', 'special-licence', [15], LIQUOR_LAW],
    'required',
    ['liquor-production'],
    'Cần giấy phép sản xuất rượu.',
    [atLeast('alcoholPercent', 5.5)],
  ),
  paper(
    ['liquor-trade-strong', 'special-licence', [15], LIQUOR_LAW],
    'required',
    ['liquor-trade'],
    'Cần giấy phép phân phối, bán buôn hoặc bán lẻ rượu.',
    [atLeast('alcoholPercent', 5.5)],
  ),
  paper(
    ['quarantine', 'special-licence', [2], 'Luật Thú y 79/2015/QH13'],
    'conditional',
    ['quarantine'],
    'Cần giấy chứng nhận kiểm dịch cho sản phẩm động vật ra khỏi tỉnh.',
    [yes('leavesProvince')],
  ),
  other(
    ['medicine', 'special-licence', [18], 'Luật Dược 105/2016/QH13'],
    'required',
    'block',
    [],
    'Thuốc dược liệu, thuốc cổ truyền không được bán trên sàn bưu chính.',
    [no('isHealthFood')],
  ),
  paper(
    ['cosmetic', 'special-licence', [19], 'Thông tư 06/2011/TT-BYT'],
    'required',
    ['cosmetic-notification'],
    'Cần phiếu công bố sản phẩm mỹ phẩm.',
  ),
  paper(
    ['cosmetic-use', 'special-licence', [20], 'Thông tư 06/2011/TT-BYT'],
    'conditional',
    ['cosmetic-notification'],
    'Cần phiếu công bố sản phẩm mỹ phẩm.',
    [oneOf('usageKind', 'cosmetic')],
  ),
  other(
    ['medicine-material', 'special-licence', [20], 'Luật Dược 105/2016/QH13'],
    'conditional',
    'block',
    [],
    'Dược liệu làm thuốc không được bán trên sàn bưu chính.',
    [oneOf('usageKind', 'medicine-material')],
  ),
  paper(
    ['timber', 'special-licence', [21], 'Nghị định 102/2020/NĐ-CP'],
    'conditional',
    ['wildlife-origin'],
    'Cần hồ sơ nguồn gốc lâm sản của gỗ.',
    [yes('usesTimber')],
  ),
  paper(
    ['food-contact', 'special-licence', [21], FOOD_LAW],
    'conditional',
    ['self-declaration'],
    'Đồ dùng tiếp xúc với thực phẩm cần bản tự công bố.',
    [yes('touchesFood')],
  ),
  paper(['textile', 'special-licence', [22], 'QCVN 01:2017/BCT'], 'conditional', ['conformity'], 'Cần công bố hợp quy sản phẩm dệt may.', [
    yes('touchesSkin'),
  ]),
  paper(
    ['plant-variety', 'special-licence', [23, 24], 'Luật Trồng trọt 31/2018/QH14'],
    'conditional',
    ['conformity'],
    'Giống cây bán để trồng cần công bố tiêu chuẩn, hợp quy.',
    [yes('soldForPlanting')],
  ),
  paper(
    ['wild-species', 'special-licence', [24], 'Nghị định 06/2019/NĐ-CP'],
    'conditional',
    ['wildlife-origin'],
    'Cần hồ sơ nguồn gốc của loài hoang dã.',
    [yes('isWildSpecies')],
  ),
  other(
    ['live-animals', 'special-licence', [25], 'Luật Bưu chính 49/2010/QH12'],
    'required',
    'block',
    [],
    'Động vật sống không được nhận gửi qua bưu điện.',
  ),
  other(
    ['service', 'special-licence', [26], 'Luật Bưu chính 49/2010/QH12'],
    'conditional',
    'block',
    [],
    'Dịch vụ du lịch không phải hàng gửi qua bưu điện.',
    [platform('by-post')],
  ),

  // alcohol
  other(
    ['alcohol-age-gate', 'alcohol', [14, 15], ALCOHOL_LAW],
    'required',
    'platform',
    ['age-gate'],
    'Rượu, bia chỉ được đăng ở sàn có bước xác nhận đủ 18 tuổi trước khi xem.',
    [],
    { effectiveFrom: '2020-02-24' },
  ),
  other(
    ['alcohol-cashless', 'alcohol', [14, 15], ALCOHOL_LAW],
    'required',
    'order',
    ['cashless'],
    'Rượu, bia bán trên mạng phải thanh toán không dùng tiền mặt.',
    [],
    { effectiveFrom: '2020-01-01' },
  ),
  other(
    ['alcohol-age-at-delivery', 'alcohol', [14, 15], ALCOHOL_LAW],
    'required',
    'order',
    ['check-age-at-delivery'],
    'Kiểm tra độ tuổi người nhận khi giao rượu, bia.',
    [],
    { effectiveFrom: '2020-02-24' },
  ),
  other(
    ['alcohol-no-promotion', 'alcohol', [14, 15], ALCOHOL_LAW],
    'required',
    'order',
    ['no-promotion'],
    'Rượu từ 15 độ trở lên không được quảng cáo, khuyến mại.',
    [atLeast('alcoholPercent', 15)],
    { effectiveFrom: '2020-01-01' },
  ),
  other(
    ['alcohol-for-maker', 'alcohol', [14, 15], LIQUOR_LAW],
    'required',
    'block',
    [],
    'Rượu thủ công bán cho cơ sở có giấy phép chế biến lại thì không được bán cho người khác.',
    [yes('isForLicensedMaker')],
  ),

  // what platforms ask
  other(
    ['ocop-certificate', 'certificate', range(1, 26), 'Yêu cầu của sàn'],
    'conditional',
    'certificate',
    [],
    'Sàn cần giấy chứng nhận OCOP còn hạn.',
    [platform('asks-ocop-certificate')],
  ),
];
