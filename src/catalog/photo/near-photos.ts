import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { lookProbes, NEAR_BITS } from './look.rules';

export interface NearPhoto {
  readonly photoId: string;
  readonly producerId: string;
  /** Bits of the look that differ: 0 is the same picture, perhaps scaled or compressed anew. */
  readonly bitsApart: number;
  readonly createdAt: Date;
}

const SELECT = `select p.id as "photoId", p.producer_id as "producerId", bit_count(p.look # $1::bit(64))::int as "bitsApart", p.created_at as "createdAt" from photo p`;
const ORDER = `order by "bitsApart", p.created_at, p.id limit $3`;

/** Photos of all producers that look nearly like this one, nearest first. By the index of quarters: some hundred candidates of 100,000 photos are compared. */
export function findNearPhotos(
  db: EntityManager,
  look: string | null,
  options: { readonly notOf?: string; readonly limit?: number } = {},
): Promise<NearPhoto[]> {
  if (look === null) return Promise.resolve([]);
  return rows(
    db,
    `${SELECT} where p.look is not null and p.look_parts && $4::integer[] and bit_count(p.look # $1::bit(64)) <= $2
       and ($5::uuid is null or p.producer_id <> $5) ${ORDER}`,
    [look, NEAR_BITS, options.limit ?? 20, lookProbes(look), options.notOf ?? null],
  );
}

/** Photos of one producer that look nearly like this one, but not itself. A producer has some hundred photos at most: all are compared. */
export function findNearOwn(
  db: EntityManager,
  photo: { readonly id: string; readonly producerId: string; readonly look: string | null },
): Promise<NearPhoto[]> {
  if (photo.look === null) return Promise.resolve([]);
  return rows(db, `${SELECT} where p.producer_id = $4 and p.id <> $5 and bit_count(p.look # $1::bit(64)) <= $2 ${ORDER}`, [
    photo.look,
    NEAR_BITS,
    3,
    photo.producerId,
    photo.id,
  ]);
}
