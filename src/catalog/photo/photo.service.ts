import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Env } from '../../../config/env';
import type { PhotoRule } from '../../platform';
import { rows, Transactions } from '../../shared/db';
import { Problem, problems } from '../../shared/kernel';
import { Darkroom } from './darkroom';
import { masterKey, originalKey } from './photo-intake';
import { Photo } from './photo.entity';
import { PhotoStore } from './photo-store';
import { ruleName } from './rendition.rules';

/** A photo as a platform wants it. */
export interface RenditionFile {
  /** Of the bytes, hex. */
  readonly sha256: string;
  readonly format: 'jpeg';
  /** Public address; another photo has another one. */
  readonly url: string;
  bytes(): Promise<Buffer>;
}

export interface OpenPhoto {
  readonly photo: Photo;
  readonly size: number;
  readonly stream: Readable;
}

const renditionKey = (sha256: string): string => `rendition/${sha256.slice(0, 2)}/${sha256}.jpg`;

/** Gives photos out: renditions to platforms and the world, the rest to the producer's own people. */
@Injectable()
export class PhotoService {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: PhotoStore,
    private readonly darkroom: Darkroom,
    private readonly env: Env,
  ) {}

  /**
   * The photos of a product in order, made to a platform's rule, those that cannot satisfy it left out, at most `rule.maxCount`. Makes what is missing, so
   * the first call takes a while: not inside a transaction.
   */
  async renditionsFor(productId: string, rule: PhotoRule): Promise<RenditionFile[]> {
    if (!rule.formats.includes('jpeg')) throw new Error('renditions are JPEG; this platform does not take JPEG');
    const photos = await this.transactions.reader
      .getRepository(Photo)
      .createQueryBuilder('photo')
      .innerJoin('product_photo', 'pp', 'pp.photo_id = photo.id')
      .where('pp.product_id = :productId', { productId })
      .orderBy('pp.position')
      .getMany();
    const files: RenditionFile[] = [];
    for (const photo of photos) {
      if (files.length >= rule.maxCount) break;
      const sha256 = (await this.existing(photo, rule)) ?? (await this.make(photo, rule));
      if (sha256) files.push({ sha256, format: 'jpeg', url: this.urlOf(sha256), bytes: () => this.store.read(renditionKey(sha256)) });
    }
    return files;
  }

  /** A published rendition by its public name; null when there is none of that name. */
  async openRendition(sha256: string): Promise<{ size: number; stream: Readable } | null> {
    const known = await rows(this.transactions.reader, 'select 1 from rendition where sha256 = $1 limit 1', [sha256]);
    return known.length > 0 ? this.store.open(renditionKey(sha256)) : null;
  }

  /** `original`: the bytes as uploaded. `preview`: upright JPEG without metadata. Throws: Problem not-found. */
  async openPrivate(producerId: string, photoId: string, form: 'original' | 'preview'): Promise<OpenPhoto> {
    const photo = await this.transactions.reader.getRepository(Photo).findOneBy({ id: photoId, producerId });
    const file = photo && (await this.store.open(form === 'original' ? originalKey(photo) : masterKey(photo)));
    if (!photo || !file) throw new Problem(problems.notFound);
    return { photo, ...file };
  }

  private async existing(photo: Photo, rule: PhotoRule): Promise<string | null> {
    const [row] = await rows<{ sha256: string }>(
      this.transactions.reader,
      'select sha256 from rendition where photo_id = $1 and rule = $2',
      [photo.id, ruleName(rule)],
    );
    return row && (await this.store.has(renditionKey(row.sha256))) ? row.sha256 : null;
  }

  /** The bytes are stored before the row names them. Two at once make the same bytes. */
  private async make(photo: Photo, rule: PhotoRule): Promise<string | null> {
    const made = await this.darkroom.render(() => this.store.read(masterKey(photo)), photo, rule);
    if (!made) return null;
    await this.store.put(renditionKey(made.sha256), made.bytes);
    await this.transactions.run((tx: EntityManager) =>
      rows(
        tx,
        `insert into rendition (photo_id, rule, sha256, format, bytes, width, height) values ($1, $2, $3, 'jpeg', $4, $5, $6)
         on conflict on constraint rendition_pkey do update set sha256 = excluded.sha256, bytes = excluded.bytes, width = excluded.width, height = excluded.height`,
        [photo.id, ruleName(rule), made.sha256, made.bytes.length, made.width, made.height],
      ),
    );
    return made.sha256;
  }

  /** Bytes of a published rendition. */
  readRendition(sha256: string): Promise<Buffer> {
    return this.store.read(renditionKey(sha256));
  }

  /** Where the world finds a published rendition. */
  urlOf(sha256: string): string {
    const base = this.env.PUBLIC_URL ?? `http://${this.env.HOST}:${this.env.PORT}`;
    return `${base}/photos/${sha256}.jpg`;
  }
}
