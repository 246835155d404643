import type { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Env } from '../../../config/env';
import type { PhotoRule } from '../../platform';
import { rows, Transactions } from '../../shared/db';
import { faultText, Problem, problems } from '../../shared/kernel';
import { Darkroom, type Rendered } from './darkroom';
import { masterKey, originalKey } from './photo-intake';
import { Photo } from './photo.entity';
import { PhotoStore } from './photo-store';
import { bestRecipe, renditionSize, squeezedRecipe } from './rendition.rules';

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

export const renditionKey = (sha256: string): string => `rendition/${sha256.slice(0, 2)}/${sha256}.jpg`;

/** Gives photos out: renditions to platforms and the world, the rest to the producer's own people. */
@Injectable()
export class PhotoService {
  private readonly log = new Logger(PhotoService.name);

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
      const sha256 = await this.renditionFor(photo, rule);
      if (sha256) files.push({ sha256, format: 'jpeg', url: this.urlOf(sha256), bytes: () => this.store.read(renditionKey(sha256)) });
    }
    return files;
  }

  /** A published rendition by its public name; null when there is none of that name. */
  async openRendition(sha256: string): Promise<{ size: number; stream: Readable } | null> {
    const [known] = await rows<{ isNew: boolean }>(
      this.transactions.reader,
      'select fetched_at is null as "isNew" from rendition where sha256 = $1 order by fetched_at nulls first limit 1',
      [sha256],
    );
    const file = known ? await this.store.open(renditionKey(sha256)) : null;
    if (known?.isNew) file?.stream.once('end', () => void this.noteFetched(sha256));
    return file;
  }

  /** That somebody has had it whole. Nobody waits for that; a note that is lost is made the next time. */
  private async noteFetched(sha256: string): Promise<void> {
    await rows(this.transactions.reader, 'update rendition set fetched_at = now() where sha256 = $1 and fetched_at is null', [
      sha256,
    ]).catch((error: unknown) => this.log.warn(`photo ${sha256}: ${faultText(error)}`));
  }

  /** Those of these renditions that nobody has ever come for. */
  async neverFetched(db: EntityManager, hashes: readonly string[]): Promise<readonly string[]> {
    const fetched = await rows<{ sha256: string }>(db, 'select sha256 from rendition where sha256 = any($1) and fetched_at is not null', [
      hashes,
    ]);
    const had = new Set(fetched.map(({ sha256 }) => sha256));
    return hashes.filter((sha256) => !had.has(sha256));
  }

  /** Throws: Problem not-found, also when the photo is another producer's. */
  async get(producerId: string, photoId: string): Promise<Photo> {
    const photo = await this.transactions.reader.getRepository(Photo).findOneBy({ id: photoId, producerId });
    if (!photo) throw new Problem(problems.notFound);
    return photo;
  }

  /** `original`: the bytes as uploaded. `preview`: upright JPEG without metadata. Throws: Problem not-found. */
  async openPrivate(producerId: string, photoId: string, form: 'original' | 'preview'): Promise<OpenPhoto> {
    const photo = await this.get(producerId, photoId);
    const file = await this.store.open(form === 'original' ? originalKey(photo) : masterKey(photo));
    if (!file) throw new Problem(problems.notFound);
    return { photo, ...file };
  }

  /** The picture that the rule gets of a photo; null when it cannot have one (too small, or never small enough). */
  private async renditionFor(photo: Photo, rule: PhotoRule): Promise<string | null> {
    const size = renditionSize(photo, rule);
    if (!size) return null;
    const read = (): Promise<Buffer> => this.store.read(masterKey(photo));
    const best = await this.madeOnce(photo, bestRecipe(size), () => this.darkroom.render(read, size));
    if (!best || best.bytes <= rule.maxBytes) return best?.sha256 ?? null;
    const squeezed = await this.madeOnce(photo, squeezedRecipe(size, rule), () => this.darkroom.squeeze(read, size, rule));
    return squeezed?.sha256 ?? null;
  }

  /** The bytes are stored before the row names them. Two at once make the same bytes. */
  private async madeOnce(
    photo: Photo,
    recipe: string,
    make: () => Promise<Rendered | null>,
  ): Promise<{ sha256: string; bytes: number } | null> {
    const reader = this.transactions.reader;
    const [row] = await rows<{ sha256: string; bytes: number }>(
      reader,
      'select sha256, bytes from rendition where photo_id = $1 and recipe = $2',
      [photo.id, recipe],
    );
    if (row && (await this.store.has(renditionKey(row.sha256)))) return row;
    const made = await make();
    if (!made) return null;
    await this.store.put(renditionKey(made.sha256), made.bytes);
    await rows(
      reader,
      `insert into rendition (photo_id, recipe, sha256, format, bytes, width, height) values ($1, $2, $3, 'jpeg', $4, $5, $6)
       on conflict on constraint rendition_pkey do update set sha256 = excluded.sha256, bytes = excluded.bytes, width = excluded.width, height = excluded.height`,
      [photo.id, recipe, made.sha256, made.bytes.length, made.width, made.height],
    );
    return { sha256: made.sha256, bytes: made.bytes.length };
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
