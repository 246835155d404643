import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { EASES_IN_MS, LEAST_SHARE, ONE_NEWS_MS, type Pace } from './pacing.rules';

/** What is counted apart: all calls of a connection, and its stock calls on top. */
export type PaceKind = 'calls' | 'stock';

// pacing.rules.ts as expressions over one row ($3 calls per second, $4 burst). They stand in the update itself: whoever had to wait for the row sees it as the other left it.
const SHARE = `least(1, share + greatest(0, extract(epoch from clock_timestamp() - eased_at)::float8) * 1000 / ${EASES_IN_MS})`;
const RATE = `($3::float8 * ${SHARE})`;
const FILLED = `least(greatest(1, $4::float8 * ${SHARE}), calls + greatest(0, extract(epoch from clock_timestamp() - at)::float8) * ${RATE})`;
const IS_NEWS = `(share >= 1 or clock_timestamp() - eased_at >= ${ONE_NEWS_MS} * interval '1 millisecond')`;

/** The pace of one connection for all processes, by the clock of the database: one row, one statement, no lock but that of the row. */
export class PaceBook {
  private opened: Promise<unknown> | null = null;

  constructor(
    private readonly db: () => EntityManager,
    private readonly connectionId: string,
    private readonly kind: PaceKind,
    private readonly pace: Pace,
  ) {}

  /** Takes so many calls at once, if all of them may go now. */
  async takeNow(calls: number): Promise<boolean> {
    const taken = await this.ask<{ calls: number }>(
      `update pace set calls = ${FILLED} - $5, at = clock_timestamp() where connection_id = $1 and kind = $2 and ${FILLED} >= $5 returning calls`,
      [calls],
    );
    return taken.length > 0;
  }

  /** Stands in line for one call; answers how long to wait. null: the line is longer than `longestMs`, and nothing was taken. */
  async standInLine(longestMs: number): Promise<number | null> {
    const [taken] = await this.ask<{ waitMs: number }>(
      `update pace set calls = ${FILLED} - 1, at = clock_timestamp() where connection_id = $1 and kind = $2 and (1 - ${FILLED}) / ${RATE} * 1000 <= $5
       returning greatest(0, ceil(-calls / ${RATE} * 1000)) as "waitMs"`,
      [longestMs],
    );
    return taken?.waitMs ?? null;
  }

  /** Nobody goes for so long; `isEased`: and from then on fewer do. */
  async hold(holdMs: number, isEased: boolean): Promise<void> {
    const eases = `($5::boolean and ${IS_NEWS})`;
    await this.ask(
      `update pace set share = case when ${eases} then greatest(${LEAST_SHARE}, ${SHARE} / 2) else share end,
         eased_at = case when ${eases} then clock_timestamp() else eased_at end,
         calls = least(calls, 1 - $6::float8 / 1000 * ${RATE} * case when ${eases} then 0.5 else 1 end), at = clock_timestamp()
       where connection_id = $1 and kind = $2 and $4::float8 is not null`,
      [isEased, holdMs],
    );
  }

  private async ask<T>(sql: string, values: readonly unknown[]): Promise<T[]> {
    const { callsPerSecond, burst } = this.pace;
    this.opened ??= rows(
      this.db(),
      `insert into pace (connection_id, kind, calls, at, share, eased_at) values ($1, $2, $3, clock_timestamp(), 1, clock_timestamp())
       on conflict (connection_id, kind) do nothing`,
      [this.connectionId, this.kind, burst],
    );
    try {
      await this.opened;
    } catch (error) {
      this.opened = null; // the next one tries again
      throw error;
    }
    return rows<T>(this.db(), sql, [this.connectionId, this.kind, callsPerSecond, burst, ...values]);
  }
}
