import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Env } from '../../../config/env';
import { Transactions } from '../../shared/db';
import { actOf, Answered, writeRequestOf, type Actor } from '../../shared/http';
import { Clock, Problem, problems } from '../../shared/kernel';
import { LatePermits } from '../late/late-permits';
import { mandateThen, mayWait } from '../late/late-work.rules';
import { LateWork } from '../late/late-work.service';
import { credentialOf, isFromOwnPage, mayUse, SESSION_COOKIE, type Credential } from '../session/credential.rules';
import { SessionService } from '../session/session.service';
import { maySee, type Access, type Relation } from './access.rules';
import { ACCESS } from './access.table';
import { Standing } from './standing';

type Restricted = Exclude<Access, { public: true }>;

const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * On a shared phone what one person wrote may be sent while another is signed in: the device names the author, and what is somebody else's is kept there
 * until they are back. Throws: Problem author-mismatch.
 */
function refuseOtherAuthor({ method, headers }: FastifyRequest, { accountId }: Actor): void {
  const author = headers['x-author'];
  if (author === undefined || READS.includes(method) || String(author).toLowerCase() === accountId) return;
  throw new Problem(problems.authorMismatch, 'Việc này do tài khoản khác ghi trên máy này; xin giữ lại đến khi người đó đăng nhập.');
}

/**
 * The one guard of the program. Nothing is let in that the table does not name. What belongs to a producer one may not see is "not found": a refusal
 * would tell that it exists.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly sessions: SessionService,
    private readonly transactions: Transactions,
    private readonly env: Env,
    private readonly standing: Standing,
    private readonly clock: Clock,
    private readonly late: LateWork,
    private readonly permits: LatePermits,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const access = ACCESS[`${method} ${request.routeOptions.url ?? ''}`];
    if (!access) throw new Problem(problems.forbidden);
    return 'public' in access ? true : this.check(context, request, access);
  }

  private async check(context: ExecutionContext, request: FastifyRequest, access: Restricted): Promise<boolean> {
    const late = this.permits.take(request);
    if (late) {
      request.actor = late;
      return access.allow.includes('officer') && access.right !== undefined;
    }
    const credential = credentialOf(request.headers.authorization, request.cookies[SESSION_COOKIE]);
    const identified = credential && (await this.sessions.actorOf(credential));
    if (!credential || !identified) throw new Problem(problems.unauthenticated);
    const { actor, tokenRights } = identified;
    request.actor = actor;
    this.refuseForgery(request, credential);
    refuseOtherAuthor(request, actor);
    const { producerId } = request.params as { producerId?: string };
    const relation = producerId === undefined ? undefined : await this.standing.relation(this.transactions.reader, actor, producerId);
    if (relation?.mergedInto) return this.refuseMerged(context, actor, access, relation, relation.mergedInto);
    if (relation !== undefined && !maySee(actor, relation)) throw new Problem(problems.notFound);
    if (!access.allow.includes(actor.role)) throw new Problem(problems.forbidden);
    if (tokenRights && !mayUse(tokenRights, request.method, access.right))
      throw new Problem(problems.forbidden, 'Mã truy cập của phần mềm không có quyền làm việc này.', { tokenRights });
    if (relation && actor.role === 'officer')
      request.actor = { ...actor, mandateId: await this.mandateOrLate(context, actor, access, relation) };
    if (access.sessionOnly && credential.kind !== 'session')
      throw new Problem(problems.forbidden, 'Việc này chỉ làm được khi đăng nhập bằng trình duyệt.');
    return true;
  }

  /**
   * Whoever may see the producer that is left is told which it is. An officer's mandate has ended with the merge: what was done before it waits for a decision at
   * that producer. Throws: always.
   */
  private async refuseMerged(
    context: ExecutionContext,
    actor: Actor,
    access: Restricted,
    relation: Relation,
    mergedInto: string,
  ): Promise<never> {
    const refusal = await this.standing.refusalOf(this.transactions.reader, actor, mergedInto);
    if (relation.mandates.length === 0) throw refusal;
    try {
      await this.mandateOrLate(context, actor, access, relation, mergedInto);
    } catch (error) {
      if (error instanceof Answered || refusal.kind === problems.notFound) throw error;
    }
    throw refusal;
  }

  private refuseForgery(request: FastifyRequest, credential: Credential): void {
    if (credential.kind !== 'session') return; // a browser never adds a bearer token by itself
    const requestedWith = request.headers['x-requested-with'];
    const isOwn = isFromOwnPage({
      method: request.method,
      requestedWith: typeof requestedWith === 'string' ? requestedWith : undefined,
      origin: request.headers.origin,
      ownOrigins: [
        `${request.protocol}://${request.host}`,
        ...(this.env.PUBLIC_URL === undefined ? [] : [new URL(this.env.PUBLIC_URL).origin]),
      ],
    });
    if (!isOwn) throw new Problem(problems.forbidden, 'Yêu cầu không đến từ trang của Lên Sàn (thiếu tiêu đề x-requested-with).');
  }

  /** Throws: as `Standing.mandateFor`; Answered when what was done in time has come late and is kept. */
  private async mandateOrLate(
    context: ExecutionContext,
    actor: Actor,
    { right, withoutEvidence }: Restricted,
    relation: Relation,
    mergedInto?: string,
  ): Promise<string> {
    try {
      return this.standing.mandateFor(right, relation, withoutEvidence);
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== problems.mandateEnded || right === undefined || !relation.isInArea) throw error;
      const request = context.switchToHttp().getRequest<FastifyRequest>();
      const { what, capturedAt, producerId } = actOf(request);
      const now = this.clock.now();
      const mandateId = mandateThen(relation.mandates, right, { capturedAt, now });
      const isJson = request.body === undefined || request.body === null || request.rawBody !== undefined;
      if (mandateId === null || !capturedAt || !producerId || !isJson || request.isMultipart() || !mayWait(what, request.body)) throw error;
      const write = writeRequestOf(request, context.switchToHttp().getResponse<FastifyReply>());
      const { method, rawBody } = request;
      const keptFor = mergedInto ?? producerId;
      const url = request.url.replace(producerId, keptFor);
      const receipt = await this.late.keep({ write, producerId: keptFor, mandateId, capturedAt, method, url, body: rawBody ?? null });
      throw new Answered(202, receipt);
    }
  }
}
