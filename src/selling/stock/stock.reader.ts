import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import {
  asOfSql,
  decodeCursor,
  exactTime,
  sinceOf,
  toPage,
  withAsOf,
  type ChangesQuery,
  type Page,
  type PagedRow,
  type PageQuery,
} from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';
import { toStockDto, type StockDto, type StockLevelDto, type StockLevelPage, type StockMoveDto } from './stock.dto';
import { LotService } from './lot.service';
import { StockService, type PoolRow } from './stock.service';

/** Reads stock for people. A product that is not the producer's does not exist for him. */
@Injectable()
export class StockReader {
  constructor(
    private readonly stock: StockService,
    private readonly lots: LotService,
  ) {}

  async get(db: EntityManager, producerId: string, productId: string): Promise<StockDto> {
    await this.refuseStranger(db, producerId, productId);
    return this.show(db, productId, await this.stock.findPool(db, productId));
  }

  /** Of all products, in the order in which their stock began to be kept. */
  async list(db: EntityManager, producerId: string, query: ChangesQuery): Promise<StockLevelPage> {
    const { limit, cursor } = query;
    const from = cursor === undefined ? null : decodeCursor(cursor);
    const levels = `select o.id, o.product_id, o.on_hand, o.promised, o.counted_at, o.created_at,
        coalesce((select m.at from stock_move m where m.pool_id = o.id order by m.id desc limit 1), o.created_at) as changed_at
      from product p join pool o on o.product_id = p.id where p.producer_id = $1`;
    const [state] = await rows<{ asOf: string | null }>(
      db,
      `select ${exactTime(asOfSql('max(s.changed_at)', 'now()'))} as "asOf" from (${levels}) s`,
      [producerId],
    );
    const found = await rows<StockLevelDto & PagedRow>(
      db,
      `select s.id, s.product_id as "productId", s.on_hand as "onHand", s.promised, s.on_hand - s.promised as available, ${exactTime('s.counted_at')} as "countedAt",
              ${exactTime('s.changed_at')} as "changedAt", ${exactTime('s.created_at')} as "cursorAt"
         from (${levels}) s where ($2::timestamptz is null or (s.created_at, s.id) > ($2, $3::uuid)) and ($5::timestamptz is null or s.changed_at > $5)
        order by s.created_at, s.id limit $4`,
      [producerId, from?.at ?? null, from?.id ?? null, limit + 1, sinceOf(query)],
    );
    const page = toPage(found, limit, ({ id: _, cursorAt: __, ...level }) => level);
    return withAsOf(page, state);
  }

  /** What people see of a pool. */
  async show(db: EntityManager, productId: string, pool: PoolRow | null): Promise<StockDto> {
    return toStockDto(productId, pool, pool ? await this.lots.holds(db, productId) : []);
  }

  /** The ledger, newest first. Its numbers grow with time, so the number alone says where a page ended. */
  async moves(db: EntityManager, producerId: string, productId: string, { limit, cursor }: PageQuery): Promise<Page<StockMoveDto>> {
    await this.refuseStranger(db, producerId, productId);
    const before = cursor === undefined ? null : Number(cursor);
    if (before !== null && !Number.isSafeInteger(before)) throw new Problem(problems.cursorInvalid);
    const found = await rows<StockMoveDto>(
      db,
      `select m.id::text, m.kind, m.on_hand_change as "onHandChange", m.promised_change as "promisedChange", o.order_id as "orderId", m.note,
              to_json(m.at)#>>'{}' as at
         from stock_move m join pool p on p.id = m.pool_id left join order_line o on o.id = m.order_line_id
        where p.product_id = $1 and ($2::bigint is null or m.id < $2) order by m.id desc limit $3`,
      [productId, before, limit + 1],
    );
    const items = found.slice(0, limit);
    const last = items[items.length - 1];
    return found.length > limit && last ? { items, next: last.id } : { items };
  }

  /** Throws: not-found. */
  async refuseStranger(db: EntityManager, producerId: string, productId: string): Promise<void> {
    const own = await rows(db, 'select 1 from product where id = $1 and producer_id = $2', [productId, producerId]);
    if (own.length === 0) throw new Problem(problems.notFound);
  }
}
