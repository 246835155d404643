import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { newId } from '../../shared/kernel';
import { SecretBoxes } from '../../shared/secret';
import type { OrderStage, RemoteOrder, RemoteOrderLine } from '../../platform';
import { NOT_ENOUGH_STOCK } from '../stock/owed.sql';
import { moveBetween, takenIn, unitsIn, type LineMove, type LineUnits } from '../stock/stock-move.rules';
import { StockService } from '../stock/stock.service';
import { openBuyer, sealBuyer, type SealedBuyer } from './buyer';
import { advance } from './order.rules';

export type OrderSource = 'webhook' | 'poll' | 'act';

interface OrderRow {
  readonly id: string;
  readonly stage: OrderStage;
  readonly platformState: string;
  readonly changedAt: Date | null;
  readonly trouble: string | null;
  readonly buyerBox: Buffer;
}

interface LineRow {
  readonly id: string;
  readonly lineId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly confirmedQuantity: number | null;
  readonly returnedQuantity: number;
  readonly listingId: string | null;
  readonly poolId: string | null;
  readonly factor: number | null;
  readonly held: number;
  readonly gone: number;
  readonly taken: number;
}

/** What an order line has to change in the books. */
interface LineWork {
  readonly lineId: string;
  readonly listingId: string;
  readonly poolId: string;
  readonly move: LineMove | null;
  /** Packs by which the platform's own number is lower because of the line, from now on; and how much that is more than up to now. */
  readonly taken: number;
  readonly packs: number;
}

class TooLittle extends Error {}

/** The platform's clock and ours are taken to agree this far. */
const CLOCKS_DIFFER_MS = 120_000;

/** Takes what a platform says of an order into our books: one order, one effect, by whatever road and however often it comes. */
@Injectable()
export class OrderImport {
  constructor(
    private readonly stock: StockService,
    private readonly boxes: SecretBoxes,
  ) {}

  /**
   * Answers the order's id and whether anything changed. An order whose stock effect is impossible (unknown SKU, never counted, too little) is kept with its
   * `trouble` and tried again whenever orders are asked for; it is never marked as handled.
   */
  async take(
    tx: EntityManager,
    connectionId: string,
    seen: RemoteOrder,
    source: OrderSource,
  ): Promise<{ orderId: string; changed: boolean }> {
    const order = await this.lockOrInsert(tx, connectionId, seen);
    const stage = advance(order.stage, seen.stage);
    // Late news may still move the order on, but what it says of money, receiver and state was overtaken.
    const isLate = order.changedAt !== null && seen.changedAt !== undefined && seen.changedAt < order.changedAt;
    const isChanged = seen.changedAt !== undefined && (order.changedAt === null || seen.changedAt > order.changedAt);
    const isNews = stage !== order.stage || seen.platformState !== order.platformState;
    if (!isNews && !isChanged && order.trouble === null) return { orderId: order.id, changed: false };
    if (isNews) await this.log(tx, order.id, seen, source, stage !== order.stage);
    await this.updateLines(tx, order.id, seen.lines);
    const trouble = await this.settleStock(tx, order.id, stage, seen.changedAt ?? null);
    if (trouble === NOT_ENOUGH_STOCK && order.trouble !== trouble) await this.planAnew(tx, order.id);
    const saysState = !isLate && (isChanged || stage !== order.stage || seen.stage === 'unknown' || seen.stage === stage);
    const buyer = isLate ? null : this.changedBuyer(order, seen);
    await rows(
      tx,
      `update market_order set stage = $2, platform_state = case when $3 then $4 else platform_state end, trouble = $5,
         parcel_code = case when $14 then coalesce(parcel_code, $6) else coalesce($6, parcel_code) end, cancelled_by = coalesce($7, cancelled_by),
         confirm_by = case when $14 then confirm_by else coalesce($8, confirm_by) end, changed_at = greatest($9, changed_at),
         cash_on_delivery = case when $14 then cash_on_delivery else $10 end, total = case when $14 then total else $11 end, fees = case when $14 then fees else $12 end,
         buyer_box = case when $13::bytea is not null and erased_at is null then $13 else buyer_box end,
         buyer_phone_index = case when $13::bytea is not null and erased_at is null then $15 else buyer_phone_index end,
         buyer_name_index = case when $13::bytea is not null and erased_at is null then $16 else buyer_name_index end, updated_at = now()
       where id = $1`,
      [
        order.id,
        stage,
        saysState,
        seen.platformState,
        trouble,
        seen.parcelCode ?? null,
        stage === 'cancelled' ? (seen.cancelledBy ?? null) : null,
        seen.confirmBy ?? null,
        seen.changedAt ?? null,
        seen.cashOnDelivery,
        seen.total,
        seen.fees,
        buyer?.box ?? null,
        isLate,
        buyer?.phoneIndex ?? null,
        buyer?.nameIndex ?? null,
      ],
    );
    return { orderId: order.id, changed: true };
  }

