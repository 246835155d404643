import { foldVi } from '../../shared/kernel';
import { nameKey, oldNameVi, type OldPlace } from './old-place.rules';
import { fullNameVi, type Commune } from './place.rules';

/** An old address as somebody wrote it, taken apart. Names are keys as `nameKey` makes them. */
export interface OldAddress {
  readonly ward: string;
  /** The ward as it was written, with marks. */
  readonly written: string;
  readonly wardKind: 'xa' | 'phuong' | 'thi tran' | null;
  /** District and province, as many as were given. */
  readonly outer: readonly string[];
}

const SHORT: readonly (readonly [RegExp, string])[] = [
  [/^(?:tp|t\.p)\.? ?(?=\S)/, 'thanh pho '],
  [/^(?:tx|t\.x)\.? ?(?=\S)/, 'thi xa '],
  [/^(?:tt|t\.t)\.? ?(?=\S)/, 'thi tran '],
  [/^p\. ?|^p ?(?=\d)/, 'phuong '],
  [/^x\. ?/, 'xa '],
  [/^h\. ?/, 'huyen '],
  [/^q\. ?|^q ?(?=\d)/, 'quan '],
  [/^t\. ?/, 'tinh '],
];

const spelled = (part: string): string => SHORT.reduce((text, [short, long]) => text.replace(short, long), foldVi(part));

/** 'thôn Phú Xuân, xã Xuân Phước, H. Đồng Xuân, Phú Yên': the last three parts count. null: nothing to look for. */
export function readOldAddress(line: string): OldAddress | null {
  const parts = line
    .split(/[,;–—]| - /)
    .map((part) => part.trim())
    .filter((part) => foldVi(part) !== '' && foldVi(part) !== 'viet nam');
  const [ward, ...outer] = parts.slice(-3);
  if (ward === undefined) return null;
  const text = spelled(ward);
  const kind = /^(xa|phuong|thi tran) /.exec(text)?.[1];
  return {
    ward: nameKey(text),
    written: ward,
    wardKind: kind === 'xa' || kind === 'phuong' || kind === 'thi tran' ? kind : null,
    outer: outer.map((part) => nameKey(spelled(part))),
  };
}

/** Old places that a line may mean, out of those whose ward has the right key. Marks decide where they were written, then the kind. */
export function fitting(address: OldAddress, places: readonly OldPlace[]): readonly OldPlace[] {
  const found = places.filter((place) => {
    const names = [nameKey(place.district), nameKey(place.province)];
    const fits = (key: string, at: number): boolean => (address.outer.length === 2 ? names[at] === key : names.includes(key));
    return nameKey(place.ward) === address.ward && address.outer.every(fits);
  });
  const narrow = (list: readonly OldPlace[], test: (place: OldPlace) => boolean): readonly OldPlace[] => {
    const some = list.filter(test);
    return list.length > 1 && some.length > 0 ? some : list;
  };
  const byMarks = narrow(found, (place) => markedName(place.ward) === markedName(address.written));
  return narrow(byMarks, (place) => address.wardKind !== null && foldVi(place.ward).startsWith(`${address.wardKind} `));
}

const markedName = (ward: string): string => toneKey(ward.normalize('NFC').replace(/^(xã|phường|thị trấn|tt|[xp](?=[. ]))[. ]*/i, ''));

/** Small letters with their marks, each word's tone at its end, so that 'Hoà' and 'Hòa' are one and 'Dân' and 'Đàn' are two. */
export function toneKey(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(TONES, '') + (word.match(TONES) ?? []).join(''))
    .join(' ')
    .trim();
}

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

export type Outcome = 'one' | 'confirm' | 'question' | 'not-found';

/** What became of an old place, or what to ask. Never a guess: several successors are a question, one that nobody checked wants a yes. */
export function becameOf(
  place: OldPlace,
  successors: readonly { readonly commune: Commune; readonly isChecked: boolean }[],
): { readonly outcome: Outcome; readonly questionVi: string | null } {
  const [only, ...more] = successors;
  if (!only) return { outcome: 'not-found', questionVi: null };
  if (more.length > 0)
    return {
      outcome: 'question',
      questionVi: `${oldNameVi(place)} đã chia cho ${successors.length} xã, phường mới. Nơi này nay thuộc đâu?`,
    };
  if (!only.isChecked)
    return {
      outcome: 'confirm',
      questionVi: `${oldNameVi(place)} nay thuộc ${fullNameVi(only.commune)}, phải không? Nguồn dữ liệu chưa được đối chiếu.`,
    };
  return { outcome: 'one', questionVi: null };
}
