import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ArchiveParts, type ArchivePart, type ArchiveSection, type ArchiveTables } from '../../catalog';
import { rows } from '../../shared/db';
import { MAX_LOTS } from './lot.service';
import { MAX_ON_HAND } from './stock.service';

const OF_PRODUCER = 'exists (select 1 from product p where p.id = t.product_id and p.producer_id = $1)';

const lots: ArchiveSection = {
  ...{ name: 'lots', table: 'harvest_lot', where: OF_PRODUCER, orderBy: 't.created_at, t.id', key: ['id'], unique: ['id'] },
  fields: {
    id: { kind: 'id', column: 'id' },
    productId: { kind: 'id', column: 'product_id', refersTo: 'products' },
    name: { kind: 'text', column: 'name', min: 1, max: 200 },
    quantity: { kind: 'int', column: 'quantity', max: MAX_ON_HAND },
    availableFrom: { kind: 'day', column: 'available_from' },
    expiresOn: { kind: 'day', column: 'expires_on', isNullable: true },
    preorderFrom: { kind: 'day', column: 'preorder_from', isNullable: true },
    preorderTo: { kind: 'day', column: 'preorder_to', isNullable: true },
    createdAt: { kind: 'instant', column: 'created_at' },
  },
  filled: { created_by: 'account' },
  most: { per: 'productId', count: MAX_LOTS },
  left: { created_by: 'an account of this installation; whoever takes it in stands there' },
};

const ORDERS = 'orders stay where they are';

const stock: ArchiveSection = {
  ...{ name: 'stock', table: 'pool', where: OF_PRODUCER, orderBy: 't.product_id', key: ['productId'], unique: ['id'] },
  fields: {
    id: { kind: 'id', column: 'id' },
    productId: { kind: 'id', column: 'product_id', refersTo: 'products' },
    onHand: { kind: 'int', column: 'on_hand', max: MAX_ON_HAND, isNullable: true },
    countedAt: { kind: 'instant', column: 'counted_at', isNullable: true },
    createdAt: { kind: 'instant', column: 'created_at' },
  },
  left: { promised: ORDERS, dirty: 'worked out anew', held: 'worked out anew', plan_on: 'worked out anew' },
};

/** What is in stock, as it was counted last. The ledger begins anew: a move for each lot, and one for the rest. */
@Injectable()
export class StockArchive implements ArchivePart, OnModuleInit {
  readonly sections = [lots, stock];

  constructor(private readonly parts: ArchiveParts) {}

  onModuleInit(): void {
    this.parts.add(this);
  }

  check(tables: ArchiveTables): string | null {
    const pools = new Map((tables.get('stock') ?? []).map((row) => [row.productId, row]));
    const uncounted = [...pools.values()].findIndex((row) => (row.onHand === null) !== (row.countedAt === null));
    if (uncounted !== -1) return `/stock/${uncounted}/countedAt`;
    const loose = (tables.get('lots') ?? []).findIndex((row) => {
      const pool = pools.get(row.productId);
      return !pool || (pool.onHand === null && row.quantity !== 0);
    });
    return loose === -1 ? null : `/lots/${loose}/productId`;
  }

  async complete(tx: EntityManager, tables: ArchiveTables, accountId: string): Promise<void> {
    const ids = (tables.get('stock') ?? []).map((row) => row.id);
    await rows(
      tx,
      `insert into stock_move (pool_id, kind, on_hand_change, promised_change, actor_id, note, lot_id)
       select p.id, 'adjusted', l.quantity, 0, $2, 'Lô ' || l.name, l.id from harvest_lot l join pool p on p.product_id = l.product_id
        where p.id = any($1) and l.quantity <> 0 order by p.id, l.id`,
      [ids, accountId],
    );
    await rows(
      tx,
      `insert into stock_move (pool_id, kind, on_hand_change, promised_change, actor_id, note)
       select p.id, 'counted', p.on_hand - coalesce((select sum(l.quantity) from harvest_lot l where l.product_id = p.product_id), 0), 0, $2, 'Nhập từ bản xuất'
         from pool p where p.id = any($1) and p.on_hand is not null order by p.id`,
      [ids, accountId],
    );
    await rows(tx, 'update pool set dirty = true where id = any($1)', [ids]);
  }
}