  /** Tries an order in trouble again from our own books. */
  async settleAgain(tx: EntityManager, orderId: string): Promise<void> {
    const [order] = await rows<{ stage: OrderStage; trouble: string | null }>(
      tx,
      'select stage, trouble from market_order where id = $1 for no key update',
      [orderId],
    );
    if (!order || order.trouble === null) return;
    await this.updateLines(tx, orderId, []);
    const trouble = await this.settleStock(tx, orderId, order.stage, null);
    if (trouble !== order.trouble)
      await rows(tx, 'update market_order set trouble = $2, updated_at = now() where id = $1', [orderId, trouble]);
  }

  /** What to keep of the receiver instead; null: nothing else. A masked phone number never replaces a whole one. */
  private changedBuyer(order: OrderRow, { receiver }: RemoteOrder): SealedBuyer | null {
    if (receiver.phone.includes('*')) return null;
    const known = openBuyer(this.boxes, order.id, order.buyerBox);
    if (known && isDeepStrictEqual(known.receiver, JSON.parse(JSON.stringify(receiver)))) return null;
    return sealBuyer(this.boxes, order.id, { receiver, note: known?.note ?? null });
  }

  private async lockOrInsert(tx: EntityManager, connectionId: string, seen: RemoteOrder): Promise<OrderRow> {
    // The insert waits for a transaction that inserts the same order at this moment, so that exactly one of them makes the lines.
    const id = newId();
    const buyer = sealBuyer(this.boxes, id, { receiver: seen.receiver, note: seen.note ?? null });
    const inserted = await rows<{ id: string }>(
      tx,
      `insert into market_order (id, connection_id, platform_order_id, stage, platform_state, parcel_code, payment, cash_on_delivery, total, fees, buyer_box, buyer_phone_index, buyer_name_index,
         placed_at, confirm_by)
       values ($1, $2, $3, 'unknown', '', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       on conflict (connection_id, platform_order_id) do nothing returning id`,
      [
        id,
        connectionId,
        seen.orderId,
        seen.parcelCode ?? null,
        seen.payment,
        seen.cashOnDelivery,
        seen.total,
        seen.fees,
        buyer.box,
        buyer.phoneIndex,
        buyer.nameIndex,
        seen.createdAt,
        seen.confirmBy ?? null,
      ],
    );
    if (inserted[0]) await this.insertLines(tx, inserted[0].id, seen.lines);
    const [order] = await rows<OrderRow>(
      tx,
      `select id, stage, platform_state as "platformState", changed_at as "changedAt", trouble, buyer_box as "buyerBox" from market_order where connection_id = $1 and platform_order_id = $2 for update`,
      [connectionId, seen.orderId],
    );
    if (!order) throw new Error(`order ${seen.orderId} vanished`);
    return order;
  }

  private async insertLines(tx: EntityManager, orderId: string, all: readonly RemoteOrderLine[]): Promise<void> {
    const lines = all.filter((line) => line.quantity > 0); // some platforms keep a line of which nothing is left
    await rows(
      tx,
      `insert into order_line (id, order_id, line_id, sku, title, quantity, unit_price)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::int[], $7::bigint[])`,
      [
        lines.map(() => newId()),
        lines.map(() => orderId),
        lines.map((line) => line.lineId),
        lines.map((line) => line.sku),
        lines.map((line) => line.title ?? ''),
        lines.map((line) => line.quantity),
        lines.map((line) => line.unitPrice),
      ],
    );
  }

  private async updateLines(tx: EntityManager, orderId: string, lines: readonly RemoteOrderLine[]): Promise<void> {
    // Binding by SKU is tried every time: a line that was not bound yesterday may be today.
    await rows(
      tx,
      `update order_line o set listing_id = l.id, pool_id = l.pool_id, producer_id = l.producer_id, pool_quantity = o.quantity * l.factor
         from market_order m join listing l on l.connection_id = m.connection_id
        where o.order_id = $1 and m.id = o.order_id and l.sku = o.sku and o.listing_id is null`,
      [orderId],
    );
    const told = lines.filter((line) => line.confirmedQuantity !== undefined || line.returnedQuantity !== undefined);
    if (told.length === 0) return;
    await rows(
      tx,
      // What was accepted only ever shrinks, and what came back only ever grows: so it does not matter which of two news comes first.
      `update order_line o set confirmed_quantity = least(t.confirmed, o.confirmed_quantity), returned_quantity = greatest(o.returned_quantity, coalesce(t.returned, 0))
         from (select unnest($2::text[]) as line_id, unnest($3::int[]) as confirmed, unnest($4::int[]) as returned) t
        where o.order_id = $1 and o.line_id = t.line_id`,
      [
        orderId,
        told.map((line) => line.lineId),
        told.map((line) => line.confirmedQuantity ?? null),
        told.map((line) => line.returnedQuantity ?? null),
      ],
    );
  }

