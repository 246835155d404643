import { accepted, refused, warning, type Check, type Finding } from '../../shared/kernel';

/** The number of an OCOP rating sheet. The commune counts anew each year, so it is unique as a whole only, and it is no national product number. */
export interface SheetCode {
  /** Codes of which list of places: those of after or of before July 2025. Never compare one with the other. */
  readonly scheme: '2025-07' | 'before-2025-07';
  readonly province: string;
  readonly district: string | null;
  readonly commune: string;
  readonly serial: number;
  readonly year: number;
}

/** `08-01090-1-2026`, before 2025 `83-829-28780-3-2022`. null: neither. */
export function readSheetCode(typed: string): SheetCode | null {
  const [, province, district, commune, serial, year] = /^(\d{2})-(?:(\d{3})-)?(\d{5})-(\d{1,4})-(20\d{2})$/.exec(tidy(typed)) ?? [];
  if (!province || !commune || !serial || !year || Number(serial) === 0) return null;
  return {
    scheme: district === undefined ? '2025-07' : 'before-2025-07',
    province,
    district: district ?? null,
    commune,
    serial: Number(serial),
    year: Number(year),
  };
}

export function checkSheetCode(typed: string, today: string): Check {
  const code = readSheetCode(typed);
  if (!code)
    return refused(
      'sheet-code-form',
      'Mã phiếu gồm mã tỉnh, mã xã, số thứ tự, năm, như 08-01090-1-2026; phiếu cũ có thêm mã huyện, như 83-829-28780-3-2022.',
    );
  if (code.year > Number(today.slice(0, 4))) return refused('sheet-code-year', 'Năm trong mã phiếu còn ở phía trước.');
  const findings: Finding[] = [];
  if (code.scheme === '2025-07' && code.year < 2025)
    findings.push(warning('sheet-code-scheme', 'Phiếu trước năm 2025 thường có thêm mã huyện; xin so lại với phiếu.'));
  if (code.scheme === 'before-2025-07' && code.year > 2025)
    findings.push(warning('sheet-code-scheme', 'Từ giữa năm 2025 không còn mã huyện; xin so lại với phiếu.'));
  return accepted(tidy(typed), findings);
}

/** `1234/QĐ-UBND`, `377/QĐ-BNN-VPĐP`. Only a hint: what is on the paper counts. */
export function checkDecisionNumber(typed: string): Check {
  const number = tidy(typed).toUpperCase();
  if (number.length === 0 || number.length > 60) return refused('decision-number-form', 'Số quyết định gồm 1 đến 60 ký tự.');
  return accepted(
    number,
    /^\d{1,5}\/(QĐ|QD)-[A-ZĐ0-9-]+$/.test(number)
      ? []
      : [warning('decision-number-unusual', 'Số quyết định thường có dạng 1234/QĐ-UBND; xin so lại với giấy.')],
  );
}

/** `VN-TGOR-0001` is the form for export; codes for the home market have other forms, so any short text is taken. */
export function checkPlantingArea(typed: string): Check {
  const code = typed.normalize('NFC').replace(/\s+/g, ' ').trim().toUpperCase();
  if (code.length < 3 || code.length > 40) return refused('planting-area-form', 'Mã số vùng trồng gồm 3 đến 40 ký tự.');
  return accepted(
    code,
    /^VN-?[A-Z]{2,3}(OR|PH)-?\d{3,4}$/.test(code)
      ? []
      : [warning('planting-area-unusual', 'Mã vùng trồng xuất khẩu có dạng VN-TGOR-0001; mã nội địa thì xin so lại với giấy.')],
  );
}

const tidy = (text: string): string => text.normalize('NFC').replace(/\s/g, '').replace(/[–—]/g, '-');
