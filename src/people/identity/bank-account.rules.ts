import { Banks, QRPay } from 'vietnam-qr-pay';
import { accepted, foldVi, refused, warning, type Check } from '../../shared/kernel';

export interface Bank {
  /** Six digits, by which banks know each other. */
  readonly bin: string;
  readonly name: string;
  /** Merged into another or renamed. */
  readonly isFormer: boolean;
}

const BANKS: ReadonlyMap<string, Bank> = new Map(
  Banks.filter((bank) => /^\d{6}$/.test(bank.bin)).map((bank) => [
    bank.bin,
    { bin: bank.bin, name: bank.shortName, isFormer: bank.deprecated ?? false },
  ]),
);

export function bankOf(bin: string): Bank | null {
  return BANKS.get(bin) ?? null;
}

export function checkBank(typed: string): Check {
  const bin = typed.replace(/\s/g, '');
  const bank = bankOf(bin);
  if (!bank) return refused('bank-unknown', 'Không có ngân hàng nào mang mã này (6 chữ số, như 970405 của Agribank).');
  return accepted(
    bin,
    bank.isFormer ? [warning('bank-former', 'Ngân hàng này đã đổi tên hoặc sáp nhập; xin hỏi lại chủ tài khoản.')] : [],
    bank.name,
  );
}

/** Mostly digits; some banks sell accounts with letters. */
export function checkBankAccount(typed: string): Check {
  const number = typed.replace(/[\s.-]/g, '').toUpperCase();
  if (!/^[0-9A-Z]{6,19}$/.test(number)) return refused('bank-account-form', 'Số tài khoản gồm 6 đến 19 chữ số hoặc chữ cái không dấu.');
  if (/^9704\d{12,15}$/.test(number))
    return accepted(number, [warning('bank-account-looks-like-card', 'Số này giống số thẻ; xin ghi số tài khoản, không ghi số thẻ.')]);
  return accepted(number);
}

/** As banks write it: capital letters without marks. `owners`: the names it should be one of, if known. */
export function checkHolderName(typed: string, owners: readonly string[] = []): Check {
  const name = foldVi(typed).toUpperCase();
  if (!/^[A-Z][A-Z0-9 .,&'()/-]{1,69}$/.test(name))
    return refused('holder-name-form', 'Tên chủ tài khoản gồm 2 đến 70 chữ cái, chữ số, dấu cách.');
  const differs = owners.length > 0 && !owners.some((owner) => foldVi(owner).toUpperCase() === name);
  return accepted(
    name,
    differs ? [warning('holder-name-differs', 'Chủ tài khoản khác tên chủ thể và người đại diện; xin ghi rõ quan hệ.')] : [],
  );
}

/** What a VietQR code asks to pay. */
export interface Transfer {
  readonly bankBin: string;
  readonly account: string;
  /** Whole đồng; left out, the payer types it. */
  readonly amountVnd?: number;
  readonly purpose?: string;
}

/** Characters that a purpose may have in the code (EMVCo, field 62-08). */
const PURPOSE_CHARS = 25;

/** The text of a VietQR code. Throws: RangeError for an amount that is not a whole number of đồng above 0. */
export function buildVietQr({ bankBin, account, amountVnd, purpose }: Transfer): string {
  if (amountVnd !== undefined && (!Number.isSafeInteger(amountVnd) || amountVnd < 1))
    throw new RangeError('amountVnd must be whole and positive');
  return QRPay.initVietQR({
    bankBin,
    bankNumber: account,
    ...(amountVnd === undefined ? {} : { amount: String(amountVnd) }),
    ...(purpose === undefined ? {} : { purpose: foldPurpose(purpose) }),
  }).build();
}

/** Letters without marks: the code counts characters, and bank apps show others wrongly. */
function foldPurpose(purpose: string): string {
  return purpose
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[^ -~]/g, ' ')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, PURPOSE_CHARS);
}

/** What a VietQR code says; null when it is none, is damaged, or names no bank account. */
export function readVietQr(text: string): Transfer | null {
  if (!/^0002[0-9]{2}[ -~]{10,500}$/.test(text)) return null;
  const code = new QRPay(text);
  const { bankBin, bankNumber } = code.consumer;
  if (!code.isValid || !bankBin || !bankNumber) return null;
  const amount = code.amount ? Number(code.amount) : undefined;
  if (amount !== undefined && (!Number.isSafeInteger(amount) || amount < 1)) return null;
  return {
    bankBin,
    account: bankNumber,
    ...(amount === undefined ? {} : { amountVnd: amount }),
    ...(code.additionalData.purpose ? { purpose: code.additionalData.purpose } : {}),
  };
}

/** A pasted VietQR code: is it whole, and whose bank is it? */
export function checkVietQr(typed: string): Check {
  const transfer = readVietQr(typed.trim());
  if (!transfer)
    return refused('vietqr-unreadable', 'Không đọc được mã VietQR: nội dung bị thiếu, bị sửa hoặc không phải mã chuyển khoản.');
  const bank = checkBank(transfer.bankBin);
  if (bank.value === null) return bank;
  const account = checkBankAccount(transfer.account);
  if (account.value === null) return account;
  return accepted(typed.trim(), [...bank.findings, ...account.findings], `${bank.shown ?? transfer.bankBin}, ${account.value}`);
}
