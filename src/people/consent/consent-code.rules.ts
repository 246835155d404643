import type { PurposeCode } from './consent.rules';

/** A consent that waits for its code. */
export interface Awaiting {
  readonly id: string;
  readonly purpose: PurposeCode;
  readonly textVersion: number;
  /** Of the text as it was read, hex. */
  readonly sha256: string;
  readonly platformName: string | null;
}

/** For one short message: what is asked for, in the fewest words that say it. */
const SHORT_VI: Readonly<Record<PurposeCode, string>> = {
  'officer-acts-for-me': 'làm thay',
  'register-profile': 'lưu hồ sơ',
  'publish-on-platform': 'đăng bán',
  'order-fulfilment': 'giao đơn',
  'bank-account': 'lưu số tài khoản',
  'id-image': 'lưu ảnh căn cước',
  'report-named': 'nêu tên báo cáo',
  'training-records': 'ghi tập huấn',
};
const ORDER = Object.keys(SHORT_VI);

/** Places that the rest of the message leaves; a test looks. */
const PLACES = 84;
const MOST_OF_OFFICER = 23;
const MOST_OF_PRODUCER = 24;

const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 2).trimEnd()}..`);

/** Who asks, what for, and from whom: nothing of it may be lost, so each part is kept short, and purposes that find no place are counted. */
export function askedVi(officer: string, producer: string, awaiting: readonly Pick<Awaiting, 'purpose' | 'platformName'>[]): string {
  const [who, whom] = [cut(officer, MOST_OF_OFFICER), cut(producer, MOST_OF_PRODUCER)];
  return `${who} xin ${purposesVi(awaiting, PLACES - `${who} xin  cho ${whom}`.length)} cho ${whom}`;
}

function purposesVi(awaiting: readonly Pick<Awaiting, 'purpose' | 'platformName'>[], places: number): string {
  const sorted = [...awaiting].sort((a, b) => ORDER.indexOf(a.purpose) - ORDER.indexOf(b.purpose));
  const platforms = sorted.flatMap(({ platformName }) => (platformName === null ? [] : [platformName.replace(/ \(.*\)$/, '')]));
  const words = [...new Set(sorted.map(({ purpose }) => purpose))].map((purpose) =>
    purpose === 'publish-on-platform' ? `${SHORT_VI[purpose]} ${platforms.join(', ')}` : SHORT_VI[purpose],
  );
  for (let shown = words.length; shown > 0; shown--) {
    const left = words.length - shown;
    const text = `${words.slice(0, shown).join(', ')}${left === 0 ? '' : ` +${left} việc`}`;
    if (text.length <= places || shown === 1) return text;
  }
  return '';
}

/** What the code is bound to: the texts that were read, who read them, and the number it went to. */
export function contentOfConsents(awaiting: readonly Awaiting[], officerId: string, phone: string): string {
  const texts = awaiting.map(({ id, purpose, textVersion, sha256 }) => [id, purpose, textVersion, sha256]);
  return JSON.stringify([officerId, phone, ...texts.sort(([a = ''], [b = '']) => (String(a) < String(b) ? -1 : 1))]);
}
