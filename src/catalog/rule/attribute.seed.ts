import type { AttributeKind, AttributeLevel } from '../product/attribute.rules';

export interface SeedAttribute {
  readonly code: string;
  readonly sets: readonly number[];
  readonly kind: AttributeKind;
  readonly level: AttributeLevel;
  readonly labelVi: string;
  readonly helpVi: string;
  readonly unitVi: string;
  readonly choices: readonly string[];
  readonly maxChars: number;
  readonly onLabel: boolean;
  readonly source: string;
  readonly effectiveFrom: string;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const LABEL = (row: string): string => `Nghị định 37/2026/NĐ-CP, Phụ lục I dòng ${row}`;

const field = (
  code: string,
  sets: readonly number[],
  level: AttributeLevel,
  labelVi: string,
  source: string,
  more: Partial<SeedAttribute> = {},
): SeedAttribute => ({
  ...{
    code,
    sets,
    level,
    labelVi,
    source,
    kind: 'text',
    helpVi: '',
    unitVi: '',
    choices: [],
    maxChars: 500,
    onLabel: level !== 'conditional',
    effectiveFrom: '2026-01-23',
  },
  ...more,
});

/** A question that only a person can answer; a rule asks it where the answer decides. */
const question = (code: string, sets: readonly number[], labelVi: string, source: string): SeedAttribute =>
  field(code, sets, 'conditional', labelVi, source, { kind: 'flag', effectiveFrom: '2018-02-02' });

/** What a label must say and sellers must publish (but for dates and lots, which belong to the goods delivered), and the questions of the rules. */
export const ATTRIBUTE_SEED: readonly SeedAttribute[] = [
  // label
  field('netQuantity', range(2, 20), 'required', 'Định lượng (khối lượng tịnh hoặc thể tích thực)', LABEL('1–7, 14, 15')),
  field('ingredients', [2, ...range(4, 13), ...range(16, 20)], 'required', 'Thành phần', LABEL('2, 3, 6, 14, 15'), { maxChars: 2000 }),
  field('usageInstructions', [2, ...range(4, 13), ...range(16, 22)], 'required', 'Hướng dẫn sử dụng', LABEL('2, 3, 6, 14, 15, 25, 32–35'), {
    maxChars: 2000,
  }),
  field('storageInstructions', [2, ...range(4, 13), ...range(16, 18), 20], 'required', 'Hướng dẫn bảo quản', LABEL('2, 3, 6, 15'), {
    maxChars: 2000,
  }),
  field('alcoholPercent', [14, 15], 'required', 'Nồng độ cồn', LABEL('7'), { kind: 'number', unitVi: '% thể tích' }),
  field('healthBenefits', [18], 'required', 'Công dụng', LABEL('3'), { maxChars: 2000 }),
  field('suitableUsers', [18], 'required', 'Đối tượng sử dụng', LABEL('3')),
  field('dosage', [18], 'required', 'Liều dùng', LABEL('3')),
  field('riskAdvice', [18], 'required', 'Khuyến cáo về nguy cơ', LABEL('3'), {
    helpVi: 'Ghi đủ câu: Thực phẩm này không phải là thuốc, không có tác dụng thay thế thuốc chữa bệnh.',
  }),
  field('material', [21, 22], 'required', 'Chất liệu', LABEL('25, 32–35')),
  field('technicalData', [21, 22], 'required', 'Thông số kỹ thuật (kích thước, khối lượng …)', LABEL('25, 32–35')),
  field('nutrition', [...range(4, 13), 16, 17], 'recommended', 'Thành phần dinh dưỡng', 'Thông tư 29/2023/TT-BYT', {
    maxChars: 2000,
    effectiveFrom: '2024-02-15',
  }),
  field('artisanOrVillage', [21], 'recommended', 'Nghệ nhân hoặc làng nghề', 'Nghị định 37/2026/NĐ-CP, Điều 44'),
  field('warning', range(1, 22), 'optional', 'Cảnh báo (nếu có)', LABEL('1–7, 14, 15, 25, 32–35')),

  // questions
  question(
    'isOwnProduce',
    [...range(1, 4), ...range(21, 25)],
    'Hàng do chính hộ làm ra và hộ không thuộc diện phải đăng ký kinh doanh?',
    'Nghị định 168/2025/NĐ-CP',
  ),
  question(
    'isSmallPrimaryProduction',
    range(1, 4),
    'Sản xuất ban đầu nhỏ lẻ (trồng trọt, chăn nuôi, đánh bắt quy mô hộ)?',
    'Thông tư 17/2018/TT-BNNPTNT',
  ),
  question('isPrepacked', [1, 3, 4, 23, 24], 'Hàng được đóng gói sẵn, có bao bì kín?', 'Nghị định 15/2018/NĐ-CP, Điều 4'),
  question('isProcessed', [3], 'Hàng đã qua chế biến (không chỉ phơi, sấy, xay xát)?', 'Nghị định 15/2018/NĐ-CP, Điều 4'),
  question(
    'isSpecialDietFood',
    [6, 7, 8, 17],
    'Là thực phẩm dinh dưỡng y học, chế độ ăn đặc biệt, cho trẻ đến 36 tháng hoặc có phụ gia mới?',
    'Nghị định 15/2018/NĐ-CP, Điều 6',
  ),
  question('hasHealthClaim', [11, 12], 'Nhãn hoặc quảng cáo có nói đến lợi ích sức khoẻ?', 'Nghị định 15/2018/NĐ-CP, Điều 6'),
  question('needsConformity', [16], 'Nước thuộc diện phải công bố hợp quy?', 'QCVN 6-1:2010/BYT'),
  question('leavesProvince', [2], 'Hàng được gửi ra ngoài tỉnh?', 'Luật Thú y 79/2015/QH13'),
  question('hasExpiryDate', [14, 15], 'Nhãn rượu có ghi hạn sử dụng?', LABEL('7')),
  question('isForLicensedMaker', [14, 15], 'Rượu thủ công nấu để bán cho cơ sở có giấy phép chế biến lại?', 'Nghị định 105/2017/NĐ-CP'),
  question('isHealthFood', [18], 'Là thực phẩm bảo vệ sức khoẻ (không phải thuốc)?', 'Nghị định 15/2018/NĐ-CP, Điều 6'),
  question('hasMeasuredClaim', [19], 'Nhãn công bố tính năng phải đo, thử (như chỉ số chống nắng)?', 'Thông tư 06/2011/TT-BYT'),
  field('usageKind', [20], 'conditional', 'Dùng làm gì?', 'Nghị định 15/2018/NĐ-CP; Thông tư 06/2011/TT-BYT; Luật Dược 105/2016/QH13', {
    kind: 'choice',
    choices: ['food', 'health-food', 'cosmetic', 'medicine-material', 'household'],
    effectiveFrom: '2018-02-02',
  }),
  question('usesTimber', [21], 'Làm bằng gỗ?', 'Nghị định 102/2020/NĐ-CP'),
  question('touchesFood', [21], 'Dùng để đựng hoặc tiếp xúc với thức ăn?', 'Nghị định 15/2018/NĐ-CP, Điều 4'),
  question('touchesSkin', [22], 'Vải, đồ may mặc tiếp xúc với da?', 'QCVN 01:2017/BCT'),
  question('soldForPlanting', [23, 24], 'Bán để trồng (làm giống)?', 'Luật Trồng trọt 31/2018/QH14'),
  question('isWildSpecies', [24], 'Là loài hoang dã trong danh mục quản lý?', 'Nghị định 06/2019/NĐ-CP'),
  question('servesFood', [26], 'Dịch vụ có phục vụ ăn uống?', 'Nghị định 15/2018/NĐ-CP'),
];
