import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max'; // /min accepts dead numbers (0121…, retired in 2018)
import { accepted, refused, warning, type Check } from '../../shared/kernel';

/** Mobile prefixes of every operator, November 2026. The library knows which parts of them are given out, and learns of new ones later than people do. */
const MOBILE = /^(?:\+?84|0)((?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9])\d{7})$/;

/** A Vietnamese number in E.164, or null. Takes what people type: `0912 345 678`, `+84 912.345.678`, `84912345678`. */
export function normalisePhone(typed: string): string | null {
  return parse(typed)?.number ?? null;
}

/** `0912 345 678`. Text that is no number is given back as it is. */
export function showPhone(number: string): string {
  return parse(number)?.formatNational() ?? number;
}

/** A mobile number or a land line. Whose it is and with which operator says nothing: numbers move between operators, families share one. */
export function checkPhone(typed: string): Check {
  const phone = parse(typed);
  if (!phone) {
    const bare = typed.replace(/[\s.()-]/g, '');
    const rest = MOBILE.exec(bare)?.[1];
    if (rest !== undefined)
      return accepted(
        `+84${rest}`,
        [warning('phone-range-unknown', 'Chưa rõ dải số này đã được cấp chưa; xin gọi thử.')],
        `0${rest.slice(0, 3)} ${rest.slice(3, 6)} ${rest.slice(6)}`,
      );
    if (/^(?:\+?84|0)1[2689]\d{8}$/.test(bare))
      return refused('phone-eleven-digits', 'Số di động 11 chữ số đã đổi đầu số từ năm 2018; xin ghi số mới 10 chữ số.');
    return refused('phone-form', 'Không phải số điện thoại Việt Nam; số di động có 10 chữ số, như 0912 345 678.');
  }
  const findings =
    phone.getType() === 'MOBILE' ? [] : [warning('phone-not-mobile', 'Đây không phải số di động: không nhận được tin nhắn.')];
  return accepted(phone.number, findings, phone.formatNational());
}

function parse(typed: string): PhoneNumber | null {
  const parsed = parsePhoneNumberFromString(typed, 'VN');
  return parsed?.isValid() && parsed.country === 'VN' ? parsed : null;
}
