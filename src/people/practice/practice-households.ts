import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { actsFor, noteChange, type Actor } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { ConsentService, type Purpose } from '../consent/consent.service';
import { PUBLISHING, type PurposeCode } from '../consent/consent.rules';
import { PlatformNames } from '../consent/platform-names';
import { MandateService } from '../mandate/mandate.service';

const PROOF = { method: 'demonstration', signerName: 'Hộ tập dượt', signerRelation: 'self' } as const;
const AGREED: readonly PurposeCode[] = ['register-profile', 'order-fulfilment'];
/** Begun anew on one day: more is no practice. */
const MOST_A_DAY = 20;

/** The household with which an officer tries everything. It is demonstration data, has no people, is sent no message, and nobody else meets it. */
@Injectable()
export class PracticeHouseholds {
  constructor(
    private readonly clock: Clock,
    private readonly consents: ConsentService,
    private readonly platforms: PlatformNames,
    private readonly mandates: MandateService,
  ) {}

  /** Its id, and until when it may be practised with; null: there is none. */
  async of(db: EntityManager, officerId: string): Promise<{ readonly id: string; readonly until: Date | null } | null> {
    const [found] = await rows<{ id: string; until: Date | null }>(
      db,
      `select p.id, (select max(d.valid_until) from mandate d where d.producer_id = p.id and d.officer_id = $1 and d.revoked_at is null and d.valid_until > $2) as until
         from producer p where p.practice_of = $1 and p.practice_ended_at is null`,
      [officerId, this.clock.now()],
    );
    return found ?? null;
  }

  /** Makes it, or answers the one that is there, with a mandate that counts. Throws: illegal-move of an officer without an area. */
  async begin(tx: EntityManager, actor: Actor): Promise<string> {
    // Two taps, or two devices, wait for one another.
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('practice ' || $1, 0))`, [actor.accountId]);
    const known = await this.of(tx, actor.accountId);
    const id = known?.id ?? (await this.make(tx, actor));
    actsFor(tx, id);
    if (!known?.until) await this.mandates.forPractice(tx, actor, id, PROOF);
    return id;
  }

  /** What there is stays in the books and is met by nobody any more. Answers its id. */
  async end(tx: EntityManager, actor: Actor): Promise<string | null> {
    const now = this.clock.now();
    const [ended] = await rows<{ id: string }>(
      tx,
      'update producer set practice_ended_at = $2, version = version + 1, updated_at = $2 where practice_of = $1 and practice_ended_at is null returning id',
      [actor.accountId, now],
    );
    if (!ended) return null;
    await rows(
      tx,
      `update mandate set revoked_at = $2, revoked_by = $3, revoke_reason = 'Tập dượt lại từ đầu' where producer_id = $1 and revoked_at is null`,
      [...[ended.id, now, actor.accountId]],
    );
    await rows(
      tx,
      `update consent set withdrawn_at = $2, withdrawn_by = $3, withdrawal_method = 'in-person' where producer_id = $1 and withdrawn_at is null`,
      [ended.id, now, actor.accountId],
    );
    noteChange(tx, { of: 'producer', id: ended.id, field: 'practice', before: true, after: null });
    return ended.id;
  }

  private async make(tx: EntityManager, actor: Actor): Promise<string> {
    const now = this.clock.now();
    const [place] = await rows<{ provinceCode: string; communeCode: string | null; officer: string; today: number }>(
      tx,
      `select x.province_code as "provinceCode", coalesce(x.commune_code, (select min(c.code) from commune c where c.province_code = x.province_code)) as "communeCode",
              a.name as officer, (select count(*)::int from producer p where p.practice_of = a.id and p.created_at > $2::timestamptz - interval '1 day') as today
         from officer_area x join account a on a.id = x.account_id where a.id = $1 order by x.province_code, x.commune_code nulls last limit 1`,
      [actor.accountId, now],
    );
    if (!place)
      throw new Problem(problems.illegalMove, 'Anh/chị chưa được giao địa bàn nên chưa tập dượt được; xin văn phòng tỉnh giao địa bàn.');
    if (place.today >= MOST_A_DAY)
      throw new Problem(problems.illegalMove, 'Hôm nay đã bắt đầu lại nhiều lần; xin dùng hộ tập dượt đang có.');
    const [made] = await rows<{ id: string }>(
      tx,
      `insert into producer (id, kind, name, province_code, commune_code, is_demonstration, practice_of, created_by, created_at, updated_at)
       values ($1, 'household-business', $2, $3, $4, true, $5, $5, $6, $6) returning id`,
      [newId(), `Hộ tập dượt của ${place.officer}`, place.provinceCode, place.communeCode, actor.accountId, now],
    );
    if (!made) throw new Error('a row that was just written is gone');
    const wanted: readonly Purpose[] = [
      ...AGREED.map((purpose) => ({ purpose })),
      ...this.platforms.all().map(([platform]): Purpose => ({ purpose: PUBLISHING, platform })),
    ];
    for (const one of wanted) await this.consents.record(tx, actor, made.id, one, PROOF, { isPractice: true }); // a handful
    return made.id;
  }
}
