import { addDays, dayVi, GAP_CODES, RENEWAL, type GapCode, type GapOwner } from '../../catalog';
import { fitSms } from '../../people';
import type { Role } from '../../shared/http';
import { showTime } from '../../shared/kernel';

/** Page of the console on which the step is done; the ids beside it say which one. */
export const LINKS = [
  ...([
    'order',
    'pick-list',
    'paper',
    'papers',
    'consents',
    'mandates',
    'proposal',
    'late-work',
    'product',
    'products',
    'listing',
  ] as const),
  ...(['stock', 'producer', 'request', 'connection'] as const),
] as const;
export type LinkKind = (typeof LINKS)[number];

/** What there is to do beside closing gaps of readiness, with the page on which it is done. */
const PAGES = {
  'order-confirm': 'order',
  'order-lacks-stock': 'order',
  'orders-to-pack': 'pick-list',
  'orders-unbound': 'connection',
  'paper-ends': 'paper',
  'renewal-due': 'paper',
  'paper-file': 'paper',
  'paper-to-verify': 'paper',
  'proposal-open': 'proposal',
  'late-work': 'late-work',
  'mandate-ends': 'mandates',
  'evidence-missing': 'consents',
  'consent-ends': 'consents',
  'product-none': 'products',
  publish: 'product',
  'listing-rejected': 'listing',
  'listing-removed': 'listing',
  'stock-uncounted': 'stock',
  'stock-empty': 'stock',
  'sms-failed': 'producer',
  'request-open': 'request',
  'shop-trouble': 'connection',
  'deliveries-dead': 'connection',
} as const satisfies Readonly<Record<string, LinkKind>>;
type OwnCode = keyof typeof PAGES;
export type StepCode = OwnCode | GapCode;
export const STEP_CODES: readonly StepCode[] = [...(Object.keys(PAGES) as OwnCode[]), ...GAP_CODES]; // the keys of the object above

/** Who the list of an account is for: those who can do the step themselves. An officer does what a producer can, but for what asks for the producer's own word. */
export const DOERS: Readonly<
  Record<Role, { readonly who: readonly GapOwner[]; readonly also: readonly StepCode[]; readonly not: readonly StepCode[] }>
> = {
  producer: { who: ['producer', 'officer'], also: [], not: [] },
  officer: { who: ['producer', 'officer'], also: [], not: ['late-work'] },
  province: { who: ['province'], also: ['late-work', 'request-open'], not: [] },
  operator: { who: ['operator'], also: ['request-open'], not: [] },
};

/** What a step is about, as it lies in the books. */
export interface StepFacts {
  readonly code: StepCode;
  readonly deadline: Date | null;
  /** Product, number of an order or paper, name of an officer. */
  readonly name: string | null;
  /** Platform, shop or kind of paper. */
  readonly place: string | null;
  readonly count: number;
  /** Words that stand in the books already: of a gap, a proposal, a platform. */
  readonly detail: string | null;
  readonly endsOn: string | null;
}

export function linkOf({ code, count }: Pick<StepFacts, 'code' | 'count'>): LinkKind {
  if (code in PAGES) return PAGES[code as OwnCode]; // just looked up
  if (code.startsWith('consent-')) return 'consents';
  if (code.startsWith('document-') || code.startsWith('certificate-')) return 'papers';
  return count > 1 ? 'products' : 'product';
}

/** A sentence whose middle may be cut where places are few: what must be said stands around it. */
export type Sentence = readonly [before: string, middle: string, after: string];

const TROUBLE_VI: Readonly<Record<string, string>> = {
  'wrong-credentials': 'sàn không chấp nhận tài khoản hoặc mật khẩu',
  'account-locked': 'gian hàng đang bị sàn khoá',
  'caller-refused': 'sàn không cho máy chủ này gọi tới',
};

