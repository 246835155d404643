import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PhotoService, ReadinessService } from '../../catalog';
import {
  CallCancelled,
  PlatformError,
  type ListingDraft,
  type ListingIssue,
  type PlatformAccount,
  type RemoteListing,
  type Submitted,
} from '../../platform';
import { rows, Transactions } from '../../shared/db';
import { Clock, faultText, faultTrace, storable } from '../../shared/kernel';
import { LaneLost, type Hold } from '../../sync';
import { AskedBy } from './asked-by';
import { factsOf, findListings, readContent, refOf, type ListingRow } from '../listing/listing.store';
import { nextStep, readAgainInMs, retryInMs } from '../listing/listing.rules';
import { MissedPhotos } from './missed-photos';

/** Unused uploads are thrown away by platforms after a day: after half of it we send a photo again. */
const UPLOAD_GOOD_FOR_MS = 12 * 3_600_000;
/** A listing with nothing to do is looked at again when somebody changes it. */
const NEVER = 'infinity';

/** Takes one listing one step nearer to what we want of its content and visibility. */
@Injectable()
export class ContentStepper {
  private readonly log = new Logger(ContentStepper.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly photos: PhotoService,
    private readonly missedPhotos: MissedPhotos,
    private readonly readiness: ReadinessService,
    private readonly clock: Clock,
    private readonly askedBy: AskedBy,
  ) {}

  /**
   * Does the next step and plans the one after it. What the platform refuses or cannot answer becomes part of the row, and so does what our own books refuse: one listing
   * never holds up the others. Throws: LaneLost, CallCancelled.
   */
  async step(account: PlatformAccount, listing: ListingRow, hold: Hold): Promise<void> {
    try {
      await this.attempt(account, listing, hold);
    } catch (error) {
      if (error instanceof LaneLost || error instanceof CallCancelled) throw error;
      const text = faultText(error);
      this.log.error(`${listing.sku} at ${listing.connectionId}: ${faultTrace(error)}`);
      await this.retryLater(listing, {
        code: 'other',
        platformText: '',
        adviceVi: `Hệ thống gặp lỗi với tin này và sẽ tự thử lại (${storable(text).slice(0, 200)}).`,
      });
    }
  }

  private async attempt(account: PlatformAccount, listing: ListingRow, hold: Hold): Promise<void> {
    try {
      switch (nextStep(factsOf(listing))) {
        case 'nothing':
          return await this.plan(listing, NEVER);
        case 'wait-for-stock':
          return await this.plan(listing, 500);
        case 'look-up':
          return await this.lookUp(account, listing);
        case 'publish':
          return await this.send(account, listing, hold, 'publish');
        case 'edit':
          return await this.send(account, listing, hold, 'edit');
        case 'show':
          return await this.show(account, listing);
        case 'hide':
          await account.setVisible(refOf(listing), false);
          return await this.read(account, listing);
        case 'remove':
          await account.remove(refOf(listing));
          return await this.gone(account, listing);
        case 'read':
          return await this.read(account, listing);
      }
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      await this.noteFailure(account, listing, error);
    }
  }

  /** A lost reply: whatever is there under our SKU is ours. Nothing there: send again, with the same key, after a moment, because it may still be on its way. */
  private async lookUp(account: PlatformAccount, listing: ListingRow): Promise<void> {
    const found = await account.readListing({ sku: listing.sku });
    if (found && found.state !== 'deleted') return this.adopt(account, listing, found);
    await rows(this.transactions.reader, `update listing set sending_version_id = null, ${dueIn('$2', '$3')} where id = $1`, [
      listing.id,
      retryInMs(Math.max(0, listing.attempts - 1)),
      listing.dueAt,
    ]);
  }

