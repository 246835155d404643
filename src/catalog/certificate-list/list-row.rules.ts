import { foldVi } from '../../shared/kernel';
import { proposedEnd } from '../document/certificate.rules';
import { columnLetters, readDay, readNumber, readText, type RawCell, type Reading } from '../exchange/cell.rules';
import type { Places } from '../exchange/place-finder.rules';
import type { ProductRow } from '../exchange/sheet.reader';
import type { Headings } from '../exchange/heading.rules';
import { PAPER_COLUMNS } from './list.columns';

export const FATES = ['matched', 'entered', 'known', 'no-product', 'no-producer', 'doubtful', 'faulty'] as const;
export type Fate = (typeof FATES)[number];

/** What one row of the decision says. */
export interface ListedPaper {
  /** As `producer.name_key`. */
  readonly makerKey: string;
  /** null: anywhere in the province. */
  readonly communeCode: string | null;
  readonly productKey: string;
  readonly stars: 3 | 4;
  readonly number: string;
  readonly issuedOn: string;
  readonly expiresOn: string;
}

export interface ReadPaper {
  readonly number: number;
  /** As they were sent, by column. */
  readonly cells: Readonly<Record<string, string>>;
  readonly paper: ListedPaper | null;
  /** Why there is no paper. */
  readonly faultVi: string;
}

/** Somebody in the province who has that name, with each product of that name. */
export interface Candidate {
  readonly producerId: string;
  readonly producerName: string;
  readonly communeName: string | null;
  readonly productId: string | null;
  readonly obstacleVi: string | null;
  /** State of the certificate with that number. */
  readonly known: string | null;
}

export interface Judged {
  readonly fate: Fate;
  readonly messageVi: string;
  readonly productId: string | null;
}

/** A name without marks, signs and the ways in which kinds of companies are cut short. The database makes `producer.name_key` the same way. */
export function makerKey(name: string): string {
  return productKey(
    foldVi(name)
      .replaceAll('hop tac xa', 'htx')
      .replaceAll('to hop tac', 'tht')
      .replaceAll('cong ty', 'cty')
      .replaceAll('trach nhiem huu han', 'tnhh'),
  );
}

