import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { Darkroom } from './darkroom';
import { masterKey, originalKey } from './photo-intake';
import { renditionKey } from './photo.service';
import { PhotoStore } from './photo-store';

interface Kept {
  readonly id: string;
  readonly producerId: string;
  readonly sha256: string;
}

const ROUND = 50;

/** What is done to photos long after they were taken in. */
@Injectable()
export class PhotoCare {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: PhotoStore,
    private readonly darkroom: Darkroom,
  ) {}

  /**
   * Throws photos away with all their forms; the caller knows that nothing needs them and holds their rows. Files go before the commit: whoever sends the same photo
   * meanwhile waits for the row, then finds that its files are gone (see PhotoIntake.register).
   */
  async remove(tx: EntityManager, photoIds: readonly string[]): Promise<void> {
    // The same picture may be another photo's as well: its bytes stay for that one.
    const renditions = await rows<{ sha256: string }>(
      tx,
      `select distinct r.sha256 from rendition r where r.photo_id = any($1::uuid[])
         and not exists (select 1 from rendition o where o.sha256 = r.sha256 and o.photo_id <> all($1::uuid[]))`,
      [photoIds],
    );
    const photos = await rows<Kept>(tx, 'delete from photo where id = any($1::uuid[]) returning id, producer_id as "producerId", sha256', [
      photoIds,
    ]);
    const keys = [
      ...photos.flatMap((photo) => [originalKey(photo), masterKey(photo)]),
      ...renditions.map(({ sha256 }) => renditionKey(sha256)),
    ];
    for (const key of keys) await this.store.remove(key);
  }

  /** Looks at photos that were taken in before anybody measured. */
  async measureOld(): Promise<void> {
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const old = await rows<Kept>(
        this.transactions.reader,
        'select id, producer_id as "producerId", sha256 from photo where measured is null and id > $1 order by id limit $2',
        [after, ROUND],
      );
      for (const photo of old) {
        after = photo.id;
        if (!(await this.store.has(masterKey(photo)))) continue; // nothing to look at: the next upload makes it anew
        const { measured, look } = await this.darkroom.look(() => this.store.read(masterKey(photo)));
        await rows(this.transactions.reader, 'update photo set measured = $2, look = $3 where id = $1', [
          photo.id,
          JSON.stringify(measured),
          look,
        ]);
      }
      if (old.length < ROUND) return;
    }
  }
}