  /** Binds what is there. If it does not look like what we sent, it was there before us: it is bound all the same, and our content is sent to it next. */
  private async adopt(account: PlatformAccount, listing: ListingRow, found: RemoteListing): Promise<void> {
    const sent = listing.sendingVersionId === null ? null : await readContent(this.transactions.reader, listing.sendingVersionId);
    const isOurs = sent !== null && (found.title ?? sent.title) === sent.title && (found.price ?? sent.price) === sent.price;
    await rows(
      this.transactions.reader,
      `update listing set external_id = $2, case_id = $3, sent_version_id = case when $4 then sending_version_id else sent_version_id end, sending_version_id = null, attempts = 0
       where id = $1`,
      [listing.id, found.externalId ?? null, found.caseId ?? null, isOurs],
    );
    await this.noteSeen(account, listing, found);
  }

  private async send(account: PlatformAccount, listing: ListingRow, hold: Hold, how: 'publish' | 'edit'): Promise<void> {
    const versionId = listing.wantedVersionId;
    if (versionId === null) throw new Error('nothing to send');
    const { gaps } = await this.readiness.check(this.transactions.reader, listing.productId, listing.platform);
    if (gaps.length > 0) return this.notReady(listing, gaps);
    const obstacle = await this.askedBy.obstacle(listing);
    if (obstacle !== null) return this.stop(listing, obstacle);
    const content = await readContent(this.transactions.reader, versionId);
    const draft = await this.withPhotos(account, listing, content);
    // The intention is committed before the call: if we die now, the next attempt looks first.
    await this.transactions.run(async (tx) => {
      await hold.fence(tx);
      await rows(tx, 'update listing set sending_version_id = $2, attempts = attempts + 1 where id = $1', [listing.id, versionId]);
    });
    try {
      const submitted = how === 'publish' ? await account.publish(draft, versionId) : await account.edit(refOf(listing), draft, versionId);
      await this.accepted(listing, versionId, submitted);
    } catch (error) {
      if (
        how === 'publish' &&
        error instanceof PlatformError &&
        error.failure.kind === 'conflict' &&
        error.failure.reason === 'already-exists'
      ) {
        return this.plan(listing, 0); // the row still says "sending": the next step looks it up and adopts it
      }
      throw error;
    }
  }

  private async accepted(listing: ListingRow, versionId: string, submitted: Submitted): Promise<void> {
    await rows(
      this.transactions.reader,
      `update listing set external_id = coalesce($2, external_id), case_id = coalesce($3, case_id), sent_version_id = $4, sending_version_id = null, stopped_because = null,
         seen_state = 'in-review', seen_at = now(), issues = '[]', attempts = 0, ${dueIn('$5', '$6')}, updated_at = now()
       where id = $1`,
      [listing.id, submitted.externalId ?? null, submitted.caseId ?? null, versionId, readAgainInMs('in-review', 0), listing.dueAt],
    );
  }

  private async show(account: PlatformAccount, listing: ListingRow): Promise<void> {
    const { gaps } = await this.readiness.check(this.transactions.reader, listing.productId, listing.platform);
    if (gaps.length > 0) return this.notReady(listing, gaps);
    await account.setVisible(refOf(listing), true);
    await this.read(account, listing);
  }

  private async withPhotos(account: PlatformAccount, listing: ListingRow, content: ListingDraft): Promise<ListingDraft> {
    const { photoMode } = account.description.capabilities;
    const wanted = content.photos.map((photo) => photo.sha256);
    if (photoMode === 'url') return { ...content, photos: wanted.map((sha256) => ({ sha256, url: this.photos.urlOf(sha256) })) };
    const freshSince = new Date(this.clock.now().getTime() - UPLOAD_GOOD_FOR_MS);
    const uploaded = await rows<{ sha256: string; ref: string }>(
      this.transactions.reader,
      `select sha256, uploaded_ref as ref from platform_photo where connection_id = $1 and sha256 = any($2) and uploaded_at > $3`,
      [account.connectionId, wanted, freshSince],
    );
    const refs = new Map(uploaded.map((photo) => [photo.sha256, photo.ref]));
    for (const sha256 of wanted) {
      if (refs.has(sha256)) continue;
      const bytes = await this.photos.readRendition(sha256);
      const { uploadedRef } = await account.uploadPhoto({ bytes, format: 'jpeg', fileName: `${sha256}.jpg` });
      refs.set(sha256, uploadedRef);
      await rows(
        this.transactions.reader,
        `insert into platform_photo (connection_id, sha256, uploaded_ref, uploaded_at) values ($1, $2, $3, $4)
         on conflict (connection_id, sha256) do update set uploaded_ref = excluded.uploaded_ref, uploaded_at = excluded.uploaded_at`,
        [account.connectionId, sha256, uploadedRef, this.clock.now()],
      );
    }
    return { ...content, photos: wanted.map((sha256) => ({ sha256, uploadedRef: refs.get(sha256) })) };
  }

