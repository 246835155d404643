import { accepted, refused, warning, type Check, type Finding } from '../../shared/kernel';
import type { ProducerKind } from '../producer/producer.entity';
import { checkPersonalNumber } from './personal-number.rules';

/** Folklore of accounting software, not a published rule; it holds for the codes of eight big companies. So a failure is only a warning. */
const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3] as const;

/** The tenth digit that the first nine ask for; 10 when no such code is ever given out. */
export function taxCheckDigit(digits: string): number {
  return 10 - (WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(digits.charAt(at)), 0) % 11);
}

/** Persons, households and business households have their personal number as tax code since 1/7/2025 (TT 86/2024/TT-BTC). */
export type TaxPayer = 'organisation' | 'person' | 'any';

export function taxPayerOf(kind: ProducerKind): TaxPayer {
  switch (kind) {
    case 'cooperative':
    case 'company':
    case 'tourism-organisation':
      return 'organisation';
    case 'household':
    case 'household-business':
      return 'person';
    case 'cooperative-group': // may have a code of its own (NĐ 92/2024) or none
    case 'farm':
    case 'other':
      return 'any';
    default:
      return kind satisfies never;
  }
}

/** A tax code: 10 digits, 10 and 3 of a branch, or the 12 of a personal number. */
export function checkTaxCode(typed: string, payer: TaxPayer, today: string): Check {
  const code = typed.replace(/[\s.-]/g, '');
  if (/^\d{12}$/.test(code)) {
    const number = checkPersonalNumber(code, { today });
    if (number.value === null || payer !== 'organisation') return number;
    return accepted(number.value, [
      ...number.findings,
      warning('tax-code-of-a-person', 'Đây là mã số thuế của cá nhân, hộ; hợp tác xã và doanh nghiệp có mã 10 số.'),
    ]);
  }
  const organisation = checkOrganisationCode(code);
  if (organisation.value === null || payer !== 'person') return organisation;
  return {
    ...organisation,
    findings: [
      ...organisation.findings,
      warning(
        'tax-code-before-2025',
        'Từ 1/7/2025 mã số thuế của cá nhân, hộ là số định danh 12 số; mã 10 số xin ghi vào ô mã số thuế cũ.',
      ),
    ],
  };
}

/** The tax code that a household had before 1/7/2025. */
export function checkLegacyTaxCode(typed: string): Check {
  return checkOrganisationCode(typed.replace(/[\s.-]/g, ''));
}

function checkOrganisationCode(code: string): Check {
  const [, main, branch] = /^(\d{10})(\d{3})?$/.exec(code) ?? [];
  if (main === undefined)
    return refused('tax-code-form', 'Mã số thuế gồm 10 chữ số, hoặc 10 và 3 chữ số của đơn vị phụ thuộc, hoặc 12 chữ số của cá nhân.');
  if (branch === '000') return refused('tax-code-branch', 'Ba số cuối của đơn vị phụ thuộc là 001 đến 999.');
  const digit = taxCheckDigit(main);
  const findings: Finding[] = [];
  if (digit === 10)
    findings.push(
      warning('tax-code-checksum', 'Theo cách tính thường dùng thì không có mã số thuế nào bắt đầu bằng chín số này; xin so lại với giấy.'),
    );
  else if (String(digit) !== main.charAt(9))
    findings.push(warning('tax-code-checksum', `Theo cách tính thường dùng thì số thứ mười phải là ${digit}; xin so lại với giấy.`));
  return accepted(branch === undefined ? main : `${main}-${branch}`, findings);
}

/** Older certificates of cooperatives have numbers of many forms. */
const REGISTRATION = /^[0-9A-ZĐ][0-9A-ZĐ./-]{3,19}$/;

/** The number on a registration certificate: the tax code of an organisation, for a business household also the owner's number or an old form. */
export function checkRegistrationNumber(typed: string, payer: TaxPayer, today: string): Check {
  const number = typed.replace(/\s/g, '').toUpperCase();
  if (!REGISTRATION.test(number))
    return refused('registration-number-form', 'Số đăng ký gồm 4 đến 20 chữ số, chữ in hoa, dấu chấm, gạch ngang hoặc gạch chéo.');
  if (/^\d{10}$/.test(number)) return checkOrganisationCode(number);
  if (payer === 'organisation')
    return accepted(number, [
      warning('registration-number-old-form', 'Giấy mới ghi mã số 10 chữ số, trùng mã số thuế; số này chỉ đúng nếu giấy cấp theo mẫu cũ.'),
    ]);
  if (/^\d{12}$/.test(number)) return checkPersonalNumber(number, { today });
  if (/^\d{2}[A-Z]\d{7,9}$/.test(number)) return accepted(number); // of a business household before 2025: '41A8001234'
  return accepted(number, [warning('registration-number-unusual', 'Số đăng ký có dạng lạ; xin so lại với giấy.')]);
}
