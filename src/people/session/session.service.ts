import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Bindings, rows, Transactions } from '../../shared/db';
import type { Actor } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { visibleProducers } from '../access/visible-producers';
import { AccountPhones } from '../account/account-phones';
import { Account } from '../account/account.entity';
import { isRightPassword } from '../account/passwords';
import { normalisePhone } from '../account/phone.rules';
import { IDLE_MS, newSecret, secretHash, SESSION_MS, TOUCH_MS, type Credential, type TokenRight } from './credential.rules';
import { deviceName, shortAddress } from './device.rules';
import { KnownAddresses } from './known-addresses';
import { LoginThrottle } from './login-throttle';
import type { LogIn, OwnProducerDto, WhoDto } from './session.dto';
import { LoginSession } from './session.entity';

export interface StartedSession {
  /** Value of the cookie. */
  readonly secret: string;
  readonly expiresAt: Date;
  readonly actor: Actor;
}

/** Where somebody comes from. */
export interface Visitor {
  readonly address: string;
  readonly userAgent: string | undefined;
}

/** Who a credential stands for. */
export interface Identified {
  readonly actor: Actor;
  /** Of a program: what its token may do. null: a person, who may do everything of theirs. */
  readonly tokenRights: readonly TokenRight[] | null;
}

interface Found extends Actor {
  readonly id: string;
  readonly lastUsedAt: Date | null;
  readonly rights: readonly TokenRight[] | null;
}

@Injectable()
export class SessionService {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly throttle: LoginThrottle,
    private readonly places: KnownAddresses,
    private readonly phones: AccountPhones,
  ) {}

  /** Throws: Problem `wrong-credentials`, the same and as slowly for an unknown phone number, a locked account and a wrong password. */
  async logIn(typed: LogIn, visitor: Visitor): Promise<StartedSession> {
    const phone = normalisePhone(typed.phone) ?? typed.phone;
    const hashes = this.phones.hashesOf(phone);
    const tried = { phone, address: visitor.address, isFromKnown: await this.places.knows(hashes, visitor.address) };
    await this.throttle.count(tried);
    const account = await this.transactions.reader.findOneBy(Account, { phoneIndex: In(hashes) });
    const isRight = await isRightPassword(typed.password, account?.passwordHash);
    if (!account || !isRight || !account.isActive) throw new Problem(problems.wrongCredentials);
    await this.throttle.forgive(tried);
    return this.transactions.run((tx) => this.start(tx, account, visitor));
  }

  /** Begins a session of somebody who has shown who they are. */
  async start(tx: EntityManager, account: Account, visitor: Visitor): Promise<StartedSession> {
    const secret = newSecret();
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + SESSION_MS);
    await tx.insert(LoginSession, {
      id: newId(),
      accountId: account.id,
      tokenHash: secretHash(secret),
      createdAt,
      expiresAt,
      endedAt: null,
      lastUsedAt: createdAt,
      device: deviceName(visitor.userAgent),
      address: shortAddress(visitor.address),
    });
    await this.places.remember(tx, account.id, visitor.address);
    return { secret, expiresAt, actor: { accountId: account.id, role: account.role, provinceCode: account.provinceCode } };
  }

  /** Ends the session of this cookie, for the browser and for whoever copied the cookie. */
  async logOut(credential: Credential): Promise<void> {
    await this.transactions.reader.query('update login_session set ended_at = $2 where token_hash = $1 and ended_at is null', [
      credential.hash,
      this.clock.now(),
    ]);
  }

  /** Who is behind a credential that is valid now, or null. */
  async actorOf(credential: Credential): Promise<Identified | null> {
    const now = this.clock.now();
    const isSession = credential.kind === 'session';
    const [found] = await rows<Found>(
      this.transactions.reader,
      `select c.id, a.id as "accountId", a.role, a.province_code as "provinceCode",
              ${isSession ? 'c.last_used_at as "lastUsedAt", null as rights' : 'null as "lastUsedAt", c.rights'}
       from ${isSession ? 'login_session' : 'api_token'} c join account a on a.id = c.account_id
       where c.token_hash = $1 and c.expires_at > $2 and ${isSession ? 'c.ended_at is null and c.last_used_at > $3' : 'c.revoked_at is null'} and a.is_active`,
      [credential.hash, now, ...(isSession ? [new Date(now.getTime() - IDLE_MS)] : [])],
    );
    if (!found) return null;
    const { id, lastUsedAt, rights, ...actor } = found;
    if (lastUsedAt !== null && now.getTime() - lastUsedAt.getTime() >= TOUCH_MS)
      await this.transactions.reader.query('update login_session set last_used_at = $2 where id = $1 and last_used_at < $2', [id, now]);
    return { actor, tokenRights: rights };
  }

  async who(actor: Actor): Promise<WhoDto> {
    const account = await this.transactions.reader.findOneByOrFail(Account, { id: actor.accountId });
    const { bind, values } = new Bindings();
    const isOwn = actor.role === 'producer' || actor.role === 'officer';
    const producers = !isOwn
      ? []
      : await rows<OwnProducerDto>(
          this.transactions.reader,
          `select p.id, p.name, p.province_code as "provinceCode", p.practice_of is not null as "isPractice" from producer p where ${visibleProducers(actor, 'p.id', bind, this.clock.now())}
           order by p.name, p.id limit 200`,
          values,
        );
    const { name, role, provinceCode } = account;
    return { accountId: account.id, name, phone: this.phones.open(account), role, provinceCode, producers };
  }
}
