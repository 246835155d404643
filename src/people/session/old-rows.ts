import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Env } from '../../../config/env';
import { Transactions } from '../../shared/db';
import { Clock } from '../../shared/kernel';

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** How long answers to writes are kept: a phone may come back with a repeated request after weeks in the hills. Units: days. */
export const ANSWERS_KEPT_DAYS = 30;
const ENDED_SESSIONS_KEPT_DAYS = 90;

/** Removes answers that nobody will ask for again and sessions long over. */
@Injectable()
export class OldRows implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly env: Env,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (this.env.ROLE === 'web') return;
    this.timer = setInterval(() => void this.remove().catch((error: unknown) => new Logger(OldRows.name).error(error)), EVERY_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async remove(): Promise<void> {
    const before = (days: number): Date => new Date(this.clock.now().getTime() - days * DAY_MS);
    await this.transactions.reader.query('delete from idempotent_request where created_at < $1', [before(ANSWERS_KEPT_DAYS)]);
    await this.transactions.reader.query('delete from login_session where expires_at < $1', [before(ENDED_SESSIONS_KEPT_DAYS)]);
  }
}