export function productKey(name: string): string {
  return foldVi(name)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

const LONGEST = 200;
const LONGEST_NUMBER = 60;

/** What the rows of one province's table say, and which of them say it twice. */
export class PaperReader {
  private readonly letters: ReadonlyMap<string, string>;
  private readonly seen = new Map<string, number>();

  /** `provinceOf`: the province of each commune. */
  constructor(
    headings: Headings,
    private readonly places: Places,
    private readonly provinceOf: ReadonlyMap<string, string>,
    private readonly provinceCode: string,
    private readonly today: string,
  ) {
    this.letters = new Map([...headings.at].map(([at, { code }]) => [code, columnLetters(at)]));
  }

  read({ number: row, cells }: ProductRow): ReadPaper {
    const faults: string[] = [];
    const say = (code: string, why: string): undefined => {
      const label = PAPER_COLUMNS.find((column) => column.code === code)?.labelVi ?? code;
      faults.push(`Ô ${this.letters.get(code) ?? ''}${row} (${label}): ${why}`);
    };
    const take = <T>(code: string, read: (raw: RawCell) => Reading<T>): T | undefined => {
      const raw = cells.get(code);
      if (!raw) return undefined;
      const reading = read(raw);
      return 'value' in reading ? reading.value : say(code, reading.fault);
    };
    const name = (code: string, longest: number): string | undefined => {
      const text = take(code, readText)?.replace(/\s+/g, ' ').trim();
      if (!cells.has(code)) return say(code, 'Ô này trống.');
      return text !== undefined && text.length > longest ? say(code, `Dài hơn ${longest} ký tự.`) : text;
    };
    const maker = name('maker', LONGEST);
    const product = name('product', LONGEST);
    const number = name('number', LONGEST_NUMBER);
    const stars = take('stars', readStars);
    if (!cells.has('stars')) say('stars', 'Ô này trống.');
    if (stars !== undefined && stars !== 3 && stars !== 4)
      say('stars', stars === 5 ? 'Giấy 5 sao do Bộ quyết định, xin nhập riêng ở sản phẩm.' : 'Quyết định của tỉnh chỉ có 3 hoặc 4 sao.');
    const issuedOn = take('issuedOn', readDay);
    if (!cells.has('issuedOn')) say('issuedOn', 'Ô này trống.');
    if (issuedOn !== undefined && issuedOn > this.today) say('issuedOn', 'Ngày quyết định chưa đến.');
    const expiresOn = take('expiresOn', readDay) ?? (issuedOn === undefined ? undefined : proposedEnd(issuedOn));
    if (issuedOn !== undefined && expiresOn !== undefined && expiresOn <= issuedOn) say('expiresOn', 'Phải sau ngày quyết định.');
    const communeCode = this.commune(take('commune', readText), say);
    const shown = Object.fromEntries([...cells].map(([code, raw]) => [code, shownCell(raw)]));
    if (faults.length > 0 || !maker || !product || !number || !issuedOn || !expiresOn || (stars !== 3 && stars !== 4))
      return { number: row, cells: shown, paper: null, faultVi: faults.join(' ') };
    const paper = { makerKey: makerKey(maker), communeCode, productKey: productKey(product), stars, number, issuedOn, expiresOn } as const;
    const key = JSON.stringify([paper.makerKey, communeCode, paper.productKey, number]);
    const earlier = this.seen.get(key);
    if (earlier !== undefined) return { number: row, cells: shown, paper: null, faultVi: `Trùng với dòng ${earlier}.` };
    this.seen.set(key, row);
    return { number: row, cells: shown, paper, faultVi: '' };
  }

  private commune(typed: string | undefined, say: (code: string, why: string) => undefined): string | null {
    if (typed === undefined) return null;
    const found = this.places.commune(typed, undefined);
    if ('fault' in found) return say('commune', found.fault) ?? null;
    if (this.provinceOf.get(found.value) !== this.provinceCode) return say('commune', `“${typed.trim()}” không thuộc tỉnh này.`) ?? null;
    return found.value;
  }
}

const readStars = (raw: RawCell): Reading<number> =>
  readNumber(raw.kind === 'text' ? { kind: 'text', text: raw.text.replace(/\s*(?:sao|\*)\s*$/iu, '') } : raw, 'whole');

function shownCell(raw: RawCell): string {
  switch (raw.kind) {
    case 'text':
      return raw.text;
    case 'number':
      return String(raw.value);
    case 'day':
      return raw.day.split('-').reverse().join('/');
    case 'flag':
      return raw.value ? 'có' : 'không';
    case 'refused':
      return '';
    default:
      return raw satisfies never;
  }
}

const KNOWN_VI: Readonly<Record<string, string>> = {
  submitted: 'đang chờ xác nhận ở trang Giấy chứng nhận',
  verified: 'đã xác nhận',
  refused: 'đã bị trả lại',
  revoked: 'đã thu hồi',
};

/** What becomes of a row. Never guesses between two. */
export function fateOf(candidates: readonly Candidate[]): Judged {
  const makers = [...new Map(candidates.map((each) => [each.producerId, each])).values()];
  const answer = (fate: Fate, messageVi: string, productId: string | null = null): Judged => ({ fate, messageVi, productId });
  if (makers.length === 0)
    return answer('no-producer', 'Chưa có chủ thể tên này ở xã này. Khi chủ thể đăng ký, xin gửi lại danh sách để đưa giấy vào.');
  if (makers.length > 1)
    return answer(
      'doubtful',
      `Có ${makers.length} chủ thể trùng tên: ${makers
        .slice(0, 5)
        .map(({ producerName, communeName }) => (communeName === null ? producerName : `${producerName} (${communeName})`))
        .join('; ')}. Xin nhập riêng giấy này ở đúng sản phẩm.`,
    );
  const products = candidates.filter(({ productId }) => productId !== null);
  const [only, ...others] = products;
  if (!only) return answer('no-product', 'Chủ thể chưa đăng ký sản phẩm này. Khi đăng ký, xin gửi lại danh sách để đưa giấy vào.');
  if (others.length > 0) return answer('doubtful', `Chủ thể có ${products.length} sản phẩm cùng tên này. Xin nhập riêng ở đúng sản phẩm.`);
  if (only.known !== null) return answer('known', `Giấy số này đã có, ${KNOWN_VI[only.known] ?? only.known}.`, only.productId);
  if (only.obstacleVi !== null) return answer('faulty', only.obstacleVi, only.productId);
  return answer('matched', '', only.productId);
}
