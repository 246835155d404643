import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MergedFiles, PhotoCare } from '../../catalog';
import { rows, Transactions } from '../../shared/db';
import { Clock } from '../../shared/kernel';
import { Jobs, type Job } from '../../sync';

/** Long enough to put a photo back that was taken out of a product by mistake. */
const KEPT_DAYS = 30;
const ROUND = 100;

/** Some product or some approved content, of today or earlier, names the photo. */
const IS_USED = `(exists (select 1 from product_photo pp where pp.photo_id = p.id) or exists (
  select 1 from rendition r join listing_version v on v.content -> 'photos' @> jsonb_build_array(jsonb_build_object('sha256', r.sha256)) where r.photo_id = p.id))`;

/**
 * Every night: photos that nobody has named for a month are thrown away, with all their forms; never what a listing has shown, because that must stay as it was shown.
 * And what is too old to be used again is forgotten: uploads that lie at a platform without a listing are thrown away there after a day.
 */
@Injectable()
export class PhotoTidy implements Job, OnModuleInit {
  readonly name = 'photos-tidy';
  readonly cron = '37 18 * * *'; // 01:37 in Vietnam

  constructor(
    private readonly jobs: Jobs,
    private readonly transactions: Transactions,
    private readonly care: PhotoCare,
    private readonly merged: MergedFiles,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  async run(): Promise<void> {
    const db = this.transactions.reader;
    const now = this.clock.now();
    await rows(db, `delete from platform_photo where uploaded_at < $1::timestamptz - interval '1 day'`, [now]);
    await rows(db, `update photo p set unused_since = null where unused_since is not null and ${IS_USED}`);
    await rows(
      db,
      `update photo p set unused_since = $1 where unused_since is null and created_at < $1::timestamptz - interval '1 day' and not ${IS_USED}`,
      [now],
    );
    await this.removeUnused(now);
    await this.merged.removeOld();
    await this.care.measureOld();
  }

  private async removeUnused(now: Date): Promise<void> {
    for (;;) {
      const removed = await this.transactions.run(async (tx) => {
        const old = await rows<{ id: string }>(
          tx,
          `select id from photo p where unused_since < $1::timestamptz - interval '${KEPT_DAYS} days' and not ${IS_USED} order by id limit ${ROUND} for update`,
          [now],
        );
        const ids = old.map(({ id }) => id);
        if (ids.length > 0) await this.care.remove(tx, ids);
        return ids.length;
      });
      if (removed < ROUND) return;
    }
  }
}
