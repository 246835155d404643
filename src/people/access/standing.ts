import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import type { Actor } from '../../shared/http';
import { Clock, Problem, problems, showTime } from '../../shared/kernel';
import { judgeMandates, RIGHTS_VI, type Right } from '../mandate/mandate.rules';
import { MANDATED } from '../mandate/mandate.service';
import { maySee, type Relation } from './access.rules';
import { isInArea } from '../mandate/area.rules';

const RESTRICTED_VI = 'Chủ thể đã yêu cầu hạn chế xử lý dữ liệu, nên cán bộ tạm thời không làm thay được.';
const MERGED_INTO = `(select g.now_id from producer_merge g where g.from_id = p.id) as "mergedInto"`;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** How somebody stands to a producer at this moment. The guard asks it for requests, work in the background asks it before each of its steps. */
@Injectable()
export class Standing {
  constructor(private readonly clock: Clock) {}

  /** null: there is no such producer. */
  async relation(db: EntityManager, actor: Actor, producerId: string): Promise<Relation | null> {
    if (!UUID.test(producerId)) return null;
    const [relation] = await rows<Relation>(
      db,
      actor.role === 'officer'
        ? `select p.province_code as "provinceCode", p.restricted_since as "restrictedSince", false as "isMember",
             ${isInArea('$2', 'p.province_code', 'p.commune_code')} as "isInArea",
             (select coalesce(json_agg(m), '[]') from (
                select ${MANDATED} from mandate d join consent c on c.id = d.consent_id
                where d.producer_id = p.id and d.officer_id = $2 order by d.valid_from desc limit 20) m) as mandates, ${MERGED_INTO}
           from producer p where p.id = $1`
        : `select p.province_code as "provinceCode", p.restricted_since as "restrictedSince", false as "isInArea", '[]'::json as mandates,
             exists (select from membership m where m.producer_id = p.id and m.account_id = $2) as "isMember", ${MERGED_INTO}
           from producer p where p.id = $1`,
      [producerId, actor.accountId],
    );
    return relation ?? null;
  }

  /** What is answered for a producer that was merged: which one is left, to those who may see that. */
  async refusalOf(db: EntityManager, actor: Actor, mergedInto: string): Promise<Problem> {
    const left = await this.relation(db, actor, mergedInto);
    if (!maySee(actor, left)) return new Problem(problems.notFound);
    return new Problem(problems.producerMerged, 'Hồ sơ này đã được gộp vào một hồ sơ khác; xin làm việc với hồ sơ đó.', { mergedInto });
  }

  /** The mandate under which an officer acts. Throws: Problem forbidden, outside-area, mandate-missing, mandate-ended. */
  mandateFor(right: Right | undefined, relation: Relation, withoutEvidence = false): string {
    if (right === undefined) throw new Problem(problems.forbidden);
    const mandates = withoutEvidence ? relation.mandates.map((mandate) => ({ ...mandate, evidenceDueAt: null })) : relation.mandates;
    const answer = judgeMandates(mandates, right, this.clock.now());
    switch (answer.is) {
      case 'granted':
        if (relation.restrictedSince !== null) throw new Problem(problems.forbidden, RESTRICTED_VI);
        if (!relation.isInArea) throw new Problem(problems.outsideArea, 'Chủ thể này ở ngoài địa bàn bạn được giao.');
        return answer.mandateId;
      case 'without-right':
        throw new Problem(problems.mandateMissing, `Uỷ quyền của chủ thể không có quyền: ${RIGHTS_VI[right]}.`, { right });
      case 'ended':
        throw new Problem(problems.mandateEnded, `Uỷ quyền đã hết hiệu lực lúc ${showTime(answer.at)}.`, {
          endedAt: answer.at.toISOString(),
        });
      case 'not-begun':
        throw new Problem(problems.mandateMissing, `Uỷ quyền bắt đầu có hiệu lực lúc ${showTime(answer.from)}.`, { right });
      case 'none':
        throw new Problem(problems.notFound);
      default:
        return answer satisfies never;
    }
  }

  /**
   * Somebody in whose name work goes on in the background, asked before each step of it: a word of the producer stops it at once.
   * Throws: what the guard would throw for a request of that person; forbidden when the account is gone or locked.
   */
  async actorFor(db: EntityManager, accountId: string | null, producerId: string, right: Right): Promise<Actor> {
    const [actor] = await rows<Actor>(
      db,
      'select id as "accountId", role, province_code as "provinceCode" from account where id = $1 and is_active',
      [accountId],
    );
    if (!actor) throw new Problem(problems.forbidden, 'Tài khoản của người gửi đã bị khoá hoặc đã xoá.');
    const relation = await this.relation(db, actor, producerId);
    if (!maySee(actor, relation) || relation.mergedInto !== null)
      throw new Problem(problems.forbidden, 'Người gửi không còn làm việc cho chủ thể này.');
    return actor.role === 'officer' ? { ...actor, mandateId: this.mandateFor(right, relation) } : actor;
  }
}
