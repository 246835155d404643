import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { noteChange, type Actor } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { CODE_MS } from '../code/code.rules';
import { Codes } from '../code/codes';
import { practises } from '../practice/practises';
import { PRACTICE_CODE } from '../practice/practice.rules';
import { masked } from '../producer/producer.rules';
import { ProducerSecrets } from '../producer/producer.secrets';
import { askedVi, contentOfConsents, type Awaiting } from './consent-code.rules';
import type { ConsentCodeDto, ConsentDto } from './consent.dto';
import { awaitsCode } from './consent.rules';
import { ConsentService } from './consent.service';

/** Most consents that one code confirms: of one visit. */
const MOST = 40;

/**
 * Whoever heard a household agree shows it by a code to its phone. One code confirms all that this person wrote down for it and that waits: those very texts,
 * and nothing that is written down later.
 */
@Injectable()
export class ConsentCodes {
  constructor(
    private readonly clock: Clock,
    private readonly codes: Codes,
    private readonly secrets: ProducerSecrets,
    private readonly consents: ConsentService,
  ) {}

  /** Throws: Problem illegal-move when nothing waits or the number is not the household's; too-many-requests. */
  async send(tx: EntityManager, actor: Actor, producerId: string): Promise<ConsentCodeDto> {
    const awaiting = await this.awaiting(tx, actor, producerId);
    const consentIds = awaiting.map(({ id }) => id);
    if (await practises(tx, producerId)) {
      const expiresAt = new Date(this.clock.now().getTime() + CODE_MS).toISOString();
      return { expiresAt, consentIds, phoneMasked: '', practiceCode: PRACTICE_CODE };
    }
    const phone = await this.phoneOf(tx, producerId);
    const [said] = await rows<{ officer: string; producer: string }>(
      tx,
      'select a.name as officer, p.name as producer from account a, producer p where a.id = $1 and p.id = $2',
      [actor.accountId, producerId],
    );
    const { expiresAt } = await this.codes.send(tx, {
      ...{ purpose: 'consent', subject: subjectOf(actor, producerId), content: contentOfConsents(awaiting, actor.accountId, phone) },
      ...{ phone, producerId, askedFrom: `account:${actor.accountId}`, isFromKnown: true },
      about: askedVi(said?.officer ?? '', said?.producer ?? '', awaiting),
    });
    for (const { id } of awaiting) noteChange(tx, { of: 'consent', id, field: 'code' });
    return { expiresAt: expiresAt.toISOString(), phoneMasked: masked(phone), consentIds, practiceCode: null };
  }

  /** From now on they count. Throws: Problem illegal-move when nothing waits; code-wrong. */
  async confirm(tx: EntityManager, actor: Actor, producerId: string, code: string): Promise<ConsentDto[]> {
    const awaiting = await this.awaiting(tx, actor, producerId);
    const ids = awaiting.map(({ id }) => id);
    const isPractised = code === PRACTICE_CODE && (await practises(tx, producerId));
    const phone = isPractised ? null : await this.phoneOf(tx, producerId);
    const { codeId } =
      phone === null
        ? { codeId: newId() }
        : await this.codes.check(tx, {
            ...{
              purpose: 'consent',
              subject: subjectOf(actor, producerId),
              content: contentOfConsents(awaiting, actor.accountId, phone),
              code,
            },
          });
    await rows(tx, 'update consent set code_id = $2, code_phone = $3, code_confirmed_at = $4 where id = any($1)', [
      ...[ids, codeId, phone === null ? null : masked(phone), this.clock.now()],
    ]);
    for (const id of ids) noteChange(tx, { of: 'consent', id, field: 'code', after: 'confirmed' });
    return (await this.consents.list(tx, producerId)).filter(({ id }) => ids.includes(id));
  }

  /** What this person wrote down and what waits, locked. */
  private async awaiting(tx: EntityManager, actor: Actor, producerId: string): Promise<Awaiting[]> {
    const found = await rows<Awaiting>(
      tx,
      `select c.id, c.purpose, c.text_version as "textVersion", encode(c.text_sha256, 'hex') as sha256, c.platform_name as "platformName" from consent c
        where c.producer_id = $1 and c.collected_by = $2 and ${awaitsCode('c')} and c.withdrawn_at is null and coalesce(c.valid_until, 'infinity') > $3
        order by c.id limit ${MOST} for update`,
      [producerId, actor.accountId, this.clock.now()],
    );
    if (found.length === 0) throw new Problem(problems.illegalMove, 'Không có đồng ý nào do anh/chị ghi đang chờ mã.');
    return found;
  }

  private async phoneOf(tx: EntityManager, producerId: string): Promise<string> {
    const { number } = await this.secrets.phoneOf(tx, producerId);
    if (number === null)
      throw new Problem(problems.illegalMove, 'Hộ chưa có số điện thoại để gửi mã; xin ghi số của hộ, hoặc dùng giấy ký.');
    const hashes = this.secrets.hashesOfPhone(number);
    const helpers = await rows(tx, `select 1 from account where phone_index = any($1) and role <> 'producer'`, [hashes]);
    if (helpers.length > 0)
      throw new Problem(problems.illegalMove, 'Số điện thoại của hộ là số của cán bộ; xin ghi số của chính hộ, hoặc dùng giấy ký.');
    return number;
  }
}

const subjectOf = (actor: Actor, producerId: string): string => `${producerId} ${actor.accountId}`;