/** What is to be done, in a sentence that can be read aloud. */
export function sentenceOf(step: StepFacts, today: string): Sentence {
  const { code, deadline, count, endsOn } = step;
  const [name, place, detail] = [step.name ?? '', step.place ?? '', step.detail ?? ''];
  const paper = [place, name].filter((part) => part !== '').join(' của ');
  const by = deadline === null ? '' : ` trước ${showTime(deadline)}`;
  switch (code) {
    case 'order-confirm':
      return ['Nhận đơn ', `${name} trên ${place}`, `, ${count} món${by === '' ? '' : `,${by}`}.`];
    case 'order-lacks-stock':
      return ['Đơn ', `${name} trên ${place}`, ' thiếu hàng trong kho: đếm lại kho hoặc báo sàn huỷ.'];
    case 'orders-to-pack':
      return [`Đóng gói và giao ${count} đơn cho bưu cục.`, '', ''];
    case 'orders-unbound':
      return [`${count} đơn của gian hàng `, place, ' có mã hàng chưa gắn với sản phẩm nào.'];
    case 'paper-ends':
      return (endsOn ?? '') >= today
        ? ['', paper, ` hết hạn ngày ${dayVi(endsOn ?? '')}: xin cấp và nộp giấy mới.`]
        : ['', paper, ` đã hết hạn ngày ${dayVi(endsOn ?? '')}: nộp giấy mới ngay.`];
    case 'renewal-due': {
      const closes = addDays(endsOn ?? today, -RENEWAL.closesDays);
      return today <= closes
        ? ['Nộp hồ sơ đánh giá lại OCOP của ', name, ` cho UBND xã đến hết ngày ${dayVi(closes)}.`]
        : ['Đã quá ngày nộp hồ sơ đánh giá lại OCOP của ', name, ` (${dayVi(closes)}): nộp ngay.`];
    }
    case 'paper-file':
      return ['Chụp và gửi ảnh ', paper, '.'];
    case 'paper-to-verify':
      return ['Xác minh ', paper, '.'];
    case 'proposal-open':
      return ['Trả lời đề nghị: ', detail.replace(/\.$/, ''), `${by}.`];
    case 'late-work':
      return [`Xem ${count} việc cán bộ làm lúc mất sóng, về sau khi uỷ quyền hết hạn.`, '', ''];
    case 'mandate-ends':
      return ['Uỷ quyền cho ', name, ` hết hạn lúc ${deadline ? showTime(deadline) : ''}: gia hạn nếu còn cần giúp.`];
    case 'evidence-missing':
      if (detail === 'otp-sms') return [`Hỏi hộ mã đồng ý trong tin nhắn và nhập vào${by}, nếu không uỷ quyền ngừng hiệu lực.`, '', ''];
      return [`Chụp và gửi giấy uỷ quyền đã ký${by}, nếu không uỷ quyền ngừng hiệu lực.`, '', ''];
    case 'consent-ends':
      return ['Đồng ý đăng bán trên ', place, ` hết hạn lúc ${deadline ? showTime(deadline) : ''}: xin đồng ý lại.`];
    case 'product-none':
      return ['Đăng ký sản phẩm đầu tiên.', '', ''];
    case 'publish':
      return ['Đăng bán ', name, ` trên ${place}: đã đủ điều kiện.`];
    case 'listing-rejected':
      return [`${place} từ chối tin `, `${name}. ${detail}`.trim(), ''];
    case 'listing-removed':
      return ['Tin ', name, ` không còn trên ${place}: đăng bán lại.`];
    case 'stock-uncounted':
      return ['Đếm kho ', name, ': chưa có số để bán.'];
    case 'stock-empty':
      return ['', name, ' đã hết hàng: đếm lại kho hoặc tạm dừng bán.'];
    case 'sms-failed':
      return ['Tin nhắn gửi chủ thể không tới nơi: kiểm tra lại số điện thoại.', '', ''];
    case 'request-open':
      return ['Trả lời yêu cầu về dữ liệu cá nhân', '', `${by}.`];
    case 'shop-trouble':
      return ['Không vào được gian hàng ', place, `: ${TROUBLE_VI[detail] ?? detail}.`];
    case 'deliveries-dead':
      return [`${count} tin báo của gian hàng `, place, ' không xử lý được: xem và chạy lại.'];
    default:
      return ['', detail, count > 1 ? ` (${count} sản phẩm)` : name === '' ? '' : ` (${cut(name, NAME_MOST)})`];
  }
}

/** Letters of a name beside a sentence. */
const NAME_MOST = 40;
const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`);

export interface Told {
  readonly whatVi: string;
  /** One short message of 160 places in the phones' own alphabet. */
  readonly smsVi: string;
}

export function tell(step: StepFacts, producerName: string | null, today: string): Told {
  const [before, middle, after] = sentenceOf(step, today);
  const whom = producerName === null ? '' : `${cut(producerName, NAME_MOST)}: `;
  const whatVi = `${before}${middle}${after}`;
  return { whatVi: `${whatVi.slice(0, 1).toLocaleUpperCase('vi')}${whatVi.slice(1)}`, smsVi: fitSms(`${whom}${before}`, middle, after) };
}
