import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import type { Override, Overrides } from './override.rules';

type OverrideRow = Override & { readonly platform: string };

export async function findOverrides(db: EntityManager, productId: string): Promise<Overrides> {
  const found = await rows<OverrideRow>(
    db,
    'select platform, title, description, share_weight as "shareWeight", prices from product_override where product_id = $1',
    [productId],
  );
  return Object.fromEntries(found.map(({ platform, ...override }) => [platform, override]));
}

/** Replaces all overrides of a product whose version was raised. The database marks its stock to be shared out anew where that may change, see the migration. */
export async function placeOverrides(tx: EntityManager, productId: string, overrides: Overrides): Promise<void> {
  await rows(tx, 'delete from product_override where product_id = $1 and platform <> all($2::text[])', [productId, Object.keys(overrides)]);
  await rows(
    tx,
    `insert into product_override (product_id, platform, title, description, share_weight, prices)
       select $1, o.key, o.value->>'title', o.value->>'description', (o.value->>'shareWeight')::int, o.value->'prices' from jsonb_each($2::jsonb) o order by o.key
     on conflict on constraint product_override_pkey do update
       set title = excluded.title, description = excluded.description, share_weight = excluded.share_weight, prices = excluded.prices`,
    [productId, JSON.stringify(overrides)],
  );
}
