import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { newId } from '../../shared/kernel';
import type { OrderStage, RemoteOrder, RemoteOrderLine } from '../../platform';
import { moveBetween, shareChange, unitsIn, type LineUnits } from '../stock/stock-move.rules';
import { StockService } from '../stock/stock.service';
import { advance } from './order.rules';

export type OrderSource = 'webhook' | 'poll' | 'act';

interface OrderRow {
  readonly id: string;
  readonly stage: OrderStage;
  readonly platformState: string;
  readonly trouble: string | null;
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
}

class TooLittle extends Error {}

/** Takes what a platform says of an order into our books: one order, one effect, by whatever road and however often it comes. */
@Injectable()
export class OrderImport {
  constructor(private readonly stock: StockService) {}

  /**
   * Answers the order's id and whether anything changed. An order whose stock effect is impossible (unknown SKU, never counted, too little) is kept with its
   * `trouble` and tried again whenever it is seen again; it is never marked as handled.
   */
  async take(
    tx: EntityManager,
    connectionId: string,
    seen: RemoteOrder,
    source: OrderSource,
  ): Promise<{ orderId: string; changed: boolean }> {
    const order = await this.lockOrInsert(tx, connectionId, seen);
    const stage = advance(order.stage, seen.stage);
    const isNews = stage !== order.stage || seen.platformState !== order.platformState;
    if (!isNews && order.trouble === null) return { orderId: order.id, changed: false };
    if (isNews) await this.log(tx, order.id, seen, source, stage !== order.stage);
    await this.updateLines(tx, order.id, seen.lines);
    const trouble = await this.settleStock(tx, order.id, stage);
    await rows(
      tx,
      `update market_order set stage = $2, platform_state = case when $3 then $4 else platform_state end, trouble = $5,
         parcel_code = coalesce($6, parcel_code), cancelled_by = coalesce($7, cancelled_by), confirm_by = coalesce($8, confirm_by),
         changed_at = coalesce($9, changed_at), cash_on_delivery = $10, total = $11, fees = $12, receiver = case when $13 then $14::jsonb else receiver end, updated_at = now()
       where id = $1`,
      [
        order.id,
        stage,
        stage !== order.stage || seen.stage === 'unknown' || seen.stage === stage,
        seen.platformState,
        trouble,
        seen.parcelCode ?? null,
        stage === 'cancelled' ? (seen.cancelledBy ?? null) : null,
        seen.confirmBy ?? null,
        seen.changedAt ?? null,
        seen.cashOnDelivery,
        seen.total,
        seen.fees,
        !seen.receiver.phone.includes('*'), // a masked phone number never replaces a whole one
        JSON.stringify(seen.receiver),
      ],
    );
    return { orderId: order.id, changed: true };
  }

  private async lockOrInsert(tx: EntityManager, connectionId: string, seen: RemoteOrder): Promise<OrderRow> {
    // The insert waits for a transaction that inserts the same order at this moment, so that exactly one of them makes the lines.
    const inserted = await rows<{ id: string }>(
      tx,
      `insert into market_order (id, connection_id, platform_order_id, stage, platform_state, parcel_code, payment, cash_on_delivery, total, fees, receiver, note, placed_at, confirm_by)
       values ($1, $2, $3, 'unknown', '', $4, $5, $6, $7, $8, $9, $10, $11, $12)
       on conflict (connection_id, platform_order_id) do nothing returning id`,
      [
        newId(),
        connectionId,
        seen.orderId,
        seen.parcelCode ?? null,
        seen.payment,
        seen.cashOnDelivery,
        seen.total,
        seen.fees,
        JSON.stringify(seen.receiver),
        seen.note ?? null,
        seen.createdAt,
        seen.confirmBy ?? null,
      ],
    );
    if (inserted[0]) await this.insertLines(tx, inserted[0].id, seen.lines);
    const [order] = await rows<OrderRow>(
      tx,
      `select id, stage, platform_state as "platformState", trouble from market_order where connection_id = $1 and platform_order_id = $2 for update`,
      [connectionId, seen.orderId],
    );
    if (!order) throw new Error(`order ${seen.orderId} vanished`);
    return order;
  }

