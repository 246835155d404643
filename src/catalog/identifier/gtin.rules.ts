import { accepted, refused, warning, type Check } from '../../shared/kernel';

/** The check digit of the digits before it: from the right, weights 3, 1, 3, 1 … */
export function gtinCheckDigit(body: string): number {
  const sum = [...body].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10;
}

/** The number on a pack's bar code (GTIN-8, 12, 13 or 14). One number has several lengths; it is stored as 8, 13 or 14 digits. */
export function checkGtin(typed: string): Check {
  const digits = typed.replace(/[\s-]/g, '');
  if (!/^(\d{8}|\d{12,14})$/.test(digits) || /^0+$/.test(digits))
    return refused('gtin-form', 'Mã vạch (GTIN) gồm 8, 12, 13 hoặc 14 chữ số.');
  const wanted = gtinCheckDigit(digits.slice(0, -1));
  if (digits.at(-1) !== String(wanted)) return refused('gtin-check-digit', `Số cuối của mã vạch phải là ${wanted}; xin so lại với bao bì.`);
  const value = stored(digits);
  const prefix = value.length === 14 ? value.slice(1, 4) : value.slice(0, 3);
  if (prefix.startsWith('2') || (value.length === 13 && prefix.startsWith('02')))
    return refused('gtin-internal', 'Mã bắt đầu bằng 20 đến 29 chỉ dùng trong cửa hàng, không phải mã vạch của sản phẩm.');
  return accepted(
    value,
    prefix === '893'
      ? []
      : [warning('gtin-not-vietnamese', 'Mã vạch không bắt đầu bằng 893 của Việt Nam; vẫn đúng nếu do nước ngoài cấp.')],
  );
}

/** GTIN-12 and -13 are a GTIN-14 with zeros in front, GTIN-8 one with six. */
function stored(digits: string): string {
  const full = digits.padStart(14, '0');
  if (full.startsWith('000000')) return full.slice(6);
  return full.startsWith('0') ? full.slice(1) : full;
}
