import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';

/** A year and a month, so that a week can be laid beside that of the year before. */
const KEPT_DAYS = 400;

/** Writes down what platforms show on that day, and forgets what is too old. Doing it twice is doing it once; the last look of a day stays. */
export async function keepShownStock(db: EntityManager, day: string): Promise<void> {
  await rows(
    db,
    `insert into shown_stock (product_id, platform, day, units)
     select l.product_id, c.platform, $1, sum(l.shown * l.factor) from listing l join connection c on c.id = l.connection_id where l.shown is not null group by 1, 2
     on conflict (product_id, platform, day) do update set units = excluded.units where shown_stock.units <> excluded.units`,
    [day],
  );
  await rows(db, 'delete from shown_stock where day < $1::date - $2::int', [day, KEPT_DAYS]);
}
