import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { PhotoService, PlatformRules, ReadinessService, type Judged } from '../../catalog';
import type { ListingIssue } from '../../platform';
import { Standing } from '../../people';
import { afterCommit, rows, Transactions } from '../../shared/db';
import { writeAct, type Actor } from '../../shared/http';
import { Clock, faultTrace, Problem } from '../../shared/kernel';
import { Jobs, LaneRunner, type Job } from '../../sync';
import { LISTING_LANE } from '../listing-lane.name';
import { checksumOf } from './listing.rules';
import { readContent } from './listing.store';
import { addVersions } from './listing-version.store';

interface Change {
  readonly productId: string;
  readonly producerId: string;
  readonly changedBy: string | null;
  /** Exactly as stored: a change that comes meanwhile is another one. */
  readonly changedAt: string;
}

interface Shown {
  readonly id: string;
  readonly connectionId: string;
  readonly platform: string;
}

/** A listing that cannot be sent yet is tried again for so long; after that a person publishes it anew. */
const GIVE_UP_AFTER_DAYS = 30;

/**
 * Every minute: products whose photos were replaced get them at their shops. Replacing a photo of what is on sale is the wish to have it shown, so the approved
 * content gets the new photos and stays as it was in all else. A listing whose photos come out the same is not touched.
 */
@Injectable()
export class PhotoRefresh implements Job, OnModuleInit {
  readonly name = 'photos-refresh';
  readonly cron = '* * * * *';
  private readonly log = new Logger(PhotoRefresh.name);

  constructor(
    private readonly jobs: Jobs,
    private readonly transactions: Transactions,
    private readonly platformRules: PlatformRules,
    private readonly photos: PhotoService,
    private readonly readiness: ReadinessService,
    private readonly lanes: LaneRunner,
    private readonly standing: Standing,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  async run(): Promise<void> {
    for (;;) {
      const [change] = await rows<Change>(
        this.transactions.reader,
        `select c.product_id as "productId", p.producer_id as "producerId", c.changed_by as "changedBy", c.changed_at::text as "changedAt"
           from photo_change c join product p on p.id = c.product_id where c.due_at <= now() order by c.due_at limit 1`,
      );
      if (!change) return;
      const isDone = await this.bringUp(change).catch((error: unknown) => {
        this.log.error(`photos of ${change.productId}: ${faultTrace(error)}`);
        return false; // one product never holds up the others
      });
      await rows(
        this.transactions.reader,
        isDone
          ? 'delete from photo_change where product_id = $1 and changed_at = $2::timestamptz'
          : `with old as (delete from photo_change where product_id = $1 and changed_at < now() - interval '${GIVE_UP_AFTER_DAYS} days')
             update photo_change set due_at = now() + interval '10 minutes' where product_id = $1 and changed_at = $2::timestamptz`,
        [change.productId, change.changedAt],
      );
    }
  }

  /** Whether every listing has the photos of today. */
  private async bringUp(change: Change): Promise<boolean> {
    const listings = await rows<Shown>(
      this.transactions.reader,
      `select l.id, l.connection_id as "connectionId", c.platform from listing l join connection c on c.id = l.connection_id
       where l.product_id = $1 and l.wanted <> 'gone' and l.wanted_version_id is not null order by l.id`,
      [change.productId],
    );
    const judge = await this.readiness.judge(this.transactions.reader, [change.productId]);
    let isDone = true;
    for (const platform of new Set(listings.map((listing) => listing.platform))) {
      const there = listings.filter((listing) => listing.platform === platform);
      const judged = judge(change.productId, platform);
      const actor = await this.actorOf(change);
      const obstacles = judged.gaps.map((gap): ListingIssue => ({ code: 'document-missing', platformText: '', adviceVi: gap.messageVi }));
      if (actor instanceof Problem) obstacles.push({ code: 'photo', platformText: '', adviceVi: stopped(actor) });
      if (actor instanceof Problem || obstacles.length > 0) {
        isDone = false;
        await rows(this.transactions.reader, 'update listing set issues = $2 where id = any($1)', [
          there.map(({ id }) => id),
          JSON.stringify(obstacles),
        ]);
        continue;
      }
      // Slow, so before the transaction.
      const made = await this.photos.renditionsFor(
        change.productId,
        (await this.platformRules.of(this.transactions.reader, platform)).photoRule,
      );
      await this.approve(
        there,
        made.map(({ sha256 }) => ({ sha256 })),
        judged,
        { change, actor },
      );
    }
    return isDone;
  }

  /** In whose name it is done, asked before each step: the Problem says why it is not. null: the product was changed by the program itself. */
  private async actorOf({ changedBy, producerId }: Change): Promise<Actor | Problem | null> {
    if (changedBy === null) return null;
    try {
      return await this.standing.actorFor(this.transactions.reader, changedBy, producerId, 'product.edit');
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
  }

  private approve(
    listings: readonly Shown[],
    photos: readonly { readonly sha256: string }[],
    judged: Judged,
    { change, actor }: { readonly change: Change; readonly actor: Actor | null },
  ): Promise<void> {
    return this.transactions.run(async (tx) => {
      const shown: string[] = [];
      for (const { id, connectionId } of listings) {
        const [current] = await rows<{ versionId: string }>(
          tx,
          'select wanted_version_id as "versionId" from listing where id = $1 for no key update',
          [id],
        );
        if (!current) continue;
        const approved = await readContent(tx, current.versionId);
        const content = { ...approved, photos };
        if (checksumOf(content) === checksumOf(approved)) continue;
        const versions = await addVersions(tx, [{ listingId: id, content, judged, approvedBy: change.changedBy }]);
        await rows(tx, 'update listing set wanted_version_id = $2, due_at = now(), attempts = 0, updated_at = now() where id = $1', [
          id,
          versions.get(id),
        ]);
        afterCommit(tx, () => this.lanes.wake(LISTING_LANE, connectionId));
        shown.push(id);
      }
      if (actor && shown.length > 0)
        await writeAct(tx, {
          ...{ at: this.clock.now(), actor, producerId: change.producerId, requestId: null },
          ...{ what: 'job photos-refresh', subject: { producerId: change.producerId, productId: change.productId } },
          changes: shown.map((id) => ({ of: 'listing', id })),
        });
    });
  }
}

function stopped({ detail, kind }: Problem): string {
  return `Ảnh mới chưa được đưa lên sàn. ${detail ?? kind.title} Xin người của chủ thể xếp lại ảnh để đưa lên.`;
}
