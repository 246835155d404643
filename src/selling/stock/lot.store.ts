import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import type { Calendar, Lot } from './lot.rules';

export const LOT = `l.id, l.name, l.quantity, l.available_from::text as "availableFrom", l.expires_on::text as "expiresOn",
  l.preorder_from::text as "preorderFrom", l.preorder_to::text as "preorderTo"`;

interface CalendarRow extends Omit<Calendar, 'lots' | 'ledger'> {
  readonly poolId: string;
}

/** Calendars of those of the pools that have one: a season or lots. Most have none. */
export async function calendarsOf(db: EntityManager, poolIds: readonly string[]): Promise<Map<string, Calendar>> {
  const found = await rows<CalendarRow>(
    db,
    `select p.id as "poolId", p.on_hand as "onHand", d.season, d.min_days_left_at_dispatch as "minDaysLeftAtDispatch"
       from pool p join product d on d.id = p.product_id
      where p.id = any($1) and (d.season <> '[]' or exists (select 1 from harvest_lot l where l.product_id = d.id))`,
    [poolIds],
  );
  if (found.length === 0) return new Map();
  const ids = found.map(({ poolId }) => poolId);
  const lots = await rows<Lot & { poolId: string }>(
    db,
    `select p.id as "poolId", ${LOT} from harvest_lot l join pool p on p.product_id = l.product_id where p.id = any($1) order by l.created_at, l.id`,
    [ids],
  );
  const withLots = [...new Set(lots.map(({ poolId }) => poolId))];
  const ledger =
    withLots.length === 0
      ? []
      : await rows<Calendar['ledger'][number] & { poolId: string }>(
          db,
          `select m.pool_id as "poolId", to_char(m.at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') as day,
                  coalesce(-sum(m.on_hand_change) filter (where m.kind = 'shipped'), 0)::int as shipped,
                  coalesce(sum(m.on_hand_change) filter (where m.kind = 'returned'), 0)::int as returned,
                  coalesce(sum(m.on_hand_change) filter (where m.kind in ('counted', 'adjusted')), 0)::int as corrected
             from stock_move m where m.pool_id = any($1) and m.lot_id is null and m.on_hand_change <> 0 group by 1, 2 order by 2`,
          [withLots],
        );
  return new Map(
    found.map(({ poolId, ...calendar }) => [
      poolId,
      {
        ...calendar,
        lots: lots.filter((lot) => lot.poolId === poolId).map(({ poolId: _, ...lot }) => lot),
        ledger: ledger.filter((day) => day.poolId === poolId),
      },
    ]),
  );
}
