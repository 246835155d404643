import { Injectable } from '@nestjs/common';
import { Transactions } from '../../shared/db';
import { Clock, Problem, problems } from '../../shared/kernel';
import { SecretBoxes } from '../../shared/secret';

const MINUTE_MS = 60_000;

/** Most tries of one kind in a time. */
interface Limit {
  readonly most: number;
  readonly withinMs: number;
}

/** One person at one place. */
const PER_PAIR: Limit = { most: 10, withinMs: 15 * MINUTE_MS };
/** One place in all: a commune may share one address. */
const PER_ADDRESS: Limit = { most: 100, withinMs: 15 * MINUTE_MS };
/** One person, from all places where nobody has signed in as that person yet: a guess from a thousand rented addresses. */
const FROM_STRANGERS: Limit = { most: 50, withinMs: 60 * MINUTE_MS };

export interface LoginTry {
  /** E.164, or as it was typed. */
  readonly phone: string;
  readonly address: string;
  /** That person has signed in from there before. */
  readonly isFromKnown: boolean;
}

interface Counter {
  readonly hash: Buffer;
  readonly limit: Limit;
}

/**
 * Slows guessing of passwords, counted in the database for all processes. Who comes from a place where they have been before is counted for that place alone,
 * so that strangers cannot lock them out.
 */
@Injectable()
export class LoginThrottle {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly boxes: SecretBoxes,
  ) {}

  /** Counts a try before the password is looked at, so that parallel tries count too. Throws: Problem `too-many-requests`. */
  async count(tried: LoginTry): Promise<void> {
    await this.add(this.countersOf(tried));
  }

  /** Counts a try of something that only one person can try. Throws: Problem `too-many-requests`. */
  async countOf(what: string): Promise<void> {
    await this.add([{ hash: this.boxes.keyedHash('login-try', what), limit: PER_PAIR }]);
  }

  /** The password was right: the tries before it were typing errors. */
  async forgive(tried: LoginTry): Promise<void> {
    const [pair, ...others] = this.countersOf(tried).map(({ hash }) => hash);
    await this.transactions.reader.query(
      `with forgiven as (delete from login_try where key_hash = $1)
       update login_try set count = greatest(0, count - 1) where key_hash = any($2)`,
      [pair, others],
    );
  }

  private countersOf({ phone, address, isFromKnown }: LoginTry): readonly Counter[] {
    const counter = (what: string, limit: Limit): Counter => ({ hash: this.boxes.keyedHash('login-try', what), limit });
    const pair = counter(`pair ${address} ${phone}`, PER_PAIR);
    return isFromKnown ? [pair] : [pair, counter(`address ${address}`, PER_ADDRESS), counter(`strangers ${phone}`, FROM_STRANGERS)];
  }

  private async add(counters: readonly Counter[]): Promise<void> {
    const now = this.clock.now();
    const sorted = [...counters].sort((a, b) => Buffer.compare(a.hash, b.hash)); // rows are locked in one order
    const counted = await this.transactions.alone<{ hash: Buffer; count: number; until: Date }>(
      `insert into login_try as t (key_hash, count, until) select * from unnest($1::bytea[], $2::integer[], $3::timestamptz[])
       on conflict (key_hash) do update set count = case when t.until <= $4 then 1 else t.count + 1 end,
         until = case when t.until <= $4 then excluded.until else t.until end
       returning key_hash as hash, count, until`,
      [sorted.map(({ hash }) => hash), sorted.map(() => 1), sorted.map(({ limit }) => new Date(now.getTime() + limit.withinMs)), now],
    );
    const over = counted.filter(({ hash, count }) => count > (sorted.find((one) => one.hash.equals(hash))?.limit.most ?? 0));
    if (over.length === 0) return;
    const until = Math.max(...over.map((one) => one.until.getTime()));
    const retryAfterSeconds = Math.ceil((until - now.getTime()) / 1000);
    throw new Problem(problems.tooManyRequests, `Sai quá nhiều lần; thử lại sau ${Math.ceil(retryAfterSeconds / 60)} phút.`, {
      retryAfterSeconds,
    });
  }
}
