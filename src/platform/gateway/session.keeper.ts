import { type Clock, newId, Problem, problems } from '../../shared/kernel';
import { BoxUnreadable, type SecretBoxes } from '../../shared/secret';
import { sessionPlace } from '../connection/connection.store';
import type { SessionStore } from '../connection/session.store';
import { PlatformError, type Session } from '../contract';
import { pause } from './pause';
import { renewsAt } from './retry.rules';

/** Longer than any login may take; after that the lease of a dead program is free again. */
const LEASE_MS = 30_000;
const LOOK_AGAIN_MS = 60;
/** So long a refused login is not tried again by itself: platforms lock accounts after some wrong passwords. */
const REFUSED_FOR_MS = 30_000;

interface Token {
  readonly token: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date | null;
}

export interface SessionParts {
  readonly connectionId: string;
  /** As it lies in the row now, when the credentials are still those that `login` uses. */
  credentialsBox(): Buffer;
  readonly store: SessionStore;
  readonly boxes: SecretBoxes;
  readonly clock: Clock;
  readonly stop: AbortSignal;
  login(): Promise<Session>;
}

/** The token of one connection: shared by all programs through the row, renewed early, by one at a time. */
export class SessionKeeper {
  private current: Token | null = null;
  private renewal: Promise<Token> | null = null;
  private refusal: { readonly error: PlatformError; readonly until: number } | null = null;

  constructor(private readonly parts: SessionParts) {}

  /** A token that should be good. Throws: PlatformError of the login; CallCancelled. */
  async token(): Promise<string> {
    if (this.current && this.isFresh(this.current)) return this.current.token;
    return (await this.renewed(null)).token;
  }

  /** Another token than the one that the platform has just refused; one that somebody else got meanwhile will do. */
  async instead(refused: string): Promise<string> {
    if (this.current && this.current.token !== refused && this.isFresh(this.current)) return this.current.token;
    return (await this.renewed(refused)).token;
  }

  /** Logs in now, whatever token there is: an operator wants to know whether the credentials are right. */
  async loginAgain(): Promise<void> {
    this.refusal = null;
    const known = this.current ?? this.open((await this.row()).session_box);
    await this.renewed(known?.token ?? null);
  }

  private async renewed(refused: string | null): Promise<Token> {
    const joined = await this.renewal;
    if (joined && joined.token !== refused) return joined; // else it had been started before this token was refused
    this.renewal ??= this.obtain(refused).finally(() => (this.renewal = null));
    return this.renewal;
  }

  private async obtain(refused: string | null): Promise<Token> {
    const { connectionId, store, stop } = this.parts;
    for (
      const giveUpAt = performance.now() + LEASE_MS;
      performance.now() < giveUpAt;
      await pause(LOOK_AGAIN_MS * (0.5 + Math.random()), stop)
    ) {
      const found = this.goodOne((await this.row()).session_box, refused);
      if (found) return (this.current = found);
      this.throwIfRefused();
      const lease = newId();
      const leased = await store.lease(connectionId, lease, this.parts.credentialsBox(), LEASE_MS);
      if (!leased) continue; // somebody else logs in now: look again for what they got
      const token = this.goodOne(leased.session_box, refused) ?? (await this.login(lease));
      if (token && (await this.keep(lease, token))) return (this.current = token);
    }
    throw new PlatformError({ kind: 'unavailable', outcome: 'not-applied' }, 'another program is logging in and does not finish');
  }

  private async login(lease: string): Promise<Token> {
    const { connectionId, store, clock, login } = this.parts;
    try {
      const session = await login();
      this.refusal = null;
      return { token: session.token, expiresAt: session.expiresAt, issuedAt: clock.now() };
    } catch (error) {
      await store.release(connectionId, lease);
      if (error instanceof PlatformError && (error.failure.kind === 'unauthorised' || error.failure.kind === 'forbidden')) {
        this.refusal = { error, until: clock.now().getTime() + REFUSED_FOR_MS };
      }
      throw error;
    }
  }

  private keep(lease: string, token: Token): Promise<boolean> {
    const { connectionId, store, boxes } = this.parts;
    return store.keep(connectionId, lease, boxes.seal(sessionPlace(connectionId), token), token.expiresAt);
  }

  private throwIfRefused(): void {
    if (this.refusal && this.parts.clock.now().getTime() < this.refusal.until) throw this.refusal.error;
  }

  private async row(): Promise<{ readonly session_box: Buffer | null }> {
    const row = await this.parts.store.read(this.parts.connectionId);
    if (!row) throw new Problem(problems.notFound, 'Không có kết nối này.');
    // The operator changed the credentials while this account was in use: what is done with the old ones must not end up in the row.
    if (!row.credentials_box.equals(this.parts.credentialsBox())) {
      throw new PlatformError({ kind: 'unavailable', outcome: 'not-applied' }, 'the credentials have just been changed');
    }
    return row;
  }

  private goodOne(box: Buffer | null, refused: string | null): Token | null {
    const token = this.open(box);
    return token && token.token !== refused && this.isFresh(token) ? token : null;
  }

  /** A token that cannot be read any more (another key) is no loss: there will be a new one. */
  private open(box: Buffer | null): Token | null {
    if (!box) return null;
    try {
      return readToken(this.parts.boxes.open(sessionPlace(this.parts.connectionId), box));
    } catch (error) {
      if (error instanceof BoxUnreadable) return null;
      throw error;
    }
  }

  private isFresh(token: Token): boolean {
    return !token.expiresAt || this.parts.clock.now() < renewsAt(token.issuedAt, token.expiresAt);
  }
}

function readToken(content: unknown): Token {
  const { token, issuedAt, expiresAt } = content as { token: string; issuedAt: string; expiresAt: string | null }; // sealed by this class, nobody else can
  return { token, issuedAt: new Date(issuedAt), expiresAt: expiresAt === null ? null : new Date(expiresAt) };
}
