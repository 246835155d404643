import fs from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Env } from '../../../config/env';
import { rows } from '../../shared/db';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { Darkroom } from './darkroom';
import { IncomingFolder, type StagedFile } from './incoming-folder';
import type { PhotoFormat } from './inspect.rules';
import type { Measured } from './measure.rules';
import { Photo } from './photo.entity';
import { PHOTO_LIMITS } from './photo.limits';
import { PhotoStore } from './photo-store';
import { photoRefused } from './refusal';

/** A photo whose bytes are safely stored, before anybody owns it. */
export interface ReceivedPhoto {
  /** Of the original bytes, hex. */
  readonly sha256: string;
  readonly format: PhotoFormat;
  readonly bytes: number;
  /** Of the upright picture. */
  readonly width: number;
  readonly height: number;
  readonly measured: Measured | null;
  readonly look: string | null;
}

/** Where the private forms of a photo lie. */
export const originalKey = (photo: { readonly producerId: string; readonly sha256: string }): string =>
  `original/${photo.producerId}/${photo.sha256}`;
export const masterKey = (photo: { readonly producerId: string; readonly sha256: string }): string =>
  `master/${photo.producerId}/${photo.sha256}.jpg`;

/** Takes photos in. Same bytes of one producer, same photo. */
@Injectable()
export class PhotoIntake implements OnModuleInit {
  private readonly incoming: IncomingFolder;
  /** Copies of one photo that arrive together are developed once. */
  private readonly underWay = new Map<string, Promise<ReceivedPhoto>>();

  constructor(
    private readonly clock: Clock,
    private readonly store: PhotoStore,
    private readonly darkroom: Darkroom,
    env: Env,
  ) {
    this.incoming = new IncomingFolder(path.join(env.DATA_DIR, 'photos', 'incoming'), PHOTO_LIMITS.bytes, photoRefused);
  }

  /**
   * Reads an upload to its end, checks it, stores the original and its master. Outside any transaction, since it takes seconds; repeating it changes
   * nothing. `source` may be longer than allowed: the rest is read and thrown away. Throws: Problem photo-refused.
   */
  async receive(db: EntityManager, producerId: string, source: Readable): Promise<ReceivedPhoto> {
    const upload = await this.incoming.stage(source);
    try {
      const key = `${producerId}/${upload.sha256}`;
      const earlier = this.underWay.get(key);
      if (earlier) return await earlier;
      const work = this.known(db, producerId, upload.sha256).then((known) => known ?? this.develop(producerId, upload));
      this.underWay.set(key, work);
      try {
        return await work;
      } finally {
        this.underWay.delete(key);
      }
    } finally {
      await fs.rm(upload.file, { force: true });
    }
  }

  /** Makes the received photo the producer's own; answers the first one when it was taken in before. */
  async register(tx: EntityManager, producerId: string, received: ReceivedPhoto, accountId: string | null): Promise<Photo> {
    const { sha256, format, bytes, width, height, measured, look } = received;
    await rows(
      tx,
      `insert into photo (id, producer_id, sha256, format, bytes, width, height, measured, look, created_by, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       on conflict on constraint photo_once do update set unused_since = null`, // wanted again: it must not be tidied away under the caller's hands
      [newId(), producerId, sha256, format, bytes, width, height, measured && JSON.stringify(measured), look, accountId, this.clock.now()],
    );
    if (!(await this.store.has(masterKey({ producerId, sha256 }))))
      throw new Problem(problems.unavailable, 'Ảnh vừa được dọn đi; xin gửi lại.');
    return tx.getRepository(Photo).findOneByOrFail({ producerId, sha256: received.sha256 });
  }

  onModuleInit(): Promise<void> {
    return this.incoming.tidy(this.clock.now());
  }

  private async known(db: EntityManager, producerId: string, sha256: string): Promise<ReceivedPhoto | null> {
    const photo = await db.getRepository(Photo).findOneBy({ producerId, sha256 });
    return photo && (await this.store.has(masterKey(photo))) ? photo : null;
  }

  private async develop(producerId: string, { file, sha256, bytes }: StagedFile): Promise<ReceivedPhoto> {
    let original = Buffer.alloc(0);
    const master = await this.darkroom.develop(async () => (original = await fs.readFile(file)));
    await this.store.put(originalKey({ producerId, sha256 }), original);
    await this.store.put(masterKey({ producerId, sha256 }), master.bytes);
    const { format, upright, measured, look } = master;
    return { sha256, format, bytes, ...upright, measured, look };
  }
}
