import type { Gap } from '../../catalog';
import type { ListingIssue } from '../../platform';
import type { Seen, Wanted } from '../listing/listing.rules';

/** From the register to the shelf, in the order in which things are put right. */
export const STAGES = ['register', 'consent', 'papers', 'photos', 'mapping', 'shop', 'listing', 'stock'] as const;
export type Stage = (typeof STAGES)[number];
export const ACTORS = ['producer', 'officer', 'province', 'operator', 'platform', 'nobody'] as const;

/** One thing that keeps a product from being sold at a shop. */
export interface Blocker {
  readonly stage: Stage;
  /** Stable; texts may change. */
  readonly code: string;
  readonly field: string | null;
  readonly messageVi: string;
  /** nobody: it comes by itself. */
  readonly who: (typeof ACTORS)[number];
  readonly cost: number;
  /** The platform's own words. */
  readonly platformText: string | null;
  readonly since: Date | null;
}

export interface ShopFacts {
  readonly id: string;
  readonly name: string;
  readonly isPaused: boolean;
  readonly trouble: 'wrong-credentials' | 'account-locked' | 'caller-refused' | null;
  readonly troubleSince: Date | null;
}

/** A listing of the product at the shop, as far as it says why nobody can buy. */
export interface WhyListing {
  readonly sku: string;
  readonly wanted: Wanted;
  /** Why the rules keep it off the shelves; null: they do not. */
  readonly heldBecause: string | null;
  readonly stoppedBecause: string | null;
  readonly wantedVersionId: string | null;
  readonly sentVersionId: string | null;
  readonly seen: Seen;
  readonly seenAt: Date | null;
  readonly issues: readonly ListingIssue[];
  readonly attempts: number;
  readonly granted: number;
}

export interface WhyFacts {
  readonly platformName: string;
  readonly gaps: readonly Gap[];
  /** null: no shop is connected at the platform. */
  readonly shop: ShopFacts | null;
  readonly listings: readonly WhyListing[];
  /** null: never counted. */
  readonly onHand: number | null;
}

const STAGE_OF: Readonly<Record<string, Stage>> = {
  'processing-restricted': 'consent',
  'category-unmapped': 'mapping',
  'platform-cannot': 'mapping',
  'photo-too-few': 'photos',
  'photo-too-small': 'photos',
};

/** Everything that stands between the product and its buyers at one shop: the first stage first, within it the cheapest first. Empty: it is on sale. */
export function whyNotLive(facts: WhyFacts): Blocker[] {
  if (facts.listings.some((listing) => isOnSale(listing)) && facts.shop && !facts.shop.isPaused) return [];
  const found = [...facts.gaps.map(fromGap), ...shopBlockers(facts), ...listingBlockers(facts), ...stockBlockers(facts)];
  return found.sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage) || a.cost - b.cost || (a.code < b.code ? -1 : 1));
}

const isOnSale = ({ wanted, seen, granted }: WhyListing): boolean => wanted === 'live' && seen === 'live' && granted > 0;

function stageOf({ code }: Gap): Stage {
  if (code.startsWith('consent-')) return 'consent';
  return STAGE_OF[code] ?? (code.startsWith('document-') || code.startsWith('certificate-') ? 'papers' : 'register');
}

function fromGap(gap: Gap): Blocker {
  const { code, field, messageVi, who, cost } = gap;
  return { stage: stageOf(gap), code, field, messageVi, who, cost, platformText: null, since: null };
}

const blocker = (
  stage: Stage,
  code: string,
  who: Blocker['who'],
  cost: number,
  messageVi: string,
  more: Partial<Blocker> = {},
): Blocker => ({
  ...{ stage, code, who, cost, messageVi, field: null, platformText: null, since: null },
  ...more,
});

const TROUBLE_VI = {
  'wrong-credentials': 'sàn không chấp nhận tài khoản hoặc mật khẩu của gian hàng',
  'account-locked': 'gian hàng đang bị sàn khoá',
  'caller-refused': 'sàn không cho máy chủ này gọi tới',
} as const;

function shopBlockers({ shop, platformName }: WhyFacts): Blocker[] {
  if (!shop) return [blocker('shop', 'shop-missing', 'operator', 500, `Chưa kết nối gian hàng nào trên ${platformName}.`)];
  const found: Blocker[] = [];
  if (shop.isPaused) found.push(blocker('shop', 'shop-paused', 'operator', 1, `Gian hàng ${shop.name} đang tạm dừng.`));
  if (shop.trouble)
    found.push(
      blocker(
        'shop',
        `shop-${shop.trouble}`,
        shop.trouble === 'account-locked' ? 'platform' : 'operator',
        30,
        `Không vào được gian hàng ${shop.name}: ${TROUBLE_VI[shop.trouble]}.`,
        {
          since: shop.troubleSince,
        },
      ),
    );
  return found;
}

