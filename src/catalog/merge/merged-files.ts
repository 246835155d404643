import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { Clock } from '../../shared/kernel';
import { paperKeys } from '../document/paper-files';
import { masterKey, originalKey } from '../photo/photo-intake';
import { PhotoStore } from '../photo/photo-store';

/** Whoever has a file open or a request under way has ended by then. */
const KEPT_MS = 86_400_000;

/** Files lie under their producer. When two are merged they are there under both until nobody looks under the old one any more. */
@Injectable()
export class MergedFiles {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: PhotoStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Puts the files of what moves under the producer that is left, and answers where they still lie as well. Doing it again changes nothing; whatever undoes the
   * transaction leaves the old ones as they were. Call it after everything that can be refused, and before the rows have moved.
   */
  async copy(tx: EntityManager, from: string, into: string): Promise<string[]> {
    const papers = await rows<{ sha256: string; isEvidence: boolean }>(
      tx,
      `select sha256, exists (select from consent c where c.producer_id = $1 and encode(c.evidence_sha256, 'hex') = sha256) as "isEvidence" from (
         select file_sha256 as sha256 from document where producer_id = $1 and file_sha256 is not null
         union select c.file_sha256 from certificate c join product p on p.id = c.product_id where p.producer_id = $1 and c.file_sha256 is not null) papers`,
      [from],
    );
    const photos = await rows<{ sha256: string }>(
      tx,
      'select sha256 from photo where producer_id = $1 and sha256 not in (select sha256 from photo where producer_id = $2)',
      [from, into],
    );
    const moving = [
      ...papers.flatMap(({ sha256, isEvidence }) => {
        const to = paperKeys(into, sha256);
        return paperKeys(from, sha256).map((key, at) => ({ key, to: to[at] ?? key, isKept: isEvidence }));
      }),
      ...photos.flatMap(({ sha256 }) =>
        [originalKey, masterKey].map((keyOf) => ({
          key: keyOf({ producerId: from, sha256 }),
          to: keyOf({ producerId: into, sha256 }),
          isKept: false,
        })),
      ),
    ];
    const old: string[] = [];
    for (const { key, to, isKept } of moving) if ((await this.store.copy(key, to)) && !isKept) old.push(key);
    return old;
  }

  /** Removes what lies under a producer that was merged a day ago. */
  async removeOld(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - KEPT_MS);
    const db = this.transactions.reader;
    for (;;) {
      const [merge] = await rows<{ id: string }>(
        db,
        'select from_id as id from producer_merge where files_removed_at is null and merged_at < $1 order by merged_at limit 1',
        [before],
      );
      if (!merge) return;
      await this.removeOf(db, [merge.id]);
    }
  }

  /** Now. Files first: a name without a file is removed again, a file without a name is not. */
  async removeOf(db: EntityManager, producerIds: readonly string[]): Promise<void> {
    const merges = await rows<{ files: string[] }>(db, 'select old_files as files from producer_merge where from_id = any($1)', [
      producerIds,
    ]);
    for (const key of merges.flatMap(({ files }) => files)) await this.store.remove(key);
    await rows(
      db,
      `update producer_merge set old_files = '{}', files_removed_at = coalesce(files_removed_at, $2) where from_id = any($1)`,
      [producerIds, this.clock.now()],
    );
  }
}
