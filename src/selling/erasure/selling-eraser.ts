import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TOMBSTONE, TOMBSTONE_SQL as T } from '../../people';
import { rows } from '../../shared/db';
import { Clock } from '../../shared/kernel';
import { SecretBoxes } from '../../shared/secret';
import { Inbox } from '../../sync';
import { hashesOfBuyer, openBuyer, sealBuyer, type Buyer } from '../order/buyer';
import { isUnfinished } from '../order/order.sql';

const LISTINGS = '(select id from listing where producer_id = $1)';
const VERSIONS = `(select v.id from listing_version v join listing l on l.id = v.listing_id where l.producer_id = $1)`;
const ORDERS = '(select order_id from order_line where producer_id = $1)';
const EMPTY_PRODUCT = `jsonb_build_object('name', ${T}, 'description', '', 'attributes', '{}'::jsonb, 'overrides', '{}'::jsonb, 'documents', '[]'::jsonb)`;

/** $1: the producer. Orders, stock and their ids and numbers stay whole. */
const OF_PRODUCER: readonly string[] = [
  `update listing set issues = '[]', stock_trouble = null, held_because = null, public_url = null where producer_id = $1`,
  `update listing_version set reason_vi = '', content = content || jsonb_build_object('title', ${T}, 'description', '', 'makerVi', ${T}, 'originVi', '', 'photos', '[]'::jsonb)
    where listing_id in ${LISTINGS}`,
  `update listing_verdict set gaps = '[]', facts = jsonb_set(facts, '{product}', (facts -> 'product') || ${EMPTY_PRODUCT}) where listing_version_id in ${VERSIONS}`,
  `update order_line set title = ${T} where producer_id = $1`,
  `update order_act set content = '{}', platform_text = null where order_id in ${ORDERS}`,
  `update stock_move set note = ${T} where note is not null and pool_id in (select o.id from pool o join product p on p.id = o.product_id where p.producer_id = $1)`,
];

/** What still stands between a producer and its erasure. */
export interface LeftToDo {
  readonly listings: number;
  readonly orders: number;
  readonly deliveries: number;
}

/** What of a person lies in this folder's tables, and in what platforms told us. */
@Injectable()
export class SellingEraser {
  constructor(
    private readonly clock: Clock,
    private readonly boxes: SecretBoxes,
    private readonly inbox: Inbox,
  ) {}

  /** Wants everything of the producer off every platform. Doing it again changes nothing. Answers the shops that have something to do. */
  async takeDown(tx: EntityManager, producerId: string): Promise<string[]> {
    await rows(tx, 'delete from publication_wish where product_id in (select id from product where producer_id = $1)', [producerId]);
    const taken = await rows<{ connectionId: string }>(
      tx,
      `update listing set wanted = 'gone', due_at = now(), attempts = 0, updated_at = now()
        where id in (select id from listing where producer_id = $1 and wanted <> 'gone' order by id for no key update) returning connection_id as "connectionId"`,
      [producerId],
    );
    if (taken.length > 0)
      await rows(
        tx,
        `update pool set dirty = true where id in (select o.id from pool o join product p on p.id = o.product_id where p.producer_id = $1 order by o.id for no key update of o)`,
        [producerId],
      );
    return [...new Set(taken.map(({ connectionId }) => connectionId))];
  }

  async left(db: EntityManager, producerId: string): Promise<LeftToDo> {
    const [found] = await rows<LeftToDo>(
      db,
      `select (select count(*)::int from listing l where l.producer_id = $1 and l.seen_state <> 'deleted'
                  and num_nonnulls(l.external_id, l.case_id, l.sending_version_id) > 0) as listings,
              (select count(*)::int from market_order o where ${isUnfinished('o')} and o.id in ${ORDERS}) as orders,
              (select count(*)::int from delivery d where d.state = 'waiting' and d.connection_id in (select connection_id from listing where producer_id = $1)) as deliveries`,
      [producerId],
    );
    return found ?? { listings: 0, orders: 0, deliveries: 0 };
  }

  async eraseProducer(tx: EntityManager, producerId: string): Promise<void> {
    for (const statement of OF_PRODUCER) await rows(tx, statement, [producerId]);
    const shops = await rows<{ id: string }>(tx, 'select distinct connection_id as id from listing where producer_id = $1', [producerId]);
    await this.forgetExchanges(
      tx,
      shops.map(({ id }) => id),
    );
  }

  /** Finished orders of the same buyer, who is known by the phone; of one whose phone is masked or missing, the order alone. */
  async ordersOfBuyer(db: EntityManager, orderId: string): Promise<{ readonly ids: readonly string[]; readonly open: number }> {
    const [order] = await this.buyers(db, [orderId]);
    const { phone } = hashesOfBuyer(this.boxes, { phone: order?.buyer?.receiver.phone });
    const found = await rows<{ id: string; isOpen: boolean }>(
      db,
      `select o.id, ${isUnfinished('o')} as "isOpen" from market_order o where o.id = $1 or o.buyer_phone_index = any($2::bytea[])`,
      [orderId, phone],
    );
    return { ids: found.map(({ id }) => id), open: found.filter(({ isOpen }) => isOpen).length };
  }

  /** Words of the buyers by which their traces are found elsewhere. To be asked before anything is erased. */
  async wordsOfBuyers(tx: EntityManager, orderIds: readonly string[]): Promise<string[]> {
    const found = await this.buyers(tx, orderIds);
    return found.flatMap(({ id, buyer }) => [id, ...(buyer ? [buyer.receiver.name, buyer.receiver.phone, buyer.receiver.address] : [])]);
  }

  private async buyers(db: EntityManager, orderIds: readonly string[]): Promise<{ readonly id: string; readonly buyer: Buyer | null }[]> {
    const found = await rows<{ id: string; box: Buffer }>(db, 'select id, buyer_box as box from market_order where id = any($1)', [
      orderIds,
    ]);
    return found.map(({ id, box }) => ({ id, buyer: openBuyer(this.boxes, id, box) }));
  }

  async eraseBuyers(tx: EntityManager, orderIds: readonly string[]): Promise<void> {
    const nobody = { receiver: { name: TOMBSTONE, phone: '', address: '', addressScheme: 'unknown' }, note: null } as const;
    const orders = await rows<{ connectionId: string }>(
      tx,
      `update market_order o set buyer_box = u.box, buyer_phone_index = null, buyer_name_index = null, erased_at = coalesce(erased_at, $3), updated_at = now()
         from unnest($1::uuid[], $2::bytea[]) as u (id, box) where o.id = u.id returning o.connection_id as "connectionId"`,
      [orderIds, orderIds.map((id) => sealBuyer(this.boxes, id, nobody).box), this.clock.now()],
    );
    await rows(tx, `update order_act set content = '{}', platform_text = null where order_id = any($1)`, [orderIds]);
    await this.forgetExchanges(tx, [...new Set(orders.map(({ connectionId }) => connectionId))]);
  }

  /**
   * What was said to and by these shops: bodies of calls and webhooks hold anybody's data in any form, so all of them go. That they happened, and to which
   * order or product, stays.
   */
  private async forgetExchanges(tx: EntityManager, shops: readonly string[]): Promise<void> {
    await rows(
      tx,
      `update exchange set request_body = null, answer_body = null, path = split_part(path, '?', 1)
        where connection_id = any($1) and (request_body is not null or answer_body is not null or path like '%?%')`,
      [shops],
    );
    await this.inbox.forget(tx, shops);
  }
}
