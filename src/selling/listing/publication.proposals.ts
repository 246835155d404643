import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ProposalKinds, ProposalService, showVnd, type ProposalDto } from '../../people';
import { afterCommit, rows, Transactions } from '../../shared/db';
import type { Actor } from '../../shared/http';
import { LaneRunner } from '../../sync';
import { LISTING_LANE } from '../listing-lane.name';
import { ListingService, type PreparedPhotos } from './listing.service';
import type { ListingRow } from './listing.store';

interface Wish {
  readonly connectionIds: readonly string[];
}

/** That something is offered for the first time is for the producer's own people to say; an officer proposes it. */
@Injectable()
export class PublicationProposals implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly listings: ListingService,
    private readonly lanes: LaneRunner,
    private readonly kinds: ProposalKinds,
    private readonly proposals: ProposalService,
  ) {}

  onModuleInit(): void {
    this.kinds.register('publication', {
      present: (db, { producerId, subject }) => this.present(db, producerId, subject),
      prepare: ({ producerId, subject, content }) =>
        this.listings.preparePhotos(this.transactions.reader, producerId, subject, (content.after as Wish).connectionIds), // frozen by propose()
      carryOut: async (tx, { producerId, subject, content }, decidedBy, prepared) => {
        const { connectionIds } = content.after as Wish;
        const photos = (prepared as PreparedPhotos | undefined) ?? new Map<string, readonly string[]>(); // made by prepare()
        await this.publish(tx, producerId, subject, { connectionIds, photos }, decidedBy);
      },
    });
  }

  /** At once. */
  async publish(
    tx: EntityManager,
    producerId: string,
    productId: string,
    choice: { readonly connectionIds?: readonly string[]; readonly photos: PreparedPhotos },
    actorId: string,
  ): Promise<ListingRow[]> {
    const published = await this.listings.publish(tx, producerId, productId, choice, actorId);
    for (const connectionId of new Set(published.map((listing) => listing.connectionId)))
      afterCommit(tx, () => this.lanes.wake(LISTING_LANE, connectionId));
    return published;
  }

  /** Has the product a pack that was never offered anywhere? */
  async isFirst(tx: EntityManager, producerId: string, productId: string): Promise<boolean> {
    const found = await rows(
      tx,
      `select 1 from pack k join product p on p.id = k.product_id
        where p.id = $1 and p.producer_id = $2 and not exists (select from listing l where l.pack_id = k.id) limit 1`,
      [productId, producerId],
    );
    return found.length > 0;
  }

  /** Throws: not-found, not-ready, proposal-open. */
  async propose(
    tx: EntityManager,
    actor: Actor,
    producerId: string,
    productId: string,
    connectionIds: readonly string[] | undefined,
  ): Promise<ProposalDto> {
    const shops = await this.listings.readyShops(tx, producerId, productId, connectionIds);
    const [product] = await rows<{ name: string; packs: { unit: string; priceVnd: number }[] }>(
      tx,
      `select p.name, (select json_agg(json_build_object('unit', k.unit, 'priceVnd', k.price_vnd) order by k.created_at, k.id) from pack k where k.product_id = p.id) as packs
         from product p where p.id = $1 and p.producer_id = $2`,
      [productId, producerId],
    );
    if (!product) throw new Error('a product that was just looked at is gone');
    const prices = product.packs.map(({ unit, priceVnd }) => `${unit} ${showVnd(priceVnd)}`).join(', ');
    const what = `${product.name} (${prices})`;
    return this.proposals.propose(tx, actor, {
      ...{ producerId, kind: 'publication', subject: productId },
      content: {
        before: await this.present(tx, producerId, productId),
        after: { connectionIds: shops.map(({ id }) => id), name: product.name, packs: product.packs },
      },
      summaryVi: `Đăng bán lần đầu ${what} trên ${shops.map(({ name }) => name).join(', ')}`,
      smsVi: `đăng bán ${what}`,
    });
  }

  private async present(db: EntityManager, producerId: string, productId: string): Promise<unknown> {
    const [product] = await rows<{ version: number }>(
      db,
      'select version from product where id = $1 and producer_id = $2 for no key update',
      [productId, producerId],
    );
    return product ?? null;
  }
}
