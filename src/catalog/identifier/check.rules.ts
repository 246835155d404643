import {
  checkBank,
  checkBankAccount,
  checkHistoricIdCard,
  checkHolderName,
  checkLegacyTaxCode,
  checkPersonalNumber,
  checkPhone,
  checkRegistrationNumber,
  checkTaxCode,
  checkVietQr,
  taxPayerOf,
  type ProducerKind,
} from '../../people';
import { accepted, refused, type Check } from '../../shared/kernel';
import { checkGtin } from './gtin.rules';
import { readLabelDate } from './label-date.rules';
import { checkDecisionNumber, checkPlantingArea, checkSheetCode } from './paper-code.rules';

/** What screens may have checked while somebody types. */
export const CHECK_KINDS = [
  ...(['personal-number', 'historic-id-card', 'tax-code', 'legacy-tax-code', 'registration-number', 'phone'] as const),
  ...(['bank', 'bank-account', 'holder-name', 'vietqr'] as const),
  ...(['gtin', 'planting-area', 'label-date', 'sheet-code', 'decision-number'] as const),
] as const;
export type CheckKind = (typeof CHECK_KINDS)[number];

export interface Typed {
  readonly kind: CheckKind;
  readonly value: string;
  readonly producerKind?: ProducerKind | undefined;
  readonly birthYear?: number | undefined;
  readonly ownerName?: string | undefined;
}

/** `today`: `yyyy-mm-dd` in Vietnam. */
export function checkTyped({ kind, value, producerKind, birthYear, ownerName }: Typed, today: string): Check {
  const payer = producerKind === undefined ? 'any' : taxPayerOf(producerKind);
  switch (kind) {
    case 'personal-number':
      return checkPersonalNumber(value, { birthYear, today });
    case 'historic-id-card':
      return checkHistoricIdCard(value);
    case 'tax-code':
      return checkTaxCode(value, payer, today);
    case 'legacy-tax-code':
      return checkLegacyTaxCode(value);
    case 'registration-number':
      return checkRegistrationNumber(value, payer, today);
    case 'phone':
      return checkPhone(value);
    case 'bank':
      return checkBank(value);
    case 'bank-account':
      return checkBankAccount(value);
    case 'holder-name':
      return checkHolderName(value, ownerName === undefined ? [] : [ownerName]);
    case 'vietqr':
      return checkVietQr(value);
    case 'gtin':
      return checkGtin(value);
    case 'planting-area':
      return checkPlantingArea(value);
    case 'label-date':
      return checkLabelDate(value);
    case 'sheet-code':
      return checkSheetCode(value, today);
    case 'decision-number':
      return checkDecisionNumber(value);
    default:
      return kind satisfies never;
  }
}

const UNIT_VI = { day: 'ngày', month: 'tháng', year: 'năm' } as const;

function checkLabelDate(typed: string): Check {
  const date = readLabelDate(typed);
  if (!date) return refused('label-date-form', 'Ngày trên nhãn ghi ngày, tháng, năm, như 02/04/26, hoặc thời hạn, như HSD: 30 tháng.');
  if (!('day' in date)) return accepted(`${date.keeps.amount} ${UNIT_VI[date.keeps.unit]}`);
  return accepted(date.day, [], date.day.split('-').reverse().join('/'));
}
