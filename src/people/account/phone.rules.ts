import { parsePhoneNumberFromString } from 'libphonenumber-js/max'; // /min accepts dead numbers (0121…, retired in 2018)

/** A Vietnamese number in E.164, or null. Takes what people type: `0912 345 678`, `+84 912.345.678`, `84912345678`. */
export function normalisePhone(typed: string): string | null {
  const parsed = parsePhoneNumberFromString(typed, 'VN');
  return parsed?.isValid() && parsed.country === 'VN' ? parsed.number : null;
}