  private async read(account: PlatformAccount, listing: ListingRow): Promise<void> {
    const found = await account.readListing(refOf(listing));
    if (!found) return this.noteSeen(account, listing, { sku: listing.sku, state: 'deleted', issues: [] });
    await this.noteSeen(account, listing, found);
  }

  private async noteSeen(account: PlatformAccount, listing: ListingRow, found: RemoteListing): Promise<void> {
    const { issues, isMissed } = await this.missedPhotos.judge(account, listing, found);
    const isSame = found.state === listing.seen;
    const looks = isSame ? listing.attempts + 1 : 0;
    // What was published or paused while this was under review is due now, not at the next look.
    const isAsWanted = nextStep({ ...factsOf(listing), isBound: true, seen: found.state }) === 'read';
    const waitMs = isAsWanted ? readAgainInMs(found.state, looks) : 0;
    await this.transactions.run(async (tx) => {
      await rows(
        tx,
        `update listing set seen_state = $2, seen_at = now(), issues = $3, external_id = coalesce($4, external_id), case_id = coalesce($5, case_id),
           public_url = coalesce($6, public_url), attempts = $7, ${dueIn('$8', '$9')}, updated_at = now() where id = $1`,
        [
          listing.id,
          found.state,
          JSON.stringify(issues),
          found.externalId ?? null,
          found.caseId ?? null,
          found.publicUrl ?? null,
          looks,
          waitMs,
          listing.dueAt,
        ],
      );
      // Who takes part in the split has changed, and a listing that has just come up has to be told its quantity.
      if (!isSame) await rows(tx, 'update pool set dirty = true where id = $1', [listing.poolId]);
      if (isMissed) await this.missedPhotos.sendAgain(tx, listing);
    });
  }

  private async gone(account: PlatformAccount, listing: ListingRow): Promise<void> {
    await this.noteSeen(account, listing, { sku: listing.sku, state: 'deleted', issues: [] });
    // Somebody published it anew meanwhile: what was removed is not ours any more, and it starts from nothing.
    await rows(
      this.transactions.reader,
      `update listing set seen_state = 'none', external_id = null, case_id = null, sent_version_id = null, due_at = now() where id = $1 and wanted = 'live' and seen_state = 'deleted'`,
      [listing.id],
    );
  }

  private async notReady(listing: ListingRow, gaps: readonly { messageVi: string }[]): Promise<void> {
    const issues = gaps.map((gap): ListingIssue => ({ code: 'document-missing', platformText: '', adviceVi: gap.messageVi }));
    await rows(this.transactions.reader, `update listing set issues = $2, attempts = attempts + 1, ${dueIn('$3', '$4')} where id = $1`, [
      listing.id,
      JSON.stringify(issues),
      60_000,
      listing.dueAt,
    ]);
  }

