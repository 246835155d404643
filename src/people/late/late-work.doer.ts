import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Writes, type WriteRequest } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';
import type { LateWorkDto } from './late-work.dto';
import { LatePermits, PERMIT_HEADER } from './late-permits';
import { LateWork, type LateRow } from './late-work.service';

/** Does accepted late work by the same handlers as if it had come in time: same checks, same key, the author who did it. */
@Injectable()
export class LateWorkDoer {
  constructor(
    private readonly late: LateWork,
    private readonly permits: LatePermits,
    private readonly writes: Writes,
    private readonly host: HttpAdapterHost,
  ) {}

  /**
   * Cut off in the middle, it is done again by the next try with the key of its author, which has one effect.
   * Throws: Problem not-found; illegal-move; late-work-conflict with the answer when it can be done no longer, and it goes on waiting.
   */
  async accept(write: WriteRequest, producerId: string, id: string): Promise<LateWorkDto> {
    const work = await this.late.begin(producerId, id);
    if (work.state !== 'accepted') await this.carryOut(work, write.actor.accountId);
    return this.writes.run(write, (tx) => this.late.decide(tx, write.actor, producerId, id, { to: 'accepted' }));
  }

  private async carryOut(work: LateRow, acceptedBy: string): Promise<void> {
    const { method, url, body, officerId, mandateId, deviceId } = work;
    const actor = { accountId: officerId, role: 'officer', provinceCode: null, mandateId, acceptedBy } as const;
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    const answer = await this.permits.during({ actor, method, url }, (secret) =>
      server.inject({
        method: method as 'POST', // of a request that came in
        url,
        headers: {
          ...{ [PERMIT_HEADER]: secret, 'idempotency-key': work.key, 'x-captured-at': work.capturedAt.toISOString() },
          ...(deviceId === null ? {} : { 'x-device-id': deviceId }),
          ...(body === null ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === null ? {} : { payload: body }),
      }),
    );
    if (answer.statusCode < 300) return;
    await this.late.putBack(work.id);
    const { title, detail, type } = answer.json<{ title?: string; detail?: string; type?: string }>();
    throw new Problem(problems.lateWorkConflict, [title, detail].filter((text) => text !== undefined).join('. '), {
      cause: { status: answer.statusCode, type: type ?? null },
    });
  }
}
