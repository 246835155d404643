import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CatalogReader, ReadinessService, vietnamDay, type Judged } from '../../catalog';
import type { OcopClaim } from '../../platform';
import { rows } from '../../shared/db';
import { Clock } from '../../shared/kernel';
import { claimReason, holdReason } from './hold.rules';
import { checksumOf } from './listing.rules';
import type { ApprovedContent } from './listing.store';
import { addVersions } from './listing-version.store';

/** Products that are looked at in one transaction. */
const BATCH = 20;

interface Listed {
  readonly id: string;
  readonly productId: string;
  readonly platform: string;
  readonly connectionId: string;
  readonly poolId: string;
  readonly heldBecause: string | null;
  readonly versionId: string;
  readonly content: ApprovedContent;
}

interface Change {
  readonly listing: Listed;
  readonly heldBecause: string | null;
  /** The same content with another badge; null: it stays as it is. */
  readonly content: ApprovedContent | null;
  readonly reasonVi: string;
  readonly judged: Judged;
}

/**
 * Keeps listings to what their papers allow: off the shelves while one is missing that the law or the platform demands, without stars that nobody certifies any
 * more, and back again by itself. What people want is another column, and stays as it is.
 */
@Injectable()
export class HoldService {
  constructor(
    private readonly clock: Clock,
    private readonly catalog: CatalogReader,
    private readonly readiness: ReadinessService,
  ) {}

  /** Periods begin and end with the day in Vietnam: once for each, everything that is listed is looked at again. Also after days on which nothing ran. */
  async noteDay(tx: EntityManager): Promise<void> {
    const today = vietnamDay(this.clock.now());
    if ((await rows(tx, 'select 1 from product_recheck_day where day >= $1', [today])).length > 0) return;
    const isNew = await rows(
      tx,
      `insert into product_recheck_day (day) values ($1) on conflict (id) do update set day = excluded.day where product_recheck_day.day < excluded.day returning 1`,
      [today],
    );
    if (isNew.length === 0) return;
    await rows(
      tx,
      `select ask_product_recheck(array(select product_id from listing where wanted <> 'gone' union select product_id from publication_wish))`,
    );
  }

  /** A consent that has a term ends in the middle of a day: writing that down has whoever was published by it looked at again. */
  async noteEnds(tx: EntityManager): Promise<void> {
    const now = this.clock.now();
    const due = `select id from consent where valid_until <= $1 and not is_end_noticed order by id limit 1000 for update skip locked`;
    await rows(tx, `update consent set is_end_noticed = true where id in (${due})`, [now]);
  }

  /** Looks at some of the products that are to be looked at. Answers the connections that have something to do now and whether more products wait. */
  async settle(tx: EntityManager): Promise<{ readonly connectionIds: readonly string[]; readonly more: boolean }> {
    const asked = await rows<{ id: string; at: string }>(
      tx,
      'select product_id as id, asked_at::text as at from product_recheck order by asked_at limit $1',
      [BATCH],
    );
    if (asked.length === 0) return { connectionIds: [], more: false };
    // Listings are locked before what was asked of them, as everywhere: whoever publishes holds the listing and asks then.
    const locked = await rows<Listed>(
      tx,
      `select l.id, l.product_id as "productId", c.platform, l.connection_id as "connectionId", l.pool_id as "poolId", l.held_because as "heldBecause", v.id as "versionId",
              v.content
         from listing l join connection c on c.id = l.connection_id join listing_version v on v.id = l.wanted_version_id
        where l.product_id = any($1) and l.wanted <> 'gone' order by l.id for no key update of l`,
      [asked.map((product) => product.id)],
    );
    // What was asked anew meanwhile stays asked.
    const taken = await rows<{ id: string }>(
      tx,
      `delete from product_recheck where product_id in (
         select r.product_id from product_recheck r join unnest($1::uuid[], $2::timestamptz[]) as a (id, at) on a.id = r.product_id and a.at = r.asked_at
          for update of r skip locked) returning product_id as id`,
      [asked.map(({ id }) => id), asked.map(({ at }) => at)],
    );
    const due = new Set(taken.map(({ id }) => id));
    const listings = locked.filter(({ productId }) => due.has(productId));
    const listed = [...new Set(listings.map(({ productId }) => productId))];
    const judge = await this.readiness.judge(tx, listed);
    const claims = await this.catalog.ocopClaims(tx, listed);
    const changes = listings.flatMap((listing) =>
      changeOf(listing, judge(listing.productId, listing.platform), claims.get(listing.productId) ?? null),
    );
    await this.save(tx, changes);
    return { connectionIds: [...new Set(changes.map(({ listing }) => listing.connectionId))], more: due.size === BATCH };
  }

  private async save(tx: EntityManager, changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return;
    const versions = await addVersions(
      tx,
      changes.flatMap(({ listing, content, reasonVi, judged }) =>
        content === null ? [] : [{ listingId: listing.id, content, judged, approvedBy: null, reasonVi }],
      ),
    );
    await rows(
      tx,
      `update listing l set held_because = n.held_because, wanted_version_id = coalesce(n.version_id, l.wanted_version_id), due_at = now(), attempts = 0, updated_at = now()
         from json_to_recordset($1) as n (id uuid, held_because text, version_id uuid) where l.id = n.id`,
      [
        JSON.stringify(
          changes.map(({ listing, heldBecause }) => ({
            id: listing.id,
            held_because: heldBecause,
            version_id: versions.get(listing.id) ?? null,
          })),
        ),
      ],
    );
    await rows(tx, 'update pool set dirty = true where id in (select id from pool where id = any($1) order by id for no key update)', [
      changes.map(({ listing }) => listing.poolId),
    ]);
  }
}

function changeOf(listing: Listed, judged: Judged, claim: OcopClaim | null): Change[] {
  const heldBecause = holdReason(judged.gaps, listing.content, claim);
  const content = { ...listing.content, ocop: claim };
  const isSame = checksumOf(content) === checksumOf(listing.content);
  if (isSame && heldBecause === listing.heldBecause) return [];
  return [{ listing, heldBecause, content: isSame ? null : content, reasonVi: claimReason(claim), judged }];
}
