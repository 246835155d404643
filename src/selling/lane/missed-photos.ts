import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PhotoService, ReadinessService } from '../../catalog';
import type { ListingIssue, PlatformAccount, RemoteListing } from '../../platform';
import { rows, Transactions } from '../../shared/db';
import { factsOf, readContent, type ApprovedContent, type ListingRow } from '../listing/listing.store';
import { addVersions } from '../listing/listing-version.store';
import { lacksPhotos, photoIssues } from '../listing/missed-photo.rules';

const AGAIN_VI = 'Gửi lại nguyên như cũ: sàn chưa lấy được ảnh từ hệ thống.';

interface Verdict {
  readonly issues: readonly ListingIssue[];
  /** The platform lacks photos that nobody has ever come for. */
  readonly isMissed: boolean;
}

interface Approved {
  readonly content: ApprovedContent;
  readonly approvedBy: string | null;
  readonly isRepeat: boolean;
}

/** Platforms that come for photos by themselves come once, and refuse what they did not get: also when it was this program that was away just then. */
@Injectable()
export class MissedPhotos {
  private readonly log = new Logger(MissedPhotos.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly photos: PhotoService,
    private readonly readiness: ReadinessService,
  ) {}

  /** What a platform objects to, in words for the maker. */
  async judge(account: PlatformAccount, listing: ListingRow, found: RemoteListing): Promise<Verdict> {
    const mayLack = listing.sentVersionId !== null && lacksPhotos(found, Infinity); // most looks need no content
    if (!mayLack) return { issues: found.issues, isMissed: false };
    const { photos } = await readContent(this.transactions.reader, listing.sentVersionId);
    const isLacking = lacksPhotos(found, photos.length);
    const unfetched =
      isLacking && account.description.capabilities.photoMode === 'url'
        ? await this.photos.neverFetched(
            this.transactions.reader,
            photos.map(({ sha256 }) => sha256),
          )
        : [];
    return { issues: photoIssues(found, photos.length, unfetched.length), isMissed: unfetched.length > 0 };
  }

  /** Has the same content sent once more, as a new intention with the same approval. Once: a platform may lock what it refuses too often. */
  async sendAgain(tx: EntityManager, listing: ListingRow): Promise<void> {
    if (factsOf(listing).wanted !== 'live') return;
    const [approved] = await rows<Approved>(
      tx,
      `select v.content, v.approved_by as "approvedBy",
              exists (select from listing_version b where b.listing_id = v.listing_id and b.number = v.number - 1 and b.checksum = v.checksum) as "isRepeat"
         from listing l join listing_version v on v.id = l.wanted_version_id where l.id = $1 and l.sent_version_id = l.wanted_version_id`,
      [listing.id],
    );
    if (!approved) return;
    if (approved.isRepeat) {
      this.log.warn(`${listing.platform} did not come for the photos of ${listing.sku}, twice: can it reach ${this.photos.urlOf('…')}?`);
      return;
    }
    const judged = (await this.readiness.judge(tx, [listing.productId]))(listing.productId, listing.platform);
    if (judged.gaps.length > 0) return;
    const { content, approvedBy } = approved;
    const versions = await addVersions(tx, [{ listingId: listing.id, content, judged, approvedBy, reasonVi: AGAIN_VI }]);
    await rows(tx, 'update listing set wanted_version_id = $2, due_at = now(), attempts = 0, updated_at = now() where id = $1', [
      listing.id,
      versions.get(listing.id),
    ]);
  }
}
