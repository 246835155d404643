import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import type { Actor } from '../../shared/http';
import { Clock, Problem, problems } from '../../shared/kernel';
import { SecretBoxes } from '../../shared/secret';
import { sealRequestAnswer } from './request-words';

const LIFTED_VI = 'Chủ thể đã thôi yêu cầu hạn chế xử lý dữ liệu.';

/**
 * Whoever asks for it has the own data only kept, from the moment of asking until the request is refused or its author wants it no more: nothing is published
 * or shown on platforms, and officers do not come in. That it was answered ends nothing. Orders that buyers have placed are still brought to them.
 */
@Injectable()
export class Restrictions {
  constructor(
    private readonly clock: Clock,
    private readonly boxes: SecretBoxes,
  ) {}

  /** Brings the producer in line with what is asked for. */
  async settle(tx: EntityManager, producerId: string): Promise<void> {
    await rows(
      tx,
      `with asked as (select min(created_at) as since from person_request
                       where producer_id = $1 and kind = 'restrict' and state <> 'refused' and lifted_at is null)
       update producer p set restricted_since = asked.since from asked where p.id = $1 and p.restricted_since is distinct from asked.since`,
      [producerId],
    );
  }

  /** Ends it; a request that was not answered yet is answered by that. Lifting what is lifted changes nothing. Throws: Problem illegal-move. */
  async lift(tx: EntityManager, actor: Actor, producerId: string, id: string): Promise<void> {
    const [request] = await rows<{ kind: string; state: string; isLifted: boolean }>(
      tx,
      `select kind, state, lifted_at is not null as "isLifted" from person_request where id = $1 and producer_id = $2 for update`,
      [id, producerId],
    );
    if (request?.kind !== 'restrict' || request.state === 'refused')
      throw new Problem(problems.illegalMove, 'Yêu cầu này không phải là yêu cầu hạn chế đang có hiệu lực.');
    if (request.isLifted) return;
    await rows(
      tx,
      `update person_request set lifted_at = $2, lifted_by = $3, state = 'done', acknowledged_at = coalesce(acknowledged_at, $2),
         acknowledged_by = coalesce(acknowledged_by, $3), decided_at = coalesce(decided_at, $2), decided_by = coalesce(decided_by, $3), answer_box = coalesce(answer_box, $4)
       where id = $1`,
      [id, this.clock.now(), actor.accountId, sealRequestAnswer(this.boxes, id, LIFTED_VI)],
    );
    await this.settle(tx, producerId);
  }
}
