import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ReadinessService } from '../../catalog';
import type { OrderStage } from '../../platform';
import { rows, Transactions } from '../../shared/db';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import type { OrderActKind } from './order.rules';
import { actAgainst, forbiddenBecause, reasonFor } from './order-law.rules';

const AT_ONCE = 200;

interface Unjudged {
  readonly id: string;
  readonly connectionId: string;
  readonly platform: string;
  readonly stage: OrderStage;
  /** Products in it that some rule about orders speaks of. */
  readonly productIds: readonly string[];
  /** Has a line of which nobody knows yet what it is. */
  readonly isUnbound: boolean;
}

const UNJUDGED = `
  select o.id, o.connection_id as "connectionId", c.platform, o.stage,
         exists (select from order_line w where w.order_id = o.id and w.listing_id is null) as "isUnbound",
         array(select distinct l.product_id from order_line w join listing l on l.id = w.listing_id join product p on p.id = l.product_id
                where w.order_id = o.id and exists (select from rule r where r.until_revision is null and r.asks = 'order' and p.ocop_set = any(r.sets))) as "productIds"
    from market_order o join connection c on c.id = o.connection_id
   where o.payment = 'cod' and o.judged_at is null and o.stage <> 'unknown'`;

/** Asks of every order that is paid on delivery whether it may be, once, and turns away those that may not: no person has to think of the law. */
@Injectable()
export class OrderLaw {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly readiness: ReadinessService,
  ) {}

  /** What came in at this account since the last time. */
  async judgeNew(connectionId: string): Promise<void> {
    const [waiting] = await rows(
      this.transactions.reader,
      `select 1 from market_order where connection_id = $1 and payment = 'cod' and judged_at is null limit 1`,
      [connectionId],
    );
    if (!waiting) return;
    await this.transactions.run(async (tx) =>
      this.judge(
        tx,
        await rows<Unjudged>(
          tx,
          `${UNJUDGED} and o.connection_id = $1 order by "isUnbound", o.placed_at, o.id limit $2 for no key update of o skip locked`,
          [connectionId, AT_ONCE],
        ),
      ),
    );
  }

  /** A person is about to carry it out. Throws: Problem illegal-move when the law forbids it. */
  async permit(tx: EntityManager, orderId: string, act: OrderActKind): Promise<void> {
    if (act !== 'confirm' && act !== 'ship') return;
    await this.judge(tx, await rows<Unjudged>(tx, `${UNJUDGED} and o.id = $1 for no key update of o`, [orderId]));
    const [order] = await rows<{ because: string | null; stage: OrderStage }>(
      tx,
      'select forbidden_because as because, stage from market_order where id = $1',
      [orderId],
    );
    if (order?.because) throw new Problem(problems.illegalMove, order.because, { stage: order.stage, act, reason: 'forbidden-by-law' });
  }

  /** All of one account. */
  private async judge(tx: EntityManager, orders: readonly Unjudged[]): Promise<void> {
    const judged: { id: string; because: string | null }[] = [];
    const acts: { id: string; orderId: string; connectionId: string; kind: string; content: object }[] = [];
    const products = new Set(orders.flatMap(({ productIds }) => productIds));
    const rulesOf = await this.readiness.orderRules(tx, [...products], orders[0]?.platform ?? '');
    for (const { id, connectionId, stage, productIds, isUnbound } of orders) {
      const rules = productIds.flatMap((productId) => rulesOf.get(productId) ?? []);
      const because = forbiddenBecause('cod', rules);
      if (because === null && isUnbound) continue; // asked again once it is known what it is
      judged.push({ id, because });
      const kind = because === null ? null : actAgainst(stage);
      if (because !== null && kind !== null)
        acts.push({ id: newId(), orderId: id, connectionId, kind, content: { kind, reason: reasonFor(because) } });
    }
    await this.write(tx, judged, acts);
  }

  private async write(tx: EntityManager, judged: readonly object[], acts: readonly object[]): Promise<void> {
    if (judged.length > 0)
      await rows(
        tx,
        `update market_order o set judged_at = $2, forbidden_because = j.because, updated_at = case when j.because is null then o.updated_at else $2 end
           from jsonb_to_recordset($1::jsonb) as j (id uuid, because text) where o.id = j.id`,
        [JSON.stringify(judged), this.clock.now()],
      );
    if (acts.length > 0)
      await rows(
        tx,
        `insert into order_act (id, order_id, connection_id, kind, content)
         select a.id, a."orderId", a."connectionId", a.kind, a.content
           from jsonb_to_recordset($1::jsonb) as a (id uuid, "orderId" uuid, "connectionId" uuid, kind text, content jsonb)
         on conflict (order_id, kind) where state in ('wanted', 'pending') do nothing`,
        [JSON.stringify(acts)],
      );
  }
}
