import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { named, rows } from '../../shared/db';
import { noteChange } from '../../shared/http';
import { newId, Problem, problems } from '../../shared/kernel';
import type { LineMove } from './stock-move.rules';

export interface PoolRow {
  readonly id: string;
  readonly productId: string;
  /** null: never counted. Unknown is not zero. */
  readonly onHand: number | null;
  readonly promised: number;
  readonly countedAt: Date | null;
}

const POOL = `id, product_id as "productId", on_hand as "onHand", promised, counted_at as "countedAt"`;

/** Largest number of units that one pool can hold. */
export const MAX_ON_HAND = 10_000_000;

/** One guarded statement: takes and writes down, or does neither. */
export const RESERVE = `
  with taken as (
    update pool set promised = promised + $2, dirty = true where id = $1 and on_hand - promised >= $2 returning id
  )
  insert into stock_move (pool_id, kind, on_hand_change, promised_change, order_line_id, note)
  select id, 'reserved', 0, $2, $3, $4 from taken returning id`;

const MOVE = `
  with moved as (
    update pool set on_hand = on_hand + $3, promised = promised + $4, dirty = true
     where id = $1 and on_hand + $3 >= promised + $4 returning id
  )
  insert into stock_move (pool_id, kind, on_hand_change, promised_change, order_line_id, note)
  select id, $2, $3, $4, $5, $6 from moved returning id`;

/** The ledger. Nothing else changes a pool's counters. */
@Injectable()
export class StockService {
  /** The product's pool, made (uncounted) when there is none yet. */
  async poolOf(tx: EntityManager, productId: string): Promise<PoolRow> {
    await rows(tx, 'insert into pool (id, product_id) values ($1, $2) on conflict (product_id) do nothing', [newId(), productId]);
    const [pool] = await rows<PoolRow>(tx, `select ${POOL} from pool where product_id = $1`, [productId]);
    if (!pool) throw new Error(`no pool for ${productId}`);
    return pool;
  }

  async findPool(db: EntityManager, productId: string): Promise<PoolRow | null> {
    const [pool] = await rows<PoolRow>(db, `select ${POOL} from pool where product_id = $1`, [productId]);
    return pool ?? null;
  }

  /**
   * Promises `quantity` units of the pool, all or nothing, in one guarded statement: `promised` never exceeds what was counted. False when there are not enough,
   * or when the pool was never counted.
   */
  async reserve(
    tx: EntityManager,
    poolId: string,
    quantity: number,
    orderLineId: string | null,
    note: string | null = null,
  ): Promise<boolean> {
    return (await named(tx, 'stock-reserve', RESERVE, [poolId, quantity, orderLineId, note])).length === 1;
  }

  /** Writes one move of an order line. False, and nothing written, when the pool holds too little for it or was never counted. */
  async moveLine(tx: EntityManager, poolId: string, move: LineMove, orderLineId: string): Promise<boolean> {
    if (move.kind === 'reserved') return this.reserve(tx, poolId, move.promisedChange, orderLineId);
    return (
      (await named(tx, 'stock-move', MOVE, [poolId, move.kind, move.onHandChange, move.promisedChange, orderLineId, null])).length === 1
    );
  }

  /** The pool as nobody changes it until the transaction ends. */
  async lockPool(tx: EntityManager, productId: string): Promise<PoolRow> {
    const pool = await this.poolOf(tx, productId);
    const [locked] = await rows<PoolRow>(tx, `select ${POOL} from pool where id = $1 for no key update`, [pool.id]);
    return locked ?? pool;
  }

  /** Sets what was counted. Throws: not-enough-stock when more than that is promised to buyers already. */
  async count(tx: EntityManager, productId: string, onHand: number, actorId: string, note: string | null): Promise<PoolRow> {
    const before = await this.lockPool(tx, productId);
    if (onHand < before.promised) {
      throw new Problem(problems.notEnoughStock, `Đã có ${before.promised} đơn vị được khách đặt, không thể đếm còn ${onHand}.`, {
        promised: before.promised,
      });
    }
    await rows(tx, `update pool set on_hand = $2, counted_at = now(), dirty = true where id = $1`, [before.id, onHand]);
    await rows(
      tx,
      `insert into stock_move (pool_id, kind, on_hand_change, promised_change, actor_id, note) values ($1, 'counted', $2, 0, $3, $4)`,
      [before.id, onHand - (before.onHand ?? 0), actorId, note],
    );
    noteChange(tx, { of: 'stock', id: productId, field: 'onHand', before: before.onHand, after: onHand });
    return this.poolOf(tx, productId);
  }

