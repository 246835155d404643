import { faultText, Problem, storable, type Clock } from '../../shared/kernel';
import { isInTransaction } from '../../shared/db';
import type { Trouble } from '../connection/connection.store';
import {
  type Call,
  type ConnectionAccess,
  type HttpClient,
  type PlatformAdapter,
  PlatformError,
  type PlatformFailure,
  type Session,
} from '../contract';
import { Attempt } from './attempt';
import { CallCancelled, NetworkInTransaction } from './cancelled';
import type { ExchangeLog } from './exchange-log';
import { LineTooLong, type Pacing } from './pacer';
import { pause } from './pause';
import { mayRepeat, repeatAfterMs } from './retry.rules';
import type { SessionKeeper } from './session.keeper';

export interface CallerParts {
  readonly connectionId: string;
  readonly adapter: PlatformAdapter;
  readonly credentials: Readonly<Record<string, string>>;
  /** Values of the credentials that are secret. */
  readonly secrets: readonly string[];
  readonly line: HttpClient;
  readonly pacer: Pacing;
  readonly clock: Clock;
  readonly stop: AbortSignal;
  readonly log: ExchangeLog;
  /** A person must act, or need not any more. */
  readonly trouble: (trouble: Trouble | null) => Promise<void>;
}

/** Nobody is told to wait longer than this, whatever the platform says: it may have meant something else, and asking again is harmless. */
const LONGEST_RETRY_AFTER_MS = 5 * 60_000;

/** Does calls of one connection the way every platform's calls are done: token, repetition, pace, log. Knows nothing of what is called. */
export class Caller {
  constructor(
    private readonly parts: CallerParts,
    private readonly session: () => SessionKeeper,
  ) {}

  /** Throws: PlatformError; CallCancelled; NetworkInTransaction. */
  async call<T>(work: (call: Call) => Promise<T>): Promise<T> {
    if (isInTransaction()) throw new NetworkInTransaction();
    const token = await this.session().token();
    try {
      return await this.withToken(token, work);
    } catch (error) {
      // Refused for its token means that nothing was done, so once more is right even for what must not be done twice.
      if (!(error instanceof PlatformError) || error.failure.kind !== 'unauthorised') throw error;
      return this.withToken(await this.session().instead(token), work);
    }
  }

  /** Gets a token; what is refused here is for a person to put right. */
  async login(): Promise<Session> {
    const { adapter, credentials } = this.parts;
    try {
      const session = await this.repeating([], (http) => adapter.login({ http, credentials } satisfies ConnectionAccess));
      return session;
    } catch (error) {
      if (error instanceof PlatformError && error.failure.kind === 'unauthorised') await this.parts.trouble('wrong-credentials');
      throw error;
    }
  }

  private async withToken<T>(token: string, work: (call: Call) => Promise<T>): Promise<T> {
    const { credentials, clock } = this.parts;
    const result = await this.repeating([token], (http) => work({ http, token, credentials, at: clock.now() }));
    await this.parts.trouble(null);
    return result;
  }

  private async repeating<T>(tokens: readonly string[], work: (http: HttpClient) => Promise<T>): Promise<T> {
    for (let repeats = 0; ; repeats++) {
      const attempt = new Attempt({ ...this.parts, secrets: [...this.parts.secrets, ...tokens] });
      try {
        const result = storable(await work(attempt));
        this.parts.log.add(attempt.exchanges());
        return result;
      } catch (thrown) {
        if (this.parts.stop.aborted) throw new CallCancelled({ cause: thrown });
        const error = translated(thrown);
        this.parts.log.add(attempt.exchanges(error));
        if (!(error instanceof PlatformError)) throw error;
        await this.seen(error);
        if (!mayRepeat(error.failure, repeats, attempt.isRepeatable)) throw error;
        await pause(repeatAfterMs(repeats, Math.random()), this.parts.stop);
      }
    }
  }

  private async seen(error: PlatformError): Promise<void> {
    const { failure } = error;
    if (failure.kind === 'forbidden') await this.parts.trouble(failure.reason);
    if (failure.kind === 'rate-limited' && !(error instanceof LineTooLong)) await this.parts.pacer.slowDown(failure.retryAfterMs);
  }
}

/** Adapters throw PlatformError; anything else is an answer that nobody had thought of, and must not stop the callers' work on everything else. */
function translated(thrown: unknown): unknown {
  if (thrown instanceof PlatformError && isAbsurd(thrown.failure)) {
    return new PlatformError({ kind: 'rate-limited', retryAfterMs: LONGEST_RETRY_AFTER_MS }, thrown.platformText, { cause: thrown });
  }
  if (
    thrown instanceof PlatformError ||
    thrown instanceof CallCancelled ||
    thrown instanceof NetworkInTransaction ||
    thrown instanceof Problem
  )
    return thrown;
  return new PlatformError({ kind: 'malformed' }, `the adapter failed: ${faultText(thrown)}`, {
    cause: thrown,
  });
}

function isAbsurd(failure: PlatformFailure): boolean {
  return failure.kind === 'rate-limited' && (failure.retryAfterMs ?? 0) > LONGEST_RETRY_AFTER_MS;
}
