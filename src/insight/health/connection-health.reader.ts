import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { exactTime } from '../../shared/http';
import { Clock, Problem, problems } from '../../shared/kernel';
import type { ConnectionHealthDto } from './connection-health.dto';

/** SQL: how much of it there is and how old the oldest is. */
const queue = (at: string, from: string): string =>
  `(select json_build_object('count', count(*), 'oldestAt', ${exactTime(`min(${at})`)}) from ${from})`;

@Injectable()
export class ConnectionHealthReader {
  constructor(private readonly clock: Clock) {}

  /** Throws: Problem not-found. */
  async read(db: EntityManager, connectionId: string): Promise<ConnectionHealthDto> {
    const [found] = await rows<ConnectionHealthDto>(
      db,
      `select c.id as "connectionId", c.platform, c.is_paused as "isPaused", c.trouble,
              ${queue('d.received_at', `delivery d where d.connection_id = c.id and d.state = 'waiting'`)} as inbox,
              ${queue('d.received_at', `delivery d where d.connection_id = c.id and d.state = 'dead'`)} as dead,
              ${queue('v.created_at', `listing l join listing_version v on v.id = l.wanted_version_id where l.connection_id = c.id and l.wanted <> 'gone' and l.held_because is null and l.sent_version_id is distinct from l.wanted_version_id`)} as "unsentContent",
              ${queue('l.changed_at', `listing l where l.connection_id = c.id and l.stock_dirty`)} as "unsentStock",
              ${queue('a.created_at', `order_act a where a.connection_id = c.id and a.state in ('wanted', 'pending')`)} as "openActs",
              (select ${exactTime('f.complete_until')} from order_feed f where f.connection_id = c.id) as "ordersKnownUntil",
              (select json_build_object('count', count(*), 'failed', count(*) filter (where e.failure is not null),
                        'failedPercent', round(100.0 * count(*) filter (where e.failure is not null) / nullif(count(*), 0))::int,
                        'medianMs', percentile_disc(0.5) within group (order by e.duration_ms), 'lastAt', ${exactTime('max(e.at)')},
                        'lastFailure', (array_agg(e.failure order by e.id desc) filter (where e.failure is not null))[1])
                 from (select * from exchange where connection_id = c.id order by id desc limit 1000) e where e.at > $2::timestamptz - interval '1 hour') as calls
         from connection c where c.id = $1`,
      [connectionId, this.clock.now()],
    );
    if (!found) throw new Problem(problems.notFound);
    return found;
  }
}
