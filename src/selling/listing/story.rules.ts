import type { WaitingDto } from './story.dto';
import { nextStep, type ListingFacts } from './listing.rules';

export interface StoryFacts extends ListingFacts {
  readonly platformName: string;
  readonly heldBecause: string | null;
  readonly seenAt: Date | null;
  readonly stockDirty: boolean;
  readonly stockTrouble: string | null;
  readonly shownAt: Date | null;
  /** When the wanted version was approved. */
  readonly wantedSince: Date | null;
}

const STEPS_VI = {
  'look-up': 'Chưa rõ lần gửi trước có tới không: hệ thống đang tìm trên sàn rồi mới gửi lại.',
  publish: 'Tin đang chờ gửi tới sàn.',
  edit: 'Bản mới đang chờ gửi tới sàn.',
  show: 'Tin đang chờ được hiện lại trên sàn.',
  hide: 'Tin đang chờ được ẩn trên sàn.',
  remove: 'Tin đang chờ được gỡ khỏi sàn.',
  'wait-for-stock': 'Tin đang chờ trả phần kho về rồi mới ẩn.',
} as const;

/** What has yet to happen, said of the present alone. */
export function waitingFor(facts: StoryFacts): WaitingDto[] {
  const waiting: WaitingDto[] = [];
  const time = (at: Date | null): string | null => at?.toISOString() ?? null;
  const step = nextStep(facts);
  if (step !== 'nothing' && step !== 'read') waiting.push({ kind: 'content', textVi: STEPS_VI[step], since: time(facts.wantedSince) });
  if (step === 'read' && (facts.seen === 'in-review' || facts.seen === 'draft' || facts.seen === 'none'))
    waiting.push({ kind: 'verdict', textVi: `Tin đang chờ ${facts.platformName} duyệt.`, since: time(facts.wantedSince) });
  if (facts.stockDirty) {
    const trouble = facts.stockTrouble === null ? '' : ` Lần gửi trước không được: ${facts.stockTrouble}`;
    waiting.push({ kind: 'stock', textVi: `Số hàng mới đang chờ gửi tới sàn.${trouble}`, since: time(facts.shownAt) });
  }
  if (facts.heldBecause !== null) waiting.push({ kind: 'hold', textVi: `Tin bị giữ lại theo quy tắc: ${facts.heldBecause}`, since: null });
  return waiting;
}
