import { claimedStars } from '../../catalog';
import type { OcopClaim } from '../../platform';
import type { ApprovedContent } from './listing.store';

const LONGEST = 500;

interface Missing {
  readonly code: string;
  readonly messageVi: string;
  readonly pausesLive: boolean;
}

/**
 * Why a listing may not be on sale today, or null. The words of the listing are judged as they were approved, not those of the product, which may have been
 * edited since.
 */
export function holdReason(
  gaps: readonly Missing[],
  content: Pick<ApprovedContent, 'title' | 'description'>,
  claim: OcopClaim | null,
): string | null {
  const reasons = gaps.filter((gap) => gap.pausesLive && gap.code !== 'star-claim-unproven').map((gap) => gap.messageVi);
  const claimed = claimedStars(`${content.title}\n${content.description}`);
  const held = claim?.stars ?? 0;
  if (claimed > held)
    reasons.push(
      `Tin đăng ghi OCOP ${claimed} sao nhưng ${held > 0 ? `giấy chứng nhận đang có là ${held} sao` : 'chưa có giấy chứng nhận còn hạn đã xác minh'}; hãy sửa tên, mô tả rồi đăng lại.`,
    );
  return reasons.length === 0 ? null : reasons.join(' ').slice(0, LONGEST);
}

/** Why the program itself approves the same content with another badge. */
export function claimReason(claim: OcopClaim | null): string {
  return claim === null
    ? 'Bỏ dấu hạng sao OCOP: không còn giấy chứng nhận còn hạn đã xác minh.'
    : `Ghi hạng ${claim.stars} sao OCOP theo giấy chứng nhận số ${claim.certificateNumber}.`;
}
