import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Transactions } from '../../shared/db';
import { invalid, noteChange, writeAct, type Actor } from '../../shared/http';
import { Clock, Problem, problems, showTime } from '../../shared/kernel';
import { AccountPhones } from '../account/account-phones';
import { Account } from '../account/account.entity';
import { hashPassword, isRightPassword } from '../account/passwords';
import { normalisePhone } from '../account/phone.rules';
import type { CodeSentDto } from '../code/code.dto';
import { Codes } from '../code/codes';
import { Outbox } from '../message/outbox';
import { fitSms } from '../message/sms.rules';
import { KnownAddresses } from './known-addresses';
import { LoginThrottle } from './login-throttle';
import { OwnSessions } from './own-sessions';
import type { ChangePassword, LogInWithCode, ResetPassword } from './session.dto';
import { SessionService, type StartedSession, type Visitor } from './session.service';

/** The phone as the key: in without a password, and a new one for whoever forgot theirs. */
@Injectable()
export class EntryByCode {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly codes: Codes,
    private readonly outbox: Outbox,
    private readonly sessions: SessionService,
    private readonly ownSessions: OwnSessions,
    private readonly places: KnownAddresses,
    private readonly throttle: LoginThrottle,
    private readonly phones: AccountPhones,
  ) {}

  /** Answers the same for a number that nobody has. Throws: Problem validation, too-many-requests. */
  async askCode(purpose: 'sign-in' | 'recover', typed: string, address: string): Promise<CodeSentDto> {
    const phone = phoneOf(typed);
    const hashes = this.phones.hashesOf(phone);
    const isFromKnown = await this.places.knows(hashes, address);
    const account = await this.transactions.reader.findOneBy(Account, { phoneIndex: In(hashes) });
    const isNobody = !account?.isActive;
    const { expiresAt } = await this.transactions.run((tx) =>
      this.codes.send(tx, { purpose, subject: phone, phone, askedFrom: address, isFromKnown, isNobody }),
    );
    return { expiresAt: expiresAt.toISOString() };
  }

  /** Throws: Problem code-wrong. */
  logIn(typed: LogInWithCode, visitor: Visitor): Promise<StartedSession> {
    return this.transactions.run(async (tx) => {
      const account = await this.proven(tx, 'sign-in', typed);
      return this.sessions.start(tx, account, visitor);
    });
  }

  /** A new password; whoever is logged in anywhere is out, and the owner of the number is told. Throws: Problem code-wrong. */
  async reset(typed: ResetPassword): Promise<void> {
    const passwordHash = await hashPassword(typed.password);
    await this.transactions.run(async (tx) => {
      const account = await this.proven(tx, 'recover', typed);
      await tx.update(Account, { id: account.id }, { passwordHash });
      await this.ownSessions.endOthers(tx, account.id, undefined);
      await this.tell(tx, account, 'dat lai bang ma tin nhan');
      await writeAct(tx, {
        ...{
          at: this.clock.now(),
          actor: { accountId: account.id, role: account.role, provinceCode: account.provinceCode },
          producerId: null,
        },
        ...{
          what: 'POST /api/v1/password/reset',
          subject: {},
          changes: [{ of: 'account', id: account.id, field: 'password' }],
          requestId: null,
        },
      });
    });
  }

  /** Everybody else who is logged in as this person is out. Throws: Problem validation, too-many-requests. */
  async change(tx: EntityManager, actor: Actor, wanted: ChangePassword, current: Buffer | undefined): Promise<void> {
    await this.throttle.countOf(`password of ${actor.accountId}`);
    const account = await tx.findOneByOrFail(Account, { id: actor.accountId });
    if (!(await isRightPassword(wanted.oldPassword, account.passwordHash)))
      throw invalid([{ pointer: '/oldPassword', message: 'Mật khẩu cũ không đúng.' }]);
    await tx.update(Account, { id: account.id }, { passwordHash: await hashPassword(wanted.newPassword) });
    await this.ownSessions.endOthers(tx, account.id, current);
    await this.tell(tx, account, 'doi');
    noteChange(tx, { of: 'account', id: account.id, field: 'password' });
  }

  /** The account whose owner has just shown that the number is theirs. */
  private async proven(tx: EntityManager, purpose: 'sign-in' | 'recover', typed: LogInWithCode): Promise<Account> {
    const phone = phoneOf(typed.phone);
    await this.codes.check(tx, { purpose, subject: phone, code: typed.code });
    const account = await tx.findOneBy(Account, { phoneIndex: In(this.phones.hashesOf(phone)) });
    if (!account?.isActive) throw new Problem(problems.codeWrong); // locked since the code was sent
    await tx.update(Account, { id: account.id }, { phoneProvenAt: this.clock.now() });
    return account;
  }

  private async tell(tx: EntityManager, account: Account, how: string): Promise<void> {
    const phone = this.phones.open(account);
    if (phone === null) return; // sealed with a key that is gone: nobody can be told
    const at = showTime(this.clock.now());
    await this.outbox.put(tx, {
      ...{ to: phone, purpose: 'password-changed' },
      text: fitSms(
        `Len San: mat khau cua ${phone.replace('+84', '0')} vua duoc ${how} luc ${at}. `,
        '',
        'Neu khong phai ban, hay bao van phong tinh ngay.',
      ),
    });
  }
}

/** Throws: Problem validation. */
export function phoneOf(typed: string): string {
  const phone = normalisePhone(typed);
  if (!phone) throw invalid([{ pointer: '/phone', message: 'Số điện thoại Việt Nam không hợp lệ.' }]);
  return phone;
}
