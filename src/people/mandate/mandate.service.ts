import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { decodeCursor, exactTime, invalid, noteChange, toPage, type Actor, type Page } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import type { ProofInput } from '../consent/consent.dto';
import { Account } from '../account/account.entity';
import { awaitsCode, HELPING, voidedAt } from '../consent/consent.rules';
import { ConsentService, type Purpose } from '../consent/consent.service';
import { everKnownAs } from '../merge/merged.sql';
import { isInArea } from './area.rules';
import type { HandOver, MandateDto, MandateInput, MandateList, ProvinceMandates } from './mandate.dto';
import { Mandate } from './mandate.entity';
import { addMonths, DEFAULT_MONTHS, endOf, endsSoon, EVIDENCE_DUE, MOST_MONTHS, RIGHTS, RIGHTS_VI, type Mandated } from './mandate.rules';

/** The columns of `Mandated`, of `mandate d` and its `consent c`; times as JSON writes them. */
export const MANDATED = `d.id, d.rights, d.valid_from as "validFrom", d.valid_until as "validUntil", d.revoked_at as "revokedAt",
  c.withdrawn_at as "consentWithdrawnAt", least(c.valid_until, ${voidedAt('c')}) as "consentValidUntil", ${EVIDENCE_DUE} as "evidenceDueAt"`;

/** Where the mandate stands in a request that registers the producer: what the household just told may then wait for its code. */
const REGISTERING = '/mandate';

