import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { mayOnlyPropose, ProposalKinds, ProposalService, type ProposalDto } from '../../people';
import { rows } from '../../shared/db';
import type { Actor } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';
import { priceProposal } from './price.rules';
import { toProductDto } from './product.dto';
import { ProductService, type PackChange } from './product.service';
import type { ProductState } from './product.state';

/** Prices are for the producer's own people to say; an officer proposes them. */
@Injectable()
export class PriceProposals implements OnModuleInit {
  constructor(
    private readonly products: ProductService,
    private readonly kinds: ProposalKinds,
    private readonly proposals: ProposalService,
  ) {}

  onModuleInit(): void {
    this.kinds.register('price', {
      present: async (db, { producerId, subject }) => {
        const [pack] = await rows<{ priceVnd: number }>(
          db,
          `select k.price_vnd::float8 as "priceVnd" from pack k join product p on p.id = k.product_id where k.id = $1 and p.producer_id = $2`,
          [subject, producerId],
        );
        return pack ?? null;
      },
      carryOut: async (tx, { producerId, subject, content, proposedBy }) => {
        const [{ priceVnd: from }, { priceVnd: to }] = [content.before as Price, content.after as Price]; // frozen by changePack()
        await this.products.exchangePrices(tx, producerId, [{ packId: subject, from, to }], proposedBy);
      },
    });
  }

  /** Changes a pack; the price of an officer is only proposed. Throws: not-found, stale-version, proposal-open. */
  async changePack(
    tx: EntityManager,
    actor: Actor,
    producerId: string,
    productId: string,
    packId: string,
    version: number,
    change: PackChange,
  ): Promise<{ readonly state: ProductState; readonly proposal?: ProposalDto }> {
    const { priceVnd, ...rest } = change;
    if (!mayOnlyPropose(actor) || priceVnd === undefined)
      return { state: await this.products.changePack(tx, producerId, productId, packId, version, change, actor.accountId) };
    const isMore = Object.values(rest).some((value) => value !== undefined);
    const state = isMore
      ? await this.products.changePack(tx, producerId, productId, packId, version, rest, actor.accountId)
      : await this.unchanged(tx, producerId, productId, version);
    const pack = state.packs.find(({ id }) => id === packId);
    if (!pack) throw new Problem(problems.notFound);
    if (pack.priceVnd === priceVnd) return { state };
    const asked = { packId, productName: state.product.name, unit: pack.unit, from: pack.priceVnd, to: priceVnd };
    const proposal = await this.proposals.propose(tx, actor, { producerId, kind: 'price', ...priceProposal(asked) });
    return { state, proposal };
  }

  private async unchanged(tx: EntityManager, producerId: string, productId: string, version: number): Promise<ProductState> {
    const state = await this.products.get(tx, producerId, productId);
    if (state.product.version !== version)
      throw new Problem(problems.staleVersion, 'Sản phẩm đã được sửa ở nơi khác; xin xem lại rồi lưu lần nữa.', {
        current: toProductDto(state),
      });
    return state;
  }
}

interface Price {
  readonly priceVnd: number;
}