  /** Adds or takes away units that were found, spoiled or sold at the gate. Throws: stock-unknown before the first count; not-enough-stock below what is promised. */
  async adjust(tx: EntityManager, productId: string, change: number, actorId: string, note: string | null): Promise<PoolRow> {
    const pool = await this.poolOf(tx, productId);
    if (pool.onHand === null) throw new Problem(problems.stockUnknown, 'Hãy đếm kho lần đầu trước khi cộng hoặc trừ.');
    const [changed] = await rows<{ onHand: number }>(
      tx,
      `update pool set on_hand = on_hand + $2, dirty = true where id = $1 and on_hand + $2 >= promised and on_hand + $2 <= $3 returning on_hand as "onHand"`,
      [pool.id, change, MAX_ON_HAND],
    );
    if (!changed) {
      throw new Problem(problems.notEnoughStock, `Kho còn ${pool.onHand}, trong đó ${pool.promised} đã được khách đặt.`, {
        onHand: pool.onHand,
        promised: pool.promised,
      });
    }
    await rows(
      tx,
      `insert into stock_move (pool_id, kind, on_hand_change, promised_change, actor_id, note) values ($1, 'adjusted', $2, 0, $3, $4)`,
      [pool.id, change, actorId, note],
    );
    noteChange(tx, { of: 'stock', id: productId, field: 'onHand', before: changed.onHand - change, after: changed.onHand });
    return this.poolOf(tx, productId);
  }

  /** Enters what a lot brings, or loses, as a move of its own. A pool that was never counted is counted by it. Throws: not-enough-stock below what is promised. */
  async enterLot(tx: EntityManager, productId: string, lotId: string, change: number, actorId: string, note: string): Promise<void> {
    if (change === 0) return void (await rows(tx, 'update pool set dirty = true where product_id = $1', [productId]));
    const [changed] = await rows<{ id: string }>(
      tx,
      `update pool set on_hand = coalesce(on_hand, 0) + $2, counted_at = coalesce(counted_at, now()), dirty = true
        where product_id = $1 and coalesce(on_hand, 0) + $2 between promised and $3 returning id`,
      [productId, change, MAX_ON_HAND],
    );
    if (!changed) {
      const pool = await this.poolOf(tx, productId);
      throw new Problem(problems.notEnoughStock, `Kho còn ${pool.onHand ?? 0}, trong đó ${pool.promised} đã được khách đặt.`, {
        onHand: pool.onHand ?? 0,
        promised: pool.promised,
      });
    }
    await rows(
      tx,
      `insert into stock_move (pool_id, kind, on_hand_change, promised_change, actor_id, note, lot_id) values ($1, 'adjusted', $2, 0, $3, $4, $5)`,
      [changed.id, change, actorId, note, lotId],
    );
  }

  /** Pools whose counters differ from their ledger, or whose shares exceed what is free. Empty when all is well (I1, I2). */
  async findDrift(db: EntityManager): Promise<{ poolId: string; reason: string }[]> {
    return rows(
      db,
      `select p.id as "poolId", 'counter differs from ledger' as reason
         from pool p left join stock_move m on m.pool_id = p.id
        group by p.id
       having coalesce(p.on_hand, 0) <> coalesce(sum(m.on_hand_change), 0) or p.promised <> coalesce(sum(m.promised_change), 0)
       union all
       select p.id, 'shares exceed what is free'
         from pool p join listing l on l.pool_id = p.id
        group by p.id having sum(l.granted * l.factor) + p.promised > coalesce(p.on_hand, 0)`,
    );
  }
}
