import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Env } from '../../../config/env';
import { rows, Transactions } from '../../shared/db';
import type { Actor } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';
import { credentialOf, isFromOwnPage, SESSION_COOKIE, type Credential } from '../session/credential.rules';
import { SessionService } from '../session/session.service';
import { maySee, type Access, type Relation } from './access.rules';
import { ACCESS } from './access.table';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

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
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const access = ACCESS[`${method} ${request.routeOptions.url ?? ''}`];
    if (!access) throw new Problem(problems.forbidden);
    return 'public' in access ? true : this.check(request, access);
  }

  private async check(request: FastifyRequest, access: Exclude<Access, { public: true }>): Promise<boolean> {
    const credential = credentialOf(request.headers.authorization, request.cookies[SESSION_COOKIE]);
    const actor = credential && (await this.sessions.actorOf(credential));
    if (!credential || !actor) throw new Problem(problems.unauthenticated);
    request.actor = actor;
    this.refuseForgery(request, credential);
    const { producerId } = request.params as { producerId?: string };
    if (producerId !== undefined && !maySee(actor, await this.relation(actor, producerId))) throw new Problem(problems.notFound);
    if (!access.allow.includes(actor.role)) throw new Problem(problems.forbidden);
    if (access.sessionOnly && credential.kind !== 'session')
      throw new Problem(problems.forbidden, 'Việc này chỉ làm được khi đăng nhập bằng trình duyệt.');
    return true;
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

  private async relation(actor: Actor, producerId: string): Promise<Relation | null> {
    if (!UUID.test(producerId)) return null;
    const [relation] = await rows<Relation>(
      this.transactions.reader,
      `select p.province_code as "provinceCode", m.role as membership
       from producer p left join membership m on m.producer_id = p.id and m.account_id = $2 where p.id = $1`,
      [producerId, actor.accountId],
    );
    return relation ?? null;
  }
}
