import { accepted, refused, warning, type Check, type Finding } from '../../shared/kernel';

/** Where a birth was registered: 0 and the province code of before July 2025. Source: TT 59/2021/TT-BCA. */
const BIRTH_PROVINCES: ReadonlySet<string> = new Set(
  (
    '001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 044 045 046 048 049 051 ' +
    '052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096'
  ).split(' '),
);

/** Years: a card is given from 14, nobody is older than 120. */
const AGE = { min: 15, ofAge: 18, max: 120 } as const;

export interface PersonalNumber {
  /** Three digits; not where the person lives, and no merger changes it. */
  readonly birthProvince: string;
  readonly sex: 'male' | 'female';
  readonly birthYear: number;
}

/** What the twelve digits say; null when they are not twelve digits. */
export function readPersonalNumber(number: string): PersonalNumber | null {
  const [, birthProvince, century, year] = /^(\d{3})(\d)(\d{2})\d{6}$/.exec(number) ?? [];
  if (birthProvince === undefined || century === undefined || year === undefined) return null;
  return {
    birthProvince,
    sex: Number(century) % 2 === 0 ? 'male' : 'female',
    birthYear: 1900 + 100 * Math.floor(Number(century) / 2) + Number(year),
  };
}

/** What a person declares besides, to be compared. */
export interface Declared {
  readonly birthYear?: number | undefined;
  /** `yyyy-mm-dd` in Vietnam. */
  readonly today: string;
}

/** A personal number (số định danh cá nhân, CCCD): `PPP G YY RRRRRR`. It has no check digit. */
export function checkPersonalNumber(typed: string, declared: Declared): Check {
  const number = typed.replace(/[\s.-]/g, '');
  if (/^\d{9}$/.test(number))
    return refused('personal-number-old-card', 'Chứng minh nhân dân 9 số hết giá trị từ 1/1/2025; xin dùng số định danh cá nhân 12 số.');
  const parts = readPersonalNumber(number);
  if (!parts) return refused('personal-number-form', 'Số định danh cá nhân gồm đúng 12 chữ số.');
  const age = Number(declared.today.slice(0, 4)) - parts.birthYear;
  if (age < 0) return refused('personal-number-birth-year', 'Theo chữ số thứ tư đến thứ sáu thì người này chưa ra đời; xin xem lại.');
  if (age > AGE.max)
    return refused('personal-number-birth-year', `Theo chữ số thứ tư đến thứ sáu thì người này hơn ${AGE.max} tuổi; xin xem lại.`);
  if (declared.birthYear !== undefined && declared.birthYear !== parts.birthYear)
    return refused(
      'personal-number-birth-year-differs',
      `Theo số định danh thì năm sinh là ${parts.birthYear}, khác với năm sinh đã khai.`,
    );
  if (age < AGE.min) return refused('personal-number-too-young', `Theo số định danh thì người này chưa đủ ${AGE.min} tuổi.`);
  const findings: Finding[] = [];
  if (age < AGE.ofAge)
    findings.push(
      warning('personal-number-under-age', `Theo số định danh thì người này chưa đủ ${AGE.ofAge} tuổi, chưa thể làm chủ hộ kinh doanh.`),
    );
  if (!BIRTH_PROVINCES.has(parts.birthProvince))
    findings.push(
      warning('personal-number-unknown-province', 'Ba số đầu không phải mã tỉnh nào; chỉ đúng nếu người này được khai sinh ở nước ngoài.'),
    );
  return accepted(number, findings);
}

/** Nine digits of an old card, kept only because an old paper says so. */
export function checkHistoricIdCard(typed: string): Check {
  const number = typed.replace(/[\s.-]/g, '');
  return /^\d{9}$/.test(number)
    ? accepted(number, [warning('historic-id-card', 'Chỉ để đối chiếu giấy tờ cũ: chứng minh nhân dân 9 số hết giá trị từ 1/1/2025.')])
    : refused('historic-id-card-form', 'Chứng minh nhân dân cũ gồm đúng 9 chữ số.');
}
