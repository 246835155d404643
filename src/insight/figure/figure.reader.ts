import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addDays } from '../../catalog';
import { rows } from '../../shared/db';
import { Clock, Problem, problems, vietnamDay } from '../../shared/kernel';
import type { StockFigureDto, StockFigureList, WeekFigureDto, WeekFigureList } from './figure.dto';

/** SQL: the calendar day in Vietnam of a time. */
const dayOf = (time: string): string => `(${time} at time zone 'Asia/Ho_Chi_Minh')::date`;
/** SQL: the moment at which a day begins in Vietnam. */
const beginOf = (day: string): string => `(${day}::timestamp at time zone 'Asia/Ho_Chi_Minh')`;

/** Figures of one producer, worked out of the books each time they are asked for; what each means is said beside its field. */
@Injectable()
export class FigureReader {
  constructor(private readonly clock: Clock) {}

  async ordersByWeek(db: EntityManager, producerId: string, weeks: number): Promise<WeekFigureList> {
    const to = mondayOf(vietnamDay(this.clock.now()));
    const from = addDays(to, -7 * (weeks - 1));
    const items = await rows<WeekFigureDto>(
      db,
      `with sold as (
         select c.platform, date_trunc('week', ${dayOf('o.placed_at')}::timestamp)::date as week, count(distinct o.id) filter (where o.stage <> 'cancelled')::int as orders,
                coalesce(sum(coalesce(l.confirmed_quantity, l.quantity)) filter (where o.stage <> 'cancelled'), 0)::int as packs,
                coalesce(sum(coalesce(l.confirmed_quantity, l.quantity) * l.unit_price) filter (where o.stage <> 'cancelled'), 0)::float8 as vnd,
                count(distinct o.id) filter (where o.stage = 'cancelled')::int as cancelled
           from order_line l join market_order o on o.id = l.order_id join connection c on c.id = o.connection_id
          where l.producer_id = $1 and o.placed_at >= ${beginOf('$2::date')} and o.placed_at < ${beginOf('($3::date + 7)')}
          group by 1, 2)
       select w.day::date::text as week, p.platform, coalesce(s.orders, 0) as orders, coalesce(s.packs, 0) as packs, coalesce(s.vnd, 0) as vnd, coalesce(s.cancelled, 0) as cancelled
         from generate_series($2::date::timestamp, $3::date::timestamp, interval '7 days') w (day) cross join (select distinct platform from connection) p
         left join sold s on s.week = w.day::date and s.platform = p.platform
        order by w.day, p.platform`,
      [producerId, from, to],
    );
    return { from, to, items };
  }

  /** Throws: not-found, of a product that is another producer's. */
  async stock(db: EntityManager, producerId: string, days: number, productId?: string): Promise<StockFigureList> {
    const found = await rows(db, 'select from product where id = $1 and producer_id = $2', [productId ?? null, producerId]);
    if (productId !== undefined && found.length === 0) throw new Problem(problems.notFound);
    const to = vietnamDay(this.clock.now());
    const items = await rows<StockFigureDto>(
      db,
      `with mine as (select p.id as product_id, o.id as pool_id from product p join pool o on o.product_id = p.id where p.producer_id = $1 and ($4::uuid is null or p.id = $4)),
       -- what the ledger says before the first day, and of each day
       moved as (
         select greatest(${dayOf('m.at')}, $2::date - 1) as day, sum(m.on_hand_change)::int as counted, sum(m.promised_change)::int as promised
           from mine join stock_move m on m.pool_id = mine.pool_id group by 1),
       shown as (
         select s.day, s.platform, sum(s.units)::int as units from mine join shown_stock s on s.product_id = mine.product_id where s.day between $2::date and $3::date - 1 group by 1, 2
         union all
         select $3::date, c.platform, sum(l.shown * l.factor)::int from mine join listing l on l.pool_id = mine.pool_id join connection c on c.id = l.connection_id
          where l.shown is not null group by 2)
       select d.day::date::text as day, (select sum(m.counted)::int from moved m where m.day <= d.day) as counted,
              coalesce((select sum(m.promised)::int from moved m where m.day <= d.day), 0) as promised,
              coalesce((select json_agg(json_build_object('platform', s.platform, 'units', s.units) order by s.platform) from shown s where s.day = d.day), '[]') as shown
         from generate_series($2::date::timestamp, $3::date::timestamp, interval '1 day') d (day) order by d.day`,
      [producerId, addDays(to, 1 - days), to, productId ?? null],
    );
    return { items };
  }
}

/** The Monday on or before a day. */
export function mondayOf(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}