  /**
   * What is there already stays as it is, with nothing waiting behind it that would keep a lost certificate on the page; what is nowhere yet waits and is asked
   * for again, should the officer come back.
   */
  private async stop(listing: ListingRow, reason: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      await rows(
        tx,
        `update listing set stopped_because = $2, wanted_version_id = coalesce(sent_version_id, wanted_version_id), attempts = 0, updated_at = now(),
           ${dueIn('$3', '$4')} where id = $1 and wanted_version_id = $5`,
        [listing.id, reason, 60_000, listing.dueAt, listing.wantedVersionId],
      );
      if (listing.sentVersionId !== null) await rows(tx, 'select ask_product_recheck(array[$1::uuid])', [listing.productId]);
    });
  }

  private async noteFailure(account: PlatformAccount, listing: ListingRow, error: PlatformError): Promise<void> {
    const { failure, platformText } = error;
    switch (failure.kind) {
      case 'rejected':
        return this.refused(listing, failure.issues);
      case 'not-found':
        return this.noteSeen(account, listing, { sku: listing.sku, state: 'deleted', issues: [] });
      case 'rate-limited':
        return this.plan(listing, failure.retryAfterMs ?? 500);
      case 'conflict':
        // Being reviewed, or in a state we did not know of: read what it is and decide again.
        await rows(
          this.transactions.reader,
          `update listing set sending_version_id = case when external_id is null and case_id is null then sending_version_id end where id = $1`,
          [listing.id],
        );
        return this.readSoon(account, listing);
      case 'unavailable':
        if (failure.outcome === 'not-applied')
          await rows(this.transactions.reader, 'update listing set sending_version_id = null where id = $1', [listing.id]);
        return this.retryLater(listing, silent(platformText));
      case 'malformed':
      case 'unauthorised':
      case 'forbidden':
        return this.retryLater(listing, silent(platformText));
    }
  }

  /** Refused for its content: it waits for a new version, and a person reads why. */
  private async refused(listing: ListingRow, issues: readonly ListingIssue[]): Promise<void> {
    await this.transactions.run(async (tx) => {
      await rows(
        tx,
        `update listing set seen_state = 'rejected', seen_at = now(), issues = $2, sent_version_id = coalesce(sending_version_id, sent_version_id), sending_version_id = null,
           attempts = 0, due_at = now() where id = $1`, // looked at once more, which puts it to rest
        [listing.id, JSON.stringify(issues)],
      );
      await rows(tx, 'update pool set dirty = true where id = $1', [listing.poolId]);
    });
  }

  private async readSoon(account: PlatformAccount, listing: ListingRow): Promise<void> {
    const [fresh] = await findListings(this.transactions.reader, 'l.id = $1', [listing.id]);
    if (fresh && factsOf(fresh).isBound) {
      const found = await account.readListing(refOf(fresh)).catch(() => null);
      if (found && found.state !== fresh.seen) return this.noteSeen(account, { ...fresh, dueAt: listing.dueAt }, found);
    }
    await this.retryLater(listing, null);
  }

  private async retryLater(listing: ListingRow, issue: ListingIssue | null): Promise<void> {
    await rows(
      this.transactions.reader,
      `update listing set attempts = attempts + 1, issues = coalesce($3::jsonb, issues), ${dueIn('$2', '$4')} where id = $1`,
      [listing.id, retryInMs(listing.attempts), issue && JSON.stringify([issue]), listing.dueAt],
    );
  }

  private async plan(listing: ListingRow, afterMs: number | typeof NEVER): Promise<void> {
    await rows(
      this.transactions.reader,
      afterMs === NEVER
        ? `update listing set due_at = 'infinity' where id = $1 and due_at = $2::timestamptz`
        : `update listing set ${dueIn('$3', '$2')} where id = $1`,
      afterMs === NEVER ? [listing.id, listing.dueAt] : [listing.id, listing.dueAt, afterMs],
    );
  }
}

function silent(platformText: string): ListingIssue {
  return { code: 'other', platformText: platformText.slice(0, 500), adviceVi: 'Sàn chưa trả lời được; hệ thống sẽ tự thử lại.' };
}

/**
 * When the next step is due, unless somebody has asked for one since the row was read (a person who pauses or publishes, a webhook): whoever did has set `due_at`, and it
 * stays. `after`: parameter with milliseconds; `was`: parameter with `due_at` as it was read.
 */
function dueIn(after: string, was: string): string {
  return `due_at = case when due_at = ${was}::timestamptz then now() + ${after} * interval '1 millisecond' else due_at end`;
}

/** Listings whose content is due now. */
export function dueListings(db: EntityManager, connectionId: string, limit: number): Promise<ListingRow[]> {
  return findListings(db, 'l.connection_id = $1 and l.due_at <= now() and l.wanted_version_id is not null order by l.due_at limit $2', [
    connectionId,
    limit,
  ]);
}