  /** All lines or none. Answers why it was none. */
  private async settleStock(tx: EntityManager, orderId: string, stage: OrderStage, changedAt: Date | null): Promise<string | null> {
    const lines = await rows<LineRow>(
      tx,
      `select o.id, o.line_id as "lineId", o.sku, o.quantity, o.confirmed_quantity as "confirmedQuantity", o.returned_quantity as "returnedQuantity",
              o.listing_id as "listingId", o.pool_id as "poolId", o.taken, l.factor,
              coalesce(sum(m.promised_change), 0)::int as held, -coalesce(sum(m.on_hand_change), 0)::int as gone
         from order_line o left join listing l on l.id = o.listing_id left join stock_move m on m.order_line_id = o.id
        where o.order_id = $1 group by o.id, l.factor order by o.pool_id, o.id`,
      [orderId],
    );
    const unbound = lines.filter((line) => line.poolId === null).map((line) => line.sku);
    const work = lines.flatMap((line) => workOf(line, stage));
    const queryRunner = tx.queryRunner;
    if (!queryRunner) throw new Error('orders are imported inside a transaction');
    await queryRunner.query('savepoint order_stock');
    try {
      // Listings before pools, each in the order of ids: the same order everywhere, so that nobody waits in a circle.
      await this.changeShares(tx, work, changedAt);
      for (const { poolId, move, lineId } of work)
        if (move && !(await this.stock.moveLine(tx, poolId, move, lineId))) throw new TooLittle(poolId);
    } catch (error) {
      if (!(error instanceof TooLittle)) throw error;
      await queryRunner.query('rollback to savepoint order_stock');
      return NOT_ENOUGH_STOCK;
    }
    await queryRunner.query('release savepoint order_stock');
    return unbound.length > 0 ? `unbound-sku: ${unbound.join(', ')}` : null;
  }

  /**
   * The platform has lowered (or raised) its own number by itself: our account of what it may still sell follows. Where we told it a number at about the same time, nobody
   * can say which of the two came first there: it is told again.
   */
  private async changeShares(tx: EntityManager, work: readonly LineWork[], changedAt: Date | null): Promise<void> {
    if (work.length === 0) return;
    await rows(tx, 'update order_line o set taken = t.taken from unnest($1::uuid[], $2::int[]) as t(id, taken) where o.id = t.id', [
      work.map(({ lineId }) => lineId),
      work.map(({ taken }) => taken),
    ]);
    await rows(
      tx,
      `update listing l set granted = greatest(0, l.granted + c.packs),
         given_back = l.given_back + c.is_back::int, left_store = l.left_store + (c.is_gone and c.is_doubtful)::int,
         stock_dirty = l.stock_dirty or ((c.is_back or c.is_gone) and c.is_doubtful),
         shown = case when l.shown is null or (c.is_back and c.is_doubtful) then null else greatest(0, l.shown + c.packs) end
         from (select x.id, t.packs, t.packs > 0 as is_back, t.is_gone, x.shown_at is not null and coalesce($4 < x.shown_at + $5 * interval '1 millisecond', true) as is_doubtful
                 from (select id, sum(packs)::int as packs, bool_or(is_gone) as is_gone from unnest($1::uuid[], $2::int[], $3::boolean[]) as u(id, packs, is_gone) group by id) t
                 join listing x on x.id = t.id order by x.id for no key update of x) c
        where l.id = c.id`,
      [
        work.map(({ listingId }) => listingId),
        work.map(({ packs }) => packs),
        work.map(({ move }) => move?.kind === 'shipped' && move.promisedChange < 0),
        changedAt,
        CLOCKS_DIFFER_MS,
      ],
    );
  }

  /** Units that an order waits for are kept for it. */
  private async planAnew(tx: EntityManager, orderId: string): Promise<void> {
    await rows(
      tx,
      `update pool set dirty = true where id in (select id from pool where id in (select pool_id from order_line where order_id = $1) order by id for no key update)`,
      [orderId],
    );
  }

  private async log(tx: EntityManager, orderId: string, seen: RemoteOrder, source: OrderSource, applied: boolean): Promise<void> {
    await rows(
      tx,
      // A state that ranks below ours is seen at every poll: once is enough.
      `insert into order_event (order_id, stage, platform_state, occurred_at, source, applied)
       select $1::uuid, $2, $3, $4::timestamptz, $5, $6
        where $6 or not exists (select 1 from order_event where order_id = $1 and stage = $2 and platform_state = $3 and occurred_at is not distinct from $4)`,
      [orderId, seen.stage, seen.platformState, seen.changedAt ?? null, source, applied],
    );
  }
}

function workOf(line: LineRow, stage: OrderStage): LineWork[] {
  if (line.poolId === null || line.listingId === null || line.factor === null) return [];
  const accepted = Math.min(line.quantity, line.confirmedQuantity ?? line.quantity);
  const now: LineUnits = { held: line.held, gone: line.gone };
  const wanted = unitsIn(stage, accepted * line.factor, line.returnedQuantity * line.factor) ?? now;
  const move = moveBetween(now, wanted);
  const taken = takenIn(stage, accepted) ?? line.taken;
  const packs = line.taken - taken;
  return move || packs !== 0 ? [{ lineId: line.id, poolId: line.poolId, listingId: line.listingId, move, taken, packs }] : [];
}
