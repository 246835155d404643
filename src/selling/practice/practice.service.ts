import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DemonstrationPapers } from '../../catalog';
import { PracticeHouseholds } from '../../people';
import { rows } from '../../shared/db';
import { actsFor, noteChange, type Actor } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';

/** What an officer tries out. */
@Injectable()
export class PracticeService {
  constructor(
    private readonly households: PracticeHouseholds,
    private readonly papers: DemonstrationPapers,
  ) {}

  async restart(tx: EntityManager, actor: Actor): Promise<string> {
    const ended = await this.households.end(tx, actor);
    if (ended !== null) {
      await rows(tx, 'delete from publication_wish w using product p where p.id = w.product_id and p.producer_id = $1', [ended]);
      // Listings before pools, each by id, as everywhere.
      const listings = await rows<{ poolId: string }>(
        tx,
        `select pool_id as "poolId" from listing where producer_id = $1 and wanted <> 'gone' order by id for no key update`,
        [ended],
      );
      await rows(
        tx,
        `update listing set wanted = 'gone', due_at = now(), attempts = 0, updated_at = now() where producer_id = $1 and wanted <> 'gone'`,
        [ended],
      );
      await rows(tx, 'update pool set dirty = true where id in (select id from pool where id = any($1) order by id for no key update)', [
        listings.map(({ poolId }) => poolId),
      ]);
    }
    return this.households.begin(tx, actor);
  }

  /** Throws: not-found of a product that is not of the own practice household. */
  async givePapers(tx: EntityManager, actor: Actor, productId: string): Promise<void> {
    const household = await this.households.of(tx, actor.accountId);
    const found = await rows(tx, 'select from product where id = $1 and producer_id = $2', [productId, household?.id ?? null]);
    if (!household || found.length === 0) throw new Problem(problems.notFound, 'Sản phẩm này không phải của hộ tập dượt.');
    actsFor(tx, household.id);
    await this.papers.give(tx, productId);
    await this.papers.giveCertificate(tx, productId);
    noteChange(tx, { of: 'product', id: productId, field: 'papers', after: 'practice' });
  }
}
