import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { writeAct, type Actor } from '../../shared/http';
import { Clock, Problem, problems } from '../../shared/kernel';
import { AccountPhones } from '../account/account-phones';
import { Account } from '../account/account.entity';
import { AccountService } from '../account/account.service';
import type { CodeSentDto } from '../code/code.dto';
import { Codes } from '../code/codes';
import { phoneOf } from '../session/entry-by-code';
import { SessionService, type StartedSession, type Visitor } from '../session/session.service';
import { MOST_CLAIMS, type ClaimedDto, type ConfirmClaim, type OfferDto } from './claim.dto';

/** So long after the code its owner may say which of several producers are theirs. */
const PROOF_MS = 30 * 60_000;

/** SQL: ids of the producers with a number; $1: what its blind index may be. */
const WITH_NUMBER = `select producer_id from producer_secret where kind = 'phone' and number_index = any($1)`;

/** A producer that somebody else registered becomes its owner's: whoever holds its number proves it by a code. Officers keep their mandates until those end. */
@Injectable()
export class ClaimService {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly accounts: AccountService,
    private readonly phones: AccountPhones,
    private readonly codes: Codes,
    private readonly sessions: SessionService,
  ) {}

  /** Answers the same when there is nothing to claim. Throws: Problem validation, too-many-requests. */
  async ask(typed: string, address: string): Promise<CodeSentDto> {
    const phone = phoneOf(typed);
    const isNobody = (await this.offers(this.transactions.reader, phone)).length === 0;
    const { expiresAt } = await this.transactions.run((tx) =>
      this.codes.send(tx, { purpose: 'claim', subject: phone, phone, askedFrom: address, isNobody }),
    );
    return { expiresAt: expiresAt.toISOString() };
  }

  /** One producer is claimed at once; of several the owner chooses. Throws: Problem code-wrong, illegal-move. */
  confirm(typed: ConfirmClaim, visitor: Visitor): Promise<{ readonly started: StartedSession; readonly answer: ClaimedDto }> {
    const phone = phoneOf(typed.phone);
    return this.transactions.run(async (tx) => {
      await this.codes.check(tx, { purpose: 'claim', subject: phone, code: typed.code });
      const account = await this.accountOf(tx, phone, typed);
      const started = await this.sessions.start(tx, account, visitor);
      const offers = await this.lockedOffers(tx, phone);
      const [only] = offers;
      if (!only || offers.length > 1) return { started, answer: { accountId: account.id, claimed: [], offered: offers } };
      await this.join(tx, started.actor, offers, 'POST /api/v1/claims/confirm');
      return { started, answer: { accountId: account.id, claimed: offers, offered: [] } };
    });
  }

  /** What the number that one has just proven offers. */
  async list(actor: Actor): Promise<OfferDto[]> {
    const phone = await this.provenPhone(this.transactions.reader, actor);
    return phone === null ? [] : this.offers(this.transactions.reader, phone);
  }

  /** Throws: Problem forbidden, not-found. */
  async accept(tx: EntityManager, actor: Actor, producerIds: readonly string[]): Promise<ClaimedDto> {
    const phone = await this.provenPhone(tx, actor);
    if (phone === null) throw new Problem(problems.forbidden, 'Xin lấy mã mới: đã quá 30 phút từ khi bạn xác nhận số điện thoại.');
    const offers = await this.lockedOffers(tx, phone);
    const wanted = offers.filter(({ id }) => producerIds.includes(id));
    if (wanted.length < producerIds.length) throw new Problem(problems.notFound, 'Có hồ sơ không còn nhận được bằng số điện thoại này.');
    await this.join(tx, actor, wanted, 'POST /api/v1/claims/accept');
    return { accountId: actor.accountId, claimed: wanted, offered: offers.filter((one) => !wanted.includes(one)) };
  }

  /** Producers with this number that have no people: those that have some are theirs to share. */
  private offers(db: EntityManager, phone: string): Promise<OfferDto[]> {
    return rows<OfferDto>(
      db,
      `select p.id, p.name, p.province_code as "provinceCode", p.commune_code as "communeCode" from producer p
       where p.id in (${WITH_NUMBER}) and p.practice_of is null and not exists (select from membership m where m.producer_id = p.id) order by p.id limit ${MOST_CLAIMS}`,
      [this.phones.hashesOf(phone)],
    );
  }

  /** Looked at after the lock: whoever waited for somebody else's claim must see it. */
  private async lockedOffers(tx: EntityManager, phone: string): Promise<OfferDto[]> {
    await tx.query(`select 1 from producer where id in (${WITH_NUMBER}) order by id for update`, [this.phones.hashesOf(phone)]);
    return this.offers(tx, phone);
  }

  private async provenPhone(db: EntityManager, actor: Actor): Promise<string | null> {
    const account = await db.findOneByOrFail(Account, { id: actor.accountId });
    const since = this.clock.now().getTime() - PROOF_MS;
    return account.phoneProvenAt !== null && account.phoneProvenAt.getTime() > since ? this.phones.open(account) : null;
  }

  private async accountOf(tx: EntityManager, phone: string, typed: ConfirmClaim): Promise<Account> {
    const known = await tx.findOneBy(Account, { phoneIndex: In(this.phones.hashesOf(phone)) });
    if (known && known.role !== 'producer')
      throw new Problem(problems.illegalMove, 'Số này là của một tài khoản cán bộ; chủ thể cần số của chính mình.');
    if (known && !known.isActive) throw new Problem(problems.codeWrong);
    const id = known?.id ?? (await this.accounts.create(tx, { phone, name: typed.name, password: typed.password, role: 'producer' })).id;
    await tx.update(Account, { id }, { phoneProvenAt: this.clock.now() });
    return tx.findOneByOrFail(Account, { id });
  }

  /** At most twenty, each with an act of its own: they are different producers. */
  private async join(tx: EntityManager, actor: Actor, offers: readonly OfferDto[], what: string): Promise<void> {
    const now = this.clock.now();
    await tx.query('insert into membership (producer_id, account_id, created_at) select id, $2, $3 from unnest($1::uuid[]) id', [
      ...[offers.map(({ id }) => id), actor.accountId, now],
    ]);
    for (const { id } of offers)
      await writeAct(tx, {
        ...{ at: now, actor, producerId: id, what, subject: {}, requestId: null },
        changes: [{ of: 'member', id: actor.accountId, field: 'state', after: 'added' }],
      });
  }
}