  private async insertLines(tx: EntityManager, orderId: string, lines: readonly RemoteOrderLine[]): Promise<void> {
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
      `update order_line o set confirmed_quantity = coalesce(t.confirmed, o.confirmed_quantity), returned_quantity = greatest(o.returned_quantity, coalesce(t.returned, 0))
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
  private async settleStock(tx: EntityManager, orderId: string, stage: OrderStage): Promise<string | null> {
    const lines = await rows<LineRow>(
      tx,
      `select o.id, o.line_id as "lineId", o.sku, o.quantity, o.confirmed_quantity as "confirmedQuantity", o.returned_quantity as "returnedQuantity",
              o.listing_id as "listingId", o.pool_id as "poolId", l.factor,
              coalesce(sum(m.promised_change), 0)::int as held, -coalesce(sum(m.on_hand_change), 0)::int as gone
         from order_line o left join listing l on l.id = o.listing_id left join stock_move m on m.order_line_id = o.id
        where o.order_id = $1 group by o.id, l.factor order by o.pool_id, o.id`,
      [orderId],
    );
    const unbound = lines.filter((line) => line.poolId === null).map((line) => line.sku);
    const work = lines.flatMap((line) => {
      if (line.poolId === null || line.listingId === null || line.factor === null) return [];
      const accepted = Math.min(line.quantity, line.confirmedQuantity ?? line.quantity) * line.factor;
      const now: LineUnits = { held: line.held, gone: line.gone };
      const wanted = unitsIn(stage, accepted, line.returnedQuantity * line.factor) ?? now;
      const move = moveBetween(now, wanted);
      return move
        ? [{ lineId: line.id, poolId: line.poolId, listingId: line.listingId, move, packs: shareChange(now, wanted) / line.factor }]
        : [];
    });
    const queryRunner = tx.queryRunner;
    if (!queryRunner) throw new Error('orders are imported inside a transaction');
    await queryRunner.query('savepoint order_stock');
    try {
      // Listings before pools, each in the order of ids: the same order everywhere, so that nobody waits in a circle.
      await this.changeShares(tx, work);
      for (const { poolId, move, lineId } of work) if (!(await this.stock.moveLine(tx, poolId, move, lineId))) throw new TooLittle(poolId);
    } catch (error) {
      if (!(error instanceof TooLittle)) throw error;
      await queryRunner.query('rollback to savepoint order_stock');
      return 'not-enough-stock';
    }
    return unbound.length > 0 ? `unbound-sku: ${unbound.join(', ')}` : null;
  }

  /** The platform has lowered (or raised) its own number by itself: our account of what it may still sell follows. */
  private async changeShares(tx: EntityManager, work: readonly { listingId: string; packs: number }[]): Promise<void> {
    const byListing = new Map<string, number>();
    for (const { listingId, packs } of work) byListing.set(listingId, (byListing.get(listingId) ?? 0) + packs);
    const ids = [...byListing.keys()].sort();
    if (ids.length === 0) return;
    await rows(
      tx,
      `update listing l set granted = greatest(0, l.granted + c.packs), shown = case when l.shown is null then null else greatest(0, l.shown + c.packs) end
         from (select t.id, t.packs from unnest($1::uuid[], $2::int[]) as t(id, packs) join listing x on x.id = t.id order by t.id for update of x) c
        where l.id = c.id`,
      [ids, ids.map((id) => byListing.get(id) ?? 0)],
    );
  }

  private async log(tx: EntityManager, orderId: string, seen: RemoteOrder, source: OrderSource, applied: boolean): Promise<void> {
    await rows(
      tx,
      `insert into order_event (order_id, stage, platform_state, occurred_at, source, applied) values ($1, $2, $3, $4, $5, $6)`,
      [orderId, seen.stage, seen.platformState, seen.changedAt ?? null, source, applied],
    );
  }
}
