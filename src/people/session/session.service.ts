import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Bindings, rows, Transactions } from '../../shared/db';
import type { Actor } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { visibleProducers } from '../access/visible-producers';
import { AccountPhones } from '../account/account-phones';
import { Account } from '../account/account.entity';
import { isRightPassword } from '../account/passwords';
import { normalisePhone } from '../account/phone.rules';
import { newSecret, secretHash, SESSION_MS, type Credential } from './credential.rules';
import { LoginThrottle } from './login-throttle';
import type { LogIn, OwnProducerDto, WhoDto } from './session.dto';
import { LoginSession } from './session.entity';

export interface StartedSession {
  /** Value of the cookie. */
  readonly secret: string;
  readonly expiresAt: Date;
  readonly actor: Actor;
}

@Injectable()
export class SessionService {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly throttle: LoginThrottle,
    private readonly phones: AccountPhones,
  ) {}

  /** Throws: Problem `wrong-credentials`, the same and as slowly for an unknown phone number, a locked account and a wrong password. */
  async logIn(typed: LogIn, address: string): Promise<StartedSession> {
    const phone = normalisePhone(typed.phone) ?? typed.phone;
    this.throttle.count(phone, address);
    const account = await this.transactions.reader.findOneBy(Account, { phoneIndex: In(this.phones.hashesOf(phone)) });
    const isRight = await isRightPassword(typed.password, account?.passwordHash);
    if (!account || !isRight || !account.isActive) throw new Problem(problems.wrongCredentials);
    this.throttle.forgive(phone, address);
    const secret = newSecret();
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + SESSION_MS);
    await this.transactions.reader.insert(LoginSession, {
      id: newId(),
      accountId: account.id,
      tokenHash: secretHash(secret),
      createdAt,
      expiresAt,
      endedAt: null,
    });
    return { secret, expiresAt, actor: { accountId: account.id, role: account.role, provinceCode: account.provinceCode } };
  }

  /** Ends the session of this cookie, for the browser and for whoever copied the cookie. */
  async logOut(credential: Credential): Promise<void> {
    await this.transactions.reader.query('update login_session set ended_at = $2 where token_hash = $1 and ended_at is null', [
      credential.hash,
      this.clock.now(),
    ]);
  }

  /** The account behind a credential that is valid now, or null. */
  async actorOf(credential: Credential): Promise<Actor | null> {
    const [table, ended] = credential.kind === 'session' ? ['login_session', 'ended_at'] : ['api_token', 'revoked_at'];
    const [actor] = await rows<Actor>(
      this.transactions.reader,
      `select a.id as "accountId", a.role, a.province_code as "provinceCode"
       from ${table} c join account a on a.id = c.account_id
       where c.token_hash = $1 and c.expires_at > $2 and c.${ended} is null and a.is_active`,
      [credential.hash, this.clock.now()],
    );
    return actor ?? null;
  }

  async who(actor: Actor): Promise<WhoDto> {
    const account = await this.transactions.reader.findOneByOrFail(Account, { id: actor.accountId });
    const { bind, values } = new Bindings();
    const isOwn = actor.role === 'producer' || actor.role === 'officer';
    const producers = !isOwn
      ? []
      : await rows<OwnProducerDto>(
          this.transactions.reader,
          `select p.id, p.name, p.province_code as "provinceCode" from producer p where ${visibleProducers(actor, 'p.id', bind, this.clock.now())}
           order by p.name, p.id limit 200`,
          values,
        );
    const { name, role, provinceCode } = account;
    return { accountId: account.id, name, phone: this.phones.open(account), role, provinceCode, producers };
  }
}
