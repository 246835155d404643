import type { EntityManager } from 'typeorm';
import { rows } from '../../src/shared/db';
import { newId } from '../../src/shared/kernel';

/** A product with a pack, a counted pool and a listing at a shop, straight in the database: for tests of the books alone. */
export async function stockedListing(
  db: EntityManager,
  onHand: number | null,
  more: { factor?: number; platform?: string; packs?: number } = {},
) {
  const ids = { connection: newId(), producer: newId(), product: newId(), pool: newId() };
  const tag = newId().slice(-10).toUpperCase();
  await rows(
    db,
    `insert into connection (id, platform, name, base_url, credentials_box, webhook_secrets_box) values ($1, $2, 'shop', 'http://127.0.0.1:1', '', '')`,
    [ids.connection, more.platform ?? 'voso'],
  );
  await rows(db, `insert into producer (id, kind, name, province_code) values ($1, 'cooperative', 'HTX', '08')`, [ids.producer]);
  await rows(db, `insert into product (id, producer_id, name, ocop_set) values ($1, $2, 'Mật ong', 4)`, [ids.product, ids.producer]);
  await rows(db, `insert into pool (id, product_id, on_hand) values ($1, $2, $3)`, [ids.pool, ids.product, onHand]);
  if (onHand !== null)
    await rows(db, `insert into stock_move (pool_id, kind, on_hand_change, promised_change) values ($1, 'counted', $2, 0)`, [
      ids.pool,
      onHand,
    ]);
  const listings: { id: string; sku: string }[] = [];
  for (let i = 0; i < (more.packs ?? 1); i++) {
    const listing = { id: newId(), sku: `SKU-${tag}-${i}` };
    const packId = newId();
    await rows(
      db,
      `insert into pack (id, product_id, sku, unit, factor, weight_grams, length_cm, width_cm, height_cm, price_vnd) values ($1, $2, $3, 'chai', $4, 1, 1, 1, 1, 1000)`,
      [packId, ids.product, listing.sku, more.factor ?? 1],
    );
    await rows(
      db,
      `insert into listing (id, connection_id, producer_id, product_id, pack_id, pool_id, sku, factor, seen_state, granted) values ($1, $2, $3, $4, $5, $6, $7, $8, 'live', 0)`,
      [listing.id, ids.connection, ids.producer, ids.product, packId, ids.pool, listing.sku, more.factor ?? 1],
    );
    listings.push(listing);
  }
  return { ...ids, listings, sku: listings[0]?.sku ?? '' };
}

export async function poolOf(
  db: EntityManager,
  poolId: string,
): Promise<{ onHand: number | null; promised: number; ledgerOnHand: number; ledgerPromised: number }> {
  const [pool] = await rows<{ onHand: number | null; promised: number; ledgerOnHand: number; ledgerPromised: number }>(
    db,
    `select p.on_hand as "onHand", p.promised, coalesce(sum(m.on_hand_change), 0)::int as "ledgerOnHand", coalesce(sum(m.promised_change), 0)::int as "ledgerPromised"
       from pool p left join stock_move m on m.pool_id = p.id where p.id = $1 group by p.id`,
    [poolId],
  );
  if (!pool) throw new Error('no such pool');
  return pool;
}
