import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ReadinessService } from '../../catalog';
import { mayOnlyPropose, Standing } from '../../people';
import { rows, Transactions } from '../../shared/db';
import { takeNotes, writeAct, type Actor } from '../../shared/http';
import { Clock, faultTrace, Problem, problems } from '../../shared/kernel';
import { ListingService, type Shop } from '../listing/listing.service';
import { PublicationProposals } from '../listing/publication.proposals';
import { findWishes, type Wish } from './wish.store';

/** Wishes that are looked at in one go; the rest waits for the next. */
const BATCH = 50;
/** One that failed stands aside for so long. */
const RETRY_AFTER = '1 minute';

/** Puts on sale what people wanted there beforehand, as soon as nothing stands in the way, in the name of who wished it. */
@Injectable()
export class WishKeeper {
  private readonly log = new Logger(WishKeeper.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly standing: Standing,
    private readonly readiness: ReadinessService,
    private readonly listings: ListingService,
    private readonly publications: PublicationProposals,
  ) {}

  /** Whatever may change a verdict has made its wish due. However many fail, they keep no other from being carried out. */
  async keep(): Promise<void> {
    const due = await findWishes(this.transactions.reader, `w.is_due and w.retry_at <= now() order by w.wished_at limit ${BATCH}`, []);
    for (const wish of due)
      await this.carryOut(wish).catch(async (error: unknown) => {
        this.log.error(`wish for ${wish.productId}: ${faultTrace(error)}`);
        await rows(
          this.transactions.reader,
          `update publication_wish set retry_at = now() + interval '${RETRY_AFTER}' where product_id = $1`,
          [wish.productId],
        );
      });
  }

  private async carryOut(wish: Wish): Promise<void> {
    const ready = await this.readyShops(this.transactions.reader, wish);
    // Slow, so before the transaction.
    const photos =
      ready.length === 0
        ? new Map<string, readonly string[]>()
        : await this.listings.preparePhotos(this.transactions.reader, wish.producerId, wish.productId, ready);
    await this.transactions.run(async (tx) => {
      const [current] = await findWishes(tx, 'w.product_id = $1 and w.is_due for update of w skip locked', [wish.productId]);
      if (!current || current.producerId !== wish.producerId) return;
      const notes = takeNotes(tx);
      const actor = await this.actorOf(tx, current);
      if (actor instanceof Problem) return this.rest(tx, current, { isDue: false, stoppedBecause: actor.detail ?? actor.kind.title });
      const all = await this.readyShops(tx, current);
      const now = all.filter((id) => ready.includes(id)); // for those the photos are made
      if (now.length > 0) {
        await this.publish(tx, current, actor, { connectionIds: now, photos });
        await writeAct(tx, {
          ...{ at: this.clock.now(), actor, producerId: current.producerId, requestId: null, changes: notes.changes },
          ...{ what: 'job publication-wish', subject: { producerId: current.producerId, productId: current.productId } },
        });
      }
      if (await this.isDone(tx, current)) await rows(tx, 'delete from publication_wish where product_id = $1', [current.productId]);
      else await this.rest(tx, current, { isDue: all.length > now.length, stoppedBecause: null });
    });
  }

  private async publish(
    tx: EntityManager,
    { producerId, productId }: Wish,
    actor: Actor,
    choice: { readonly connectionIds: readonly string[]; readonly photos: ReadonlyMap<string, readonly string[]> },
  ): Promise<void> {
    if (!mayOnlyPropose(actor) || !(await this.publications.isFirst(tx, producerId, productId))) {
      await this.publications.publish(tx, producerId, productId, choice, actor.accountId);
      return;
    }
    try {
      await this.publications.propose(tx, actor, producerId, productId, choice.connectionIds);
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== problems.proposalOpen) throw error; // it waits for the producer's word already
    }
    await rows(tx, 'delete from publication_wish where product_id = $1', [productId]); // what comes of it is the producer's to say
  }

  private async isDone(tx: EntityManager, wish: Wish): Promise<boolean> {
    if ((await this.shopsLeft(tx, wish)).length > 0) return false;
    return (await rows(tx, 'select 1 from listing where product_id = $1 limit 1', [wish.productId])).length > 0; // otherwise there is no shop yet
  }

  /** Looked at again when something changes. */
  private async rest(
    tx: EntityManager,
    { productId }: Wish,
    now: { readonly isDue: boolean; readonly stoppedBecause: string | null },
  ): Promise<void> {
    await rows(tx, 'update publication_wish set is_due = $2, stopped_because = $3 where product_id = $1', [
      ...[productId, now.isDue, now.stoppedBecause],
    ]);
  }

  /** Shops of it at which no pack of the product was ever offered. */
  private async shopsLeft(db: EntityManager, { producerId, productId, connectionIds }: Wish): Promise<Shop[]> {
    const found = await rows<{ id: string }>(db, 'select distinct connection_id as id from listing where product_id = $1', [productId]);
    const offered = new Set(found.map(({ id }) => id));
    const shops = await this.listings.shops(db, producerId);
    return shops.filter(({ id }) => !offered.has(id) && (connectionIds === null || connectionIds.includes(id)));
  }

  private async readyShops(db: EntityManager, wish: Wish): Promise<string[]> {
    const left = await this.shopsLeft(db, wish);
    if (left.length === 0) return [];
    const judge = await this.readiness.judge(db, [wish.productId]);
    return left.filter(({ platform }) => judge(wish.productId, platform).isReady).map(({ id }) => id);
  }

  /** In whose name it is done, asked before it is: the Problem says why it is not. */
  private async actorOf(tx: EntityManager, { wishedBy, producerId }: Wish): Promise<Actor | Problem> {
    try {
      return await this.standing.actorFor(tx, wishedBy, producerId, 'listing.publish');
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
  }
}
