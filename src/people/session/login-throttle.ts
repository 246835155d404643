import { Injectable } from '@nestjs/common';
import { Clock, Problem, problems } from '../../shared/kernel';

/** Tries from one address for one phone number, and from one address in all (a commune may share one address), per window. */
const TRIES_PER_PAIR = 10;
const TRIES_PER_ADDRESS = 100;
const WINDOW_MS = 15 * 60_000;

/** Most keys remembered; the oldest are forgotten first. */
const REMEMBERED = 20_000;

interface Tries {
  count: number;
  readonly until: number;
}

/** Slows guessing of passwords. In memory: each process counts for itself, which only multiplies the limits by the number of processes. */
@Injectable()
export class LoginThrottle {
  private readonly tries = new Map<string, Tries>();

  constructor(private readonly clock: Clock) {}

  /** Counts a try before the password is looked at, so that parallel tries count too. Throws: Problem `too-many-requests`. */
  count(phone: string, address: string): void {
    this.add(`${address}`, TRIES_PER_ADDRESS);
    this.add(`${address} ${phone}`, TRIES_PER_PAIR);
  }

  /** The password was right: the tries before it were typing errors. */
  forgive(phone: string, address: string): void {
    this.tries.delete(`${address} ${phone}`);
    const fromAddress = this.tries.get(address);
    if (fromAddress) fromAddress.count = Math.max(0, fromAddress.count - 1);
  }

  private add(key: string, limit: number): void {
    const now = this.clock.now().getTime();
    const known = this.tries.get(key);
    const tries = known && known.until > now ? known : { count: 0, until: now + WINDOW_MS };
    if (tries.count >= limit) {
      const retryAfterSeconds = Math.ceil((tries.until - now) / 1000);
      throw new Problem(problems.tooManyRequests, `Sai quá nhiều lần; thử lại sau ${Math.ceil(retryAfterSeconds / 60)} phút.`, {
        retryAfterSeconds,
      });
    }
    tries.count += 1;
    this.tries.set(key, tries);
    if (this.tries.size > REMEMBERED) this.tries.delete(this.tries.keys().next().value ?? key);
  }
}
