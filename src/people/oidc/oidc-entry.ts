import { Injectable } from '@nestjs/common';
import { Transactions } from '../../shared/db';
import { Clock, Problem, problems } from '../../shared/kernel';
import { SecretBoxes } from '../../shared/secret';
import { Account } from '../account/account.entity';
import { SessionService, type StartedSession, type Visitor } from '../session/session.service';
import { OidcProvider, type OidcTrip } from './oidc.provider';

/** How long somebody may take at the provider. */
export const TRIP_MS = 10 * 60_000;
const PLACE = 'cookie.oidc';

interface Packed extends OidcTrip {
  readonly until: number;
}

/** Officials sign in with the account of their authority. Accounts are matched by what the operator wrote down beforehand, and never made. */
@Injectable()
export class OidcEntry {
  constructor(
    private readonly provider: OidcProvider,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly boxes: SecretBoxes,
    private readonly sessions: SessionService,
  ) {}

  /** The cookie ties the way back to this browser: nobody can be signed in as somebody else by a link. */
  async begin(): Promise<{ readonly url: string; readonly cookie: string; readonly until: Date }> {
    const { url, trip } = await this.provider.begin();
    const until = this.clock.now().getTime() + TRIP_MS;
    const packed: Packed = { ...trip, until };
    return { url: url.toString(), cookie: this.boxes.seal(PLACE, packed).toString('base64url'), until: new Date(until) };
  }

  /** Throws: Problem wrong-credentials. */
  async finish(query: string, cookie: string | undefined, visitor: Visitor): Promise<StartedSession> {
    const trip = this.unpack(cookie);
    if (!trip || trip.until <= this.clock.now().getTime())
      throw new Problem(problems.wrongCredentials, 'Lần đăng nhập này đã quá hạn; xin bắt đầu lại.');
    const subject = await this.provider.finish(query, trip);
    return this.transactions.run(async (tx) => {
      const account = await tx.findOneBy(Account, { oidcSubject: subject });
      if (!account?.isActive || account.role === 'producer')
        throw new Problem(problems.wrongCredentials, 'Tài khoản chung này chưa được người vận hành gắn với tài khoản nào.');
      return this.sessions.start(tx, account, visitor);
    });
  }

  private unpack(cookie: string | undefined): Packed | null {
    try {
      return this.boxes.open(PLACE, Buffer.from(cookie ?? '', 'base64url')) as Packed; // sealed by begin()
    } catch {
      return null; // no cookie, another one, or one that somebody changed
    }
  }
}
