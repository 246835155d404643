import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { invalid, noteChange, type Actor } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { Account } from '../account/account.entity';
import { ConsentService } from '../consent/consent.service';
import type { MandateDto, MandateInput, MandateList } from './mandate.dto';
import { Mandate } from './mandate.entity';
import { addMonths, DEFAULT_MONTHS, endOf, type Mandated } from './mandate.rules';

/** The columns of `Mandated`, of `mandate d` and its `consent c`; times as JSON writes them. */
export const MANDATED = `d.id, d.rights, d.valid_from as "validFrom", d.valid_until as "validUntil", d.revoked_at as "revokedAt",
  c.withdrawn_at as "consentWithdrawnAt", c.valid_until as "consentValidUntil"`;

type Row = Omit<MandateDto, 'counts' | 'validFrom' | 'validUntil' | 'revokedAt'> & { readonly mandated: Mandated };

@Injectable()
export class MandateService {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly consents: ConsentService,
  ) {}

  /**
   * The producer lets an officer act; a mandate of the same officer that still counts is replaced. `at` is the JSON pointer of the mandate.
   * Throws: Problem validation, not-found.
   */
  async grant(tx: EntityManager, actor: Actor, producerId: string, officerId: string, wanted: MandateInput, at = ''): Promise<MandateDto> {
    if (actor.role === 'officer' && officerId !== actor.accountId)
      throw new Problem(
        problems.forbidden,
        'Cán bộ chỉ ghi được uỷ quyền cho chính mình; chuyển giao thì chủ thể hoặc văn phòng tỉnh ghi.',
      );
    const officer = await tx.findOneBy(Account, { id: officerId });
    if (officer?.role !== 'officer') throw invalid([{ pointer: `${at}/officerId`, message: 'Không có cán bộ hỗ trợ này.' }]);
    const now = this.clock.now();
    const consent = await this.consents.record(tx, actor, producerId, { purpose: 'officer-acts-for-me' }, wanted.proof, `${at}/proof`);
    await tx.query(
      `update mandate set revoked_at = $3, revoked_by = $4, revoke_reason = 'Thay bằng uỷ quyền mới'
       where producer_id = $1 and officer_id = $2 and revoked_at is null`,
      [producerId, officerId, now, actor.accountId],
    );
    const mandate = tx.create(Mandate, {
      id: wanted.id ?? newId(),
      producerId,
      officerId,
      officerUnit: wanted.officerUnit,
      rights: wanted.rights,
      consentId: consent.id,
      validFrom: now,
      validUntil: addMonths(now, wanted.months ?? DEFAULT_MONTHS),
      grantedBy: actor.accountId,
      createdAt: now,
      revokedAt: null,
      revokedBy: null,
      revokeReason: null,
    });
    await tx.insert(Mandate, mandate);
    noteChange(tx, { of: 'mandate', id: mandate.id, field: 'rights', after: wanted.rights.join(' ') });
    return this.one(tx, producerId, mandate.id);
  }

  /** From this instant the officer is out. Revoking what is revoked changes nothing. Throws: Problem not-found. */
  async revoke(tx: EntityManager, actor: Actor, producerId: string, id: string, reason: string | undefined): Promise<MandateDto> {
    const mandate = await this.one(tx, producerId, id);
    if (actor.role === 'officer' && mandate.officerId !== actor.accountId)
      throw new Problem(problems.forbidden, 'Cán bộ chỉ dừng được uỷ quyền của chính mình.');
    await tx.query('update mandate set revoked_at = $2, revoked_by = $3, revoke_reason = $4 where id = $1 and revoked_at is null', [
      id,
      this.clock.now(),
      actor.accountId,
      reason ?? null,
    ]);
    noteChange(tx, { of: 'mandate', id, field: 'state', after: 'revoked' });
    return this.one(tx, producerId, id);
  }

  async list(producerId: string): Promise<MandateList> {
    return { items: await this.find(this.transactions.reader, 'd.producer_id = $1', [producerId]) };
  }

  async listOfOfficer(actor: Actor): Promise<MandateList> {
    return { items: await this.find(this.transactions.reader, 'd.officer_id = $1', [actor.accountId]) };
  }

  private async one(db: EntityManager, producerId: string, id: string): Promise<MandateDto> {
    const [mandate] = await this.find(db, 'd.producer_id = $1 and d.id = $2', [producerId, id]);
    if (!mandate) throw new Problem(problems.notFound, 'Không có uỷ quyền này.');
    return mandate;
  }

  private async find(db: EntityManager, condition: string, values: readonly unknown[]): Promise<MandateDto[]> {
    const found = await rows<Row>(
      db,
      `select d.id, d.producer_id as "producerId", d.officer_id as "officerId", a.name as "officerName", d.officer_unit as "officerUnit", d.rights,
              d.consent_id as "consentId", d.revoke_reason as "revokeReason", (select to_json(m) from (select ${MANDATED}) m) as mandated
       from mandate d join consent c on c.id = d.consent_id join account a on a.id = d.officer_id
       where ${condition} order by d.valid_from desc, d.id limit 200`,
      values,
    );
    const now = this.clock.now();
    return found.map(({ mandated, ...row }) => ({
      ...row,
      validFrom: new Date(mandated.validFrom).toISOString(),
      validUntil: new Date(mandated.validUntil).toISOString(),
      revokedAt: mandated.revokedAt === null ? null : new Date(mandated.revokedAt).toISOString(),
      counts: Date.parse(mandated.validFrom) <= now.getTime() && now < endOf(mandated),
    }));
  }
}
