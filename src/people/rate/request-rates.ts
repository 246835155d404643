import { Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { Env } from '../../../config/env';
import { Problem, problems } from '../../shared/kernel';
import { pieceOf } from './rate.rules';

const WINDOW_SECONDS = 60;
/** A commune may share one address, and an office certainly does. */
const PEOPLE_BEHIND_AN_ADDRESS = 10;
/** Most callers remembered; the oldest are forgotten first, and take their next piece anew. */
const REMEMBERED = 10_000;

interface Piece {
  left: number;
  /** Milliseconds as in performance.now(). */
  readonly until: number;
}

/** One kind of allowance, shared by all processes through the table `request_rate`. Each process takes a piece at a time and spends it without asking. */
class Allowance {
  private readonly pieces = new Map<string, Piece>();
  private readonly piece: number;
  private readonly limiter: RateLimiterPostgres;

  constructor(dataSource: DataSource, kind: string, perMinute: number) {
    this.piece = pieceOf(perMinute);
    this.limiter = new RateLimiterPostgres({
      ...{ storeClient: dataSource, storeType: 'typeorm', tableName: 'request_rate', tableCreated: true },
      ...{ keyPrefix: kind, points: perMinute, duration: WINDOW_SECONDS, inMemoryBlockOnConsumed: perMinute + 1 },
    });
  }

  /** Milliseconds until there is more; 0: it was taken. */
  async take(who: string, cost: number): Promise<number> {
    const piece = this.pieces.get(who);
    if (piece && piece.until > performance.now() && piece.left >= cost) {
      piece.left -= cost;
      return 0;
    }
    const taken = Math.max(this.piece, cost);
    try {
      const { msBeforeNext } = await this.limiter.consume(who, taken);
      this.keep(who, { left: taken - cost, until: performance.now() + msBeforeNext });
      return 0;
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return Math.max(1_000, refused.msBeforeNext);
      return 0; // the database does not answer: whoever works next will say so, and better
    }
  }

  private keep(who: string, piece: Piece): void {
    this.pieces.delete(who);
    this.pieces.set(who, piece);
    if (this.pieces.size > REMEMBERED) this.pieces.delete(this.pieces.keys().next().value ?? who);
  }
}

/** How many requests one account, and one address, may make in a minute over all processes. */
@Injectable()
export class RequestRates {
  private readonly ofAccounts: Allowance;
  private readonly ofPlaces: Allowance;

  constructor(dataSource: DataSource, env: Env) {
    this.ofAccounts = new Allowance(dataSource, 'account', env.REQUESTS_PER_MINUTE);
    this.ofPlaces = new Allowance(dataSource, 'place', env.REQUESTS_PER_MINUTE * PEOPLE_BEHIND_AN_ADDRESS);
  }

  /** Throws: Problem too-many-requests. */
  async takeOfAccount(accountId: string, cost: number): Promise<void> {
    refuse(await this.ofAccounts.take(accountId, cost));
  }

  /** Throws: Problem too-many-requests. */
  async takeOfPlace(place: string, cost: number): Promise<void> {
    refuse(await this.ofPlaces.take(place, cost));
  }
}

function refuse(waitMs: number): void {
  if (waitMs === 0) return;
  const retryAfterSeconds = Math.ceil(waitMs / 1_000);
  throw new Problem(problems.tooManyRequests, `Quá nhiều yêu cầu; thử lại sau ${retryAfterSeconds} giây.`, { retryAfterSeconds });
}