function listingBlockers({ listings, platformName }: WhyFacts): Blocker[] {
  const [best] = [...listings].sort((a, b) => rank(a) - rank(b));
  if (!best?.wantedVersionId)
    return [blocker('listing', 'never-published', 'producer', 1, `Sản phẩm chưa được đăng bán trên ${platformName}.`)];
  const told = best.issues.map((issue) => issue.adviceVi).join(' ');
  const words = best.issues.map((issue) => issue.platformText).filter((text) => text !== '');
  const more = { platformText: words.length > 0 ? words.join(' ') : null, since: best.seenAt, field: best.issues[0]?.field ?? null };
  if (best.wanted === 'gone')
    return [blocker('listing', 'withdrawn', 'producer', 2, `Tin trên ${platformName} đã được gỡ: hãy đăng bán lại sản phẩm.`, more)];
  if (best.wanted === 'hidden')
    return [blocker('listing', 'paused', 'producer', 1, `Tin trên ${platformName} đang tạm dừng theo ý người bán.`, more)];
  if (best.heldBecause !== null)
    return [blocker('listing', 'held', 'nobody', 5, `Tin trên ${platformName} bị giữ lại theo quy tắc: ${best.heldBecause}`, more)];
  if (best.stoppedBecause !== null) return [blocker('listing', 'stopped', 'producer', 2, best.stoppedBecause, more)];
  const isSent = best.sentVersionId === best.wantedVersionId;
  switch (best.seen) {
    case 'rejected':
      return isSent
        ? [blocker('listing', 'rejected', whoMends(best), 30, `${platformName} từ chối tin này. ${told}`.trim(), more)]
        : [blocker('listing', 'queued', 'nobody', 5, `Bản sửa đang chờ gửi tới ${platformName}.`, more)];
    case 'locked':
      return [blocker('listing', 'locked', 'platform', 60, `${platformName} đã khoá tin này. ${told}`.trim(), more)];
    case 'deleted':
      return [blocker('listing', 'removed-there', 'producer', 5, `Tin không còn trên ${platformName}: hãy đăng bán lại sản phẩm.`, more)];
    case 'hidden':
      return [blocker('listing', 'hidden-there', 'nobody', 5, `Tin đang ẩn trên ${platformName} và sẽ được hiện lại.`, more)];
    case 'live':
      return [];
    case 'unknown':
      return [blocker('listing', 'state-unknown', 'operator', 30, `${platformName} báo một trạng thái mà hệ thống chưa biết.`, more)];
    case 'none':
    case 'draft':
    case 'in-review':
      if (best.attempts > 0 && best.issues.some((issue) => issue.code === 'other'))
        return [
          blocker('listing', 'platform-unreachable', 'platform', 20, `${platformName} chưa trả lời được; hệ thống tự thử lại.`, more),
        ];
      return isSent
        ? [blocker('listing', 'in-review', 'platform', 10, `Tin đang chờ ${platformName} duyệt.`, more)]
        : [blocker('listing', 'queued', 'nobody', 5, `Tin đang chờ gửi tới ${platformName}.`, more)];
  }
}

function stockBlockers({ onHand, listings }: WhyFacts): Blocker[] {
  if (onHand === null) return [blocker('stock', 'stock-uncounted', 'producer', 2, 'Kho chưa được đếm nên chưa có số để bán.')];
  if (onHand === 0) return [blocker('stock', 'stock-empty', 'producer', 2, 'Kho đã hết hàng.')];
  const live = listings.filter((listing) => listing.wanted === 'live' && listing.seen === 'live');
  if (live.length === 0) return [];
  return [blocker('stock', 'share-empty', 'nobody', 3, 'Phần hàng của gian hàng này đã bán hết hoặc đang được chia lại.')];
}

/** A platform that cannot come for photos is not the maker's to mend. */
const whoMends = ({ issues }: WhyListing): 'operator' | 'producer' =>
  issues.some(({ code }) => code === 'photo-unfetched') ? 'operator' : 'producer';

/** The pack that is nearest to the shelf speaks for the product. */
function rank({ wanted, seen }: WhyListing): number {
  const order: readonly Seen[] = ['live', 'in-review', 'draft', 'none', 'hidden', 'unknown', 'rejected', 'locked', 'deleted'];
  return (wanted === 'live' ? 0 : wanted === 'hidden' ? 20 : 40) + order.indexOf(seen);
}

interface Told {
  readonly platform: string;
  readonly platformName: string;
  readonly blockers: readonly Blocker[];
  /** The product was put up there, whatever became of it. */
  readonly isPublished: boolean;
}

/** One sentence for a person: where it is on sale, or the first thing to do. A second shop of a platform at which nobody ever published it is no trouble. */
export function summaryVi(name: string, shops: readonly Told[]): string {
  const live = shops.filter((shop) => shop.blockers.length === 0);
  const stuck = shops.filter((shop) => shop.blockers.length > 0 && !live.some((other) => other.platform === shop.platform));
  const first = stuck.find((shop) => shop.isPublished) ?? stuck[0];
  const onSale = live.length > 0 ? `"${name}" đang bán trên ${[...new Set(live.map((shop) => shop.platformName))].join(', ')}` : '';
  if (!first) return `${onSale}.`;
  return `${onSale === '' ? `"${name}"` : `${onSale};`} chưa bán được trên ${first.platformName}: ${first.blockers[0]?.messageVi ?? ''}`;
}
