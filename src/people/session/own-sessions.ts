import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import type { Actor } from '../../shared/http';
import { Clock, Problem, problems } from '../../shared/kernel';
import { IDLE_MS } from './credential.rules';
import type { SessionDto } from './session.dto';

/** More than these nobody looks through. */
const MOST_SHOWN = 100;

/** The browsers in which one is logged in. */
@Injectable()
export class OwnSessions {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Those that still work, the last used first. `current`: hash of the cookie that asks; absent for a program. */
  async list(actor: Actor, current: Buffer | undefined): Promise<SessionDto[]> {
    const now = this.clock.now();
    const found = await rows<
      Omit<SessionDto, 'createdAt' | 'lastUsedAt' | 'expiresAt'> & Record<'createdAt' | 'lastUsedAt' | 'expiresAt', Date>
    >(
      this.transactions.reader,
      `select id, device, address, created_at as "createdAt", last_used_at as "lastUsedAt", expires_at as "expiresAt",
              coalesce(token_hash = $4, false) as "isThis"
       from login_session where account_id = $1 and ended_at is null and expires_at > $2 and last_used_at > $3
       order by last_used_at desc, id limit ${MOST_SHOWN}`,
      [actor.accountId, now, new Date(now.getTime() - IDLE_MS), current ?? null],
    );
    return found.map((one) => ({
      ...one,
      createdAt: one.createdAt.toISOString(),
      lastUsedAt: one.lastUsedAt.toISOString(),
      expiresAt: one.expiresAt.toISOString(),
    }));
  }

  /** Ending what is over changes nothing. Throws: Problem not-found. */
  async end(tx: EntityManager, actor: Actor, id: string): Promise<void> {
    const ended = await rows(
      tx,
      'update login_session set ended_at = coalesce(ended_at, $3) where id = $1 and account_id = $2 returning id',
      [id, actor.accountId, this.clock.now()],
    );
    if (ended.length === 0) throw new Problem(problems.notFound, 'Không có phiên đăng nhập này.');
  }

  /** Ends all, or all but the one with this cookie. */
  async endOthers(tx: EntityManager, accountId: string, current: Buffer | undefined): Promise<void> {
    await tx.query('update login_session set ended_at = $2 where account_id = $1 and ended_at is null and token_hash is distinct from $3', [
      ...[accountId, this.clock.now(), current ?? null],
    ]);
  }
}
