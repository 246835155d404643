import { createHash } from 'node:crypto';
import type { Role } from '../../shared/http';
import type { Producer } from '../producer/producer.entity';
import { canonicalJson } from '../proposal/proposal.rules';

/** What forbids a merge, with what has to be done first. */
const CONFLICTS = {
  erasure: ['Một trong hai hồ sơ đã xoá hoặc đang được xoá theo yêu cầu.', 'Hồ sơ đã xoá thì không gộp được.', ['operator']],
  'delete-request': ['Có yêu cầu xoá dữ liệu chưa được trả lời.', 'Trả lời yêu cầu xoá trước khi gộp.', ['operator', 'province']],
  demonstration: [
    'Một hồ sơ là dữ liệu minh hoạ, hồ sơ kia là dữ liệu thật.',
    'Không gộp dữ liệu minh hoạ với dữ liệu thật.',
    ['operator'],
  ],
  'tax-code': [
    'Hai hồ sơ có mã số thuế khác nhau.',
    'Sửa mã số thuế ghi sai; nếu cả hai đều đúng thì đây là hai chủ thể.',
    ['producer', 'operator'],
  ],
  'personal-number': [
    'Hai hồ sơ có số định danh cá nhân khác nhau.',
    'Sửa số định danh ghi sai; nếu cả hai đều đúng thì đây là hai người.',
    ['producer', 'operator'],
  ],
  'unreadable-secret': ['Có số được mã hoá không đọc được ở hồ sơ sẽ bị gộp.', 'Khôi phục khoá mã hoá, hoặc ghi lại số đó.', ['operator']],
  gtin: ['Hai hồ sơ có quy cách cùng mã vạch.', 'Bỏ mã vạch ở một trong hai quy cách.', ['producer', 'officer', 'operator']],
  listing: [
    'Cùng một sản phẩm đang có tin ở cùng một gian hàng.',
    'Gỡ tin của một trong hai sản phẩm, hoặc xác nhận đó là hai sản phẩm khác nhau.',
    ['producer', 'officer', 'operator'],
  ],
  import: ['Có bảng sản phẩm đang được kiểm tra hoặc nhập.', 'Chờ nhập xong, hoặc dừng việc nhập.', ['producer', 'officer', 'operator']],
  archive: ['Đang tạo bản xuất dữ liệu.', 'Chờ bản xuất làm xong.', ['producer', 'officer', 'operator']],
  proposal: [
    'Có đề nghị của cán bộ đang chờ xác nhận ở hồ sơ sẽ bị gộp.',
    'Xác nhận, từ chối hoặc rút đề nghị.',
    ['producer', 'officer', 'province', 'operator'],
  ],
} as const satisfies Record<string, readonly [string, string, readonly Role[]]>;

export type MergeConflictCode = keyof typeof CONFLICTS;
export const MERGE_CONFLICTS = Object.keys(CONFLICTS) as MergeConflictCode[]; // its own keys

export interface MergeConflict {
  readonly code: MergeConflictCode;
  readonly messageVi: string;
  readonly todoVi: string;
  /** Who can do it. */
  readonly byRoles: readonly Role[];
  /** Names of what is in the way, at most twenty. */
  readonly about: readonly string[];
}

export function conflict(code: MergeConflictCode, about: readonly string[] = []): MergeConflict {
  const [messageVi, todoVi, byRoles] = CONFLICTS[code];
  return { code, messageVi, todoVi, byRoles, about };
}

/** The conflict if anything is in the way. */
export function conflictOver(code: MergeConflictCode, about: readonly string[]): MergeConflict[] {
  return about.length > 0 ? [conflict(code, about)] : [];
}

/** What of a profile is taken over where the other one says nothing. */
const FILLED = ['taxCode', 'legacyTaxCode', 'registrationNumber', 'registeredOn', 'representative', 'legacyAddress'] as const;
const PLACE = ['communeCode', 'hamlet', 'address'] as const;
export type FilledField = (typeof FILLED)[number] | (typeof PLACE)[number];
const LEGAL: readonly FilledField[] = ['taxCode', 'legacyTaxCode', 'registrationNumber', 'registeredOn'];

const isEmpty = (value: unknown): boolean => value === null || value === '';

/**
 * The fields that `into` takes over from `from`: those that it lacks. Numbers of the register only between producers of one kind, because they mean different things; a place
 * only as a whole, and within a province.
 */
export function filledFields(from: Producer, into: Producer): FilledField[] {
  const given = FILLED.filter((field) => !isEmpty(from[field]) && isEmpty(into[field]));
  const isPlaceMissing = from.provinceCode === into.provinceCode && PLACE.every((field) => isEmpty(into[field]));
  const place = isPlaceMissing ? PLACE.filter((field) => !isEmpty(from[field])) : [];
  return [...given.filter((field) => from.kind === into.kind || !LEGAL.includes(field)), ...place];
}

/** Of what is shown before a merge: it is done as it was shown, or not at all. */
export function shownHash(shown: unknown): string {
  return createHash('sha256').update(canonicalJson(shown)).digest('hex');
}
