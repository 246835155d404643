import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { everKnownAs, leftOf } from '../../people';
import { rows } from '../../shared/db';
import { invalid } from '../../shared/http';
import { Clock, Problem, problems } from '../../shared/kernel';
import type { BreachedProducerDto, BreachQuery, BreachReportDto } from './breach.dto';

/** Whoever finds a breach tells the authority within this time (Luật 91/2025/QH15, Điều 23). */
const TELL_WITHIN_MS = 72 * 3_600_000;
const MOST = 1_000;

/** SQL: producers within reach of the account $1 at some moment between $2 and $3. */
const REACH_OF_ACCOUNT = `select p.id from producer p join account a on a.id = $1
  where a.role = 'operator' or (a.role = 'province' and a.province_code = p.province_code)
     or exists (select from membership m where m.producer_id = p.id and m.account_id = a.id)
     or exists (select from mandate d where d.producer_id = p.id and d.officer_id = a.id and d.valid_from < $3 and least(d.valid_until, d.revoked_at) > $2)
     or exists (select from act t where t.actor_id = a.id and t.producer_id = p.id and t.at >= $2 and t.at < $3)`;
/** SQL: producers with something at the shop $1. Dates are named so that every statement has the same parameters. */
const REACH_OF_SHOP = `select distinct l.producer_id as id from listing l where l.connection_id = $1 and l.created_at < $3 and $2::timestamptz is not null`;

/** Says whose data an account or a shop in wrong hands could reach, and what was done with it. */
@Injectable()
export class BreachReader {
  constructor(private readonly clock: Clock) {}

  /** Throws: Problem validation, not-found. */
  async report(db: EntityManager, query: BreachQuery): Promise<BreachReportDto> {
    const [from, to] = [new Date(query.from), new Date(query.to)];
    if (to <= from) throw invalid([{ pointer: '?to', message: 'Lúc kết thúc phải ở sau lúc bắt đầu.' }]);
    const { accountId, tokenId, connectionId } = query;
    if ([accountId, tokenId, connectionId].filter((id) => id !== undefined).length !== 1)
      throw invalid([{ pointer: '?accountId', message: 'Cần đúng một trong ba: tài khoản, mã truy cập hoặc gian hàng.' }]);
    const subject = connectionId ?? accountId ?? (await this.ownerOf(db, tokenId ?? ''));
    const isShop = connectionId !== undefined;
    const found = await rows<BreachedProducerDto>(
      db,
      // A producer that was merged is read as the one that is left, with what was done for either.
      `with reach as (select distinct ${leftOf('r.id')} as id from (${isShop ? REACH_OF_SHOP : REACH_OF_ACCOUNT}) r)
       select p.id as "producerId", p.name,
              ${isShop ? '0' : `(select count(*)::int from act t where t.producer_id = any(${everKnownAs('p.id')}) and t.actor_id = $1 and t.at >= $2 and t.at < $3)`} as acts,
              ${isShop ? '0' : `(select count(*)::int from sensitive_read s where s.producer_id = p.id and s.account_id = $1 and s.read_at >= $2 and s.read_at < $3)`} as "sensitiveReads",
              ${isShop ? '0' : `(select count(*)::int from producer_archive r where r.producer_id = p.id and r.created_by = $1 and r.created_at >= $2 and r.created_at < $3)`} as archives,
              (select count(distinct o.id)::int from order_line l join market_order o on o.id = l.order_id
                where l.producer_id = p.id and o.placed_at < $3 and o.erased_at is null ${isShop ? 'and o.connection_id = $1' : ''}) as buyers
         from reach join producer p on p.id = reach.id
        order by acts desc, "sensitiveReads" desc, archives desc, p.id`,
      [subject, from, to],
    );
    const sum = (count: (one: BreachedProducerDto) => number): number => found.reduce((all, one) => all + count(one), 0);
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      tellBy: new Date(this.clock.now().getTime() + TELL_WITHIN_MS).toISOString(),
      totals: {
        producers: found.length,
        touched: found.filter((one) => one.acts + one.sensitiveReads + one.archives > 0).length,
        acts: sum((one) => one.acts),
        sensitiveReads: sum((one) => one.sensitiveReads),
        archives: sum((one) => one.archives),
        buyers: sum((one) => one.buyers),
      },
      producers: found.slice(0, MOST),
    };
  }

  private async ownerOf(db: EntityManager, tokenId: string): Promise<string> {
    const [token] = await rows<{ accountId: string }>(db, 'select account_id as "accountId" from api_token where id = $1', [tokenId]);
    if (!token) throw new Problem(problems.notFound, 'Không có mã truy cập này.');
    return token.accountId;
  }
}
