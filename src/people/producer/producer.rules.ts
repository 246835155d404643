import type { FieldError } from '../../shared/kernel';
import type { Check } from '../../shared/kernel';
import { checkPhone } from '../account/phone.rules';
import { checkBank, checkBankAccount, checkHolderName } from '../identity/bank-account.rules';
import { checkPersonalNumber } from '../identity/personal-number.rules';
import { checkLegacyTaxCode, checkRegistrationNumber, checkTaxCode, taxPayerOf } from '../identity/tax-code.rules';
import type { ProducerKind } from './producer.entity';

export interface BankAccount {
  readonly bankBin: string;
  readonly account: string;
  readonly holder: string;
  readonly relation: string;
}

/** What was said; absent stays as it is, null removes. */
export interface SaidOfProducer {
  readonly taxCode?: string | null;
  readonly legacyTaxCode?: string | null;
  readonly registrationNumber?: string | null;
  readonly phone?: string | null;
  readonly personalNumber?: string | null;
  readonly bankAccount?: (Omit<BankAccount, 'relation'> & { readonly relation?: string }) | null;
}

export interface Warning extends FieldError {
  readonly code: string;
}

/** What follows from it: what to store in plain, what to seal, and what to say. */
export interface Judgement {
  readonly plain: Partial<Record<'taxCode' | 'legacyTaxCode' | 'registrationNumber', string | null>>;
  readonly phone: string | null | undefined;
  readonly personalNumber: string | null | undefined;
  readonly bankAccount: BankAccount | null | undefined;
  readonly errors: readonly FieldError[];
  readonly warnings: readonly Warning[];
}

/** Who it is of: the numbers of organisations and of people differ, and the account should be held by one of `names`. */
export interface Owner {
  readonly kind: ProducerKind;
  readonly names: readonly string[];
}

/** `today`: `yyyy-mm-dd` in Vietnam. */
export function judge(said: SaidOfProducer, owner: Owner, today: string): Judgement {
  const errors: FieldError[] = [];
  const warnings: Warning[] = [];
  /** Notes what a check found; undefined when there is nothing to store. */
  const note = (pointer: string, typed: string | null | undefined, check: (typed: string) => Check): string | null | undefined => {
    if (typed === undefined || typed === null) return typed;
    const { value, findings } = check(typed);
    for (const { level, code, messageVi } of findings) {
      if (level === 'error') errors.push({ pointer, message: messageVi });
      else warnings.push({ pointer, code, message: messageVi });
    }
    return value ?? undefined;
  };
  const payer = taxPayerOf(owner.kind);
  const taxCode = note('/taxCode', said.taxCode, (typed) => checkTaxCode(typed, payer, today));
  const declared = note('/personalNumber', said.personalNumber, (typed) => checkPersonalNumber(typed, { today }));
  const registrationNumber = note('/registrationNumber', said.registrationNumber, (typed) => checkRegistrationNumber(typed, payer, today));
  if (registrationNumber && PERSONAL.test(registrationNumber) && payer !== 'organisation')
    errors.push({
      pointer: '/registrationNumber',
      message: 'Số 12 chữ số này là số định danh cá nhân; xin ghi vào ô số định danh và chỉ ghi ngày đăng ký.',
    });
  const isPersonal = Boolean(taxCode && PERSONAL.test(taxCode)); // never stored in plain
  if (isPersonal && declared !== undefined && declared !== taxCode)
    errors.push({ pointer: '/taxCode', message: 'Mã số thuế 12 số phải trùng số định danh cá nhân.' });
  return {
    plain: given({
      taxCode: isPersonal ? null : taxCode,
      legacyTaxCode: note('/legacyTaxCode', said.legacyTaxCode, checkLegacyTaxCode),
      registrationNumber,
    }),
    phone: note('/phone', said.phone, checkPhone),
    personalNumber: isPersonal ? taxCode : declared,
    bankAccount: judgeBankAccount(said.bankAccount, owner.names, note),
    errors,
    warnings,
  };
}

const PERSONAL = /^\d{12}$/;

type Note = (pointer: string, typed: string, check: (typed: string) => Check) => string | null | undefined;

function judgeBankAccount(said: SaidOfProducer['bankAccount'], names: readonly string[], note: Note): BankAccount | null | undefined {
  if (said === undefined || said === null) return said;
  const relation = said.relation ?? '';
  const bankBin = note('/bankAccount/bankBin', said.bankBin, checkBank);
  const account = note('/bankAccount/account', said.account, checkBankAccount);
  const holder = note('/bankAccount/holder', said.holder, (typed) => checkHolderName(typed, relation === '' ? names : []));
  return bankBin && account && holder ? { bankBin, account, holder, relation } : undefined;
}

function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  }; // what is left
}

/** All but the last three characters are hidden. */
export function masked(secret: string): string {
  return `•••${secret.slice(-3)}`;
}

/** Why a producer cannot hold an OCOP certificate, of that set if one is named; null when it can. Source: QĐ 26/2026/QĐ-TTg, Điều 2. */
export function ocopObstacleVi(producer: { readonly kind: ProducerKind; readonly isRegistered: boolean }, ocopSet?: number): string | null {
  switch (producer.kind) {
    case 'household':
      return producer.isRegistered ? null : 'Hộ chưa đăng ký kinh doanh vẫn bán được nông sản, nhưng chưa thể là chủ thể OCOP.';
    case 'tourism-organisation':
      return ocopSet === undefined || ocopSet === 26
        ? null
        : 'Hội, hiệp hội, đơn vị điều hành du lịch chỉ là chủ thể OCOP của bộ sản phẩm 26.';
    case 'other':
      return 'Xin chọn đúng loại chủ thể: loại "khác" không có trong quy định của chương trình OCOP.';
    case 'cooperative':
    case 'cooperative-group':
    case 'household-business':
    case 'farm':
    case 'company':
      return null;
    default:
      return producer.kind satisfies never;
  }
}