type Row = Omit<MandateDto, 'counts' | 'endsSoon' | 'validFrom' | 'validUntil' | 'revokedAt' | 'evidenceDueAt'> & {
  readonly cursorAt: string;
  readonly mandated: Mandated;
};

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
    return this.enter(tx, actor, producerId, officerId, wanted, { now: this.clock.now(), at });
  }

  /**
   * Another officer goes on, from the instant at which the one before stops, with the same rights or fewer; the producer agreed to this officer anew (Bộ luật
   * Dân sự 2015, Điều 564). Throws: Problem not-found, validation; illegal-move when there is nothing to hand over.
   */
  async handOver(tx: EntityManager, actor: Actor, producerId: string, id: string, wanted: HandOver): Promise<MandateDto> {
    const now = this.clock.now();
    await rows(tx, 'select from mandate where id = $1 and producer_id = $2 for update', [id, producerId]);
    const before = await this.one(tx, producerId, id);
    if (!before.counts) throw new Problem(problems.illegalMove, 'Uỷ quyền này không còn hiệu lực; xin ghi uỷ quyền mới.');
    if (wanted.officerId === before.officerId) throw invalid([{ pointer: '/officerId', message: 'Uỷ quyền đang là của cán bộ này.' }]);
    const officer = await tx.findOneBy(Account, { id: wanted.officerId });
    if (officer?.role !== 'officer' || !officer.isActive)
      throw invalid([{ pointer: '/officerId', message: 'Không có cán bộ hỗ trợ này.' }]);
    const serves = await rows(tx, `select from producer p where p.id = $1 and ${isInArea('$2', 'p.province_code', 'p.commune_code')}`, [
      producerId,
      wanted.officerId,
    ]);
    if (serves.length === 0) throw invalid([{ pointer: '/officerId', message: 'Cán bộ này không phụ trách xã của chủ thể.' }]);
    const rights = wanted.rights ?? before.rights;
    const more = rights.filter((right) => !before.rights.includes(right));
    if (more.length > 0)
      throw invalid([
        { pointer: '/rights', message: `Chuyển giao không thêm được quyền: ${more.map((right) => RIGHTS_VI[right]).join(', ')}.` },
      ]);
    await this.end(tx, actor, id, now, `Chuyển giao cho ${officer.name}`);
    return this.enter(tx, actor, producerId, wanted.officerId, { ...wanted, rights }, { now, at: '' });
  }

  /** Of an officer who practises: everything, as long as mandates last. */
  forPractice(tx: EntityManager, actor: Actor, producerId: string, proof: ProofInput): Promise<MandateDto> {
    const wanted: MandateInput = { officerUnit: 'extension', rights: [...RIGHTS], months: MOST_MONTHS, proof };
    return this.enter(tx, actor, producerId, actor.accountId, wanted, { now: this.clock.now(), at: '', isPractice: true });
  }

  private async enter(
    tx: EntityManager,
    actor: Actor,
    producerId: string,
    officerId: string,
    wanted: MandateInput,
    { now, at, isPractice = false }: { readonly now: Date; readonly at: string; readonly isPractice?: boolean },
  ): Promise<MandateDto> {
    const { consentId, textVersion, proof } = wanted;
    const wish: Purpose = {
      purpose: HELPING,
      ...(consentId === undefined ? {} : { id: consentId }),
      ...(textVersion === undefined ? {} : { textVersion }),
    };
    const consent = await this.consents.record(tx, actor, producerId, wish, proof, {
      ...{ at: `${at}/proof`, atText: `${at}/textVersion`, mayFollow: at === REGISTERING, isPractice },
    });
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
    await this.end(tx, actor, id, this.clock.now(), reason ?? null);
    return this.one(tx, producerId, id);
  }

  private async end(tx: EntityManager, actor: Actor, id: string, at: Date, reason: string | null): Promise<void> {
    await tx.query('update mandate set revoked_at = $2, revoked_by = $3, revoke_reason = $4 where id = $1 and revoked_at is null', [
      ...[id, at, actor.accountId, reason],
    ]);
    noteChange(tx, { of: 'mandate', id, field: 'state', after: 'revoked' });
  }

  /** Mandates of an officer in a province that have neither ended nor been revoked, the oldest first: for handing them over when the officer leaves. */
  async listOpen(provinceCode: string, { officerId, limit, cursor }: ProvinceMandates): Promise<Page<MandateDto>> {
    const after = cursor === undefined ? null : decodeCursor(cursor);
    const found = await this.read(
      this.transactions.reader,
      `d.officer_id = $1 and p.province_code = $2 and d.revoked_at is null and d.valid_until > $3
       and ($4::timestamptz is null or (d.created_at, d.id) > ($4, $5::uuid)) order by d.created_at, d.id limit $6`,
      [officerId, provinceCode, this.clock.now(), after?.at ?? null, after?.id ?? null, limit + 1],
    );
    return toPage(found, limit, (row) => this.toDto(row));
  }

  /** With those that a producer gave which was merged into it: they have ended. */
  async list(producerId: string): Promise<MandateList> {
    return { items: await this.find(this.transactions.reader, `d.producer_id = any(${everKnownAs('$1')})`, [producerId]) };
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
    const found = await this.read(db, `${condition} order by d.valid_from desc, d.id limit 200`, values);
    return found.map((row) => this.toDto(row));
  }

  private read(db: EntityManager, condition: string, values: readonly unknown[]): Promise<Row[]> {
    return rows<Row>(
      db,
      `select d.id, d.producer_id as "producerId", p.name as "producerName", d.officer_id as "officerId", a.name as "officerName",
              d.officer_unit as "officerUnit", d.rights, d.consent_id as "consentId", d.revoke_reason as "revokeReason", ${awaitsCode('c')} as "awaitsCode",
              (select to_json(m) from (select ${MANDATED}) m) as mandated, ${exactTime('d.created_at')} as "cursorAt"
       from mandate d join consent c on c.id = d.consent_id join account a on a.id = d.officer_id join producer p on p.id = d.producer_id
       where ${condition}`,
      values,
    );
  }

  private toDto({ mandated, cursorAt: _cursorAt, ...row }: Row): MandateDto {
    const now = this.clock.now();
    const time = (text: string | null): string | null => (text === null ? null : new Date(text).toISOString());
    return {
      ...row,
      validFrom: new Date(mandated.validFrom).toISOString(),
      validUntil: new Date(mandated.validUntil).toISOString(),
      revokedAt: time(mandated.revokedAt),
      evidenceDueAt: time(mandated.evidenceDueAt),
      counts: Date.parse(mandated.validFrom) <= now.getTime() && now < endOf(mandated),
      endsSoon: endsSoon(mandated, now),
    };
  }
}
