import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Env } from '../../../config/env';
import { rows, Transactions } from '../../shared/db';
import type { Actor } from '../../shared/http';
import { Clock, Problem, problems, showTime } from '../../shared/kernel';
import { credentialOf, isFromOwnPage, SESSION_COOKIE, type Credential } from '../session/credential.rules';
import { judgeMandates, RIGHTS_VI, type Right } from '../mandate/mandate.rules';
import { MANDATED } from '../mandate/mandate.service';
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
    private readonly clock: Clock,
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
    const relation = producerId === undefined ? undefined : await this.relation(actor, producerId);
    if (relation !== undefined && !maySee(actor, relation)) throw new Problem(problems.notFound);
    if (!access.allow.includes(actor.role)) throw new Problem(problems.forbidden);
    if (relation && actor.role === 'officer') request.actor = { ...actor, mandateId: this.mandateFor(access.right, relation) };
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

  /** The mandate under which an officer acts. Throws: Problem forbidden, outside-area, mandate-missing, mandate-ended. */
  private mandateFor(right: Right | undefined, relation: Relation): string {
    if (right === undefined) throw new Problem(problems.forbidden);
    const answer = judgeMandates(relation.mandates, right, this.clock.now());
    switch (answer.is) {
      case 'granted':
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

  private async relation(actor: Actor, producerId: string): Promise<Relation | null> {
    if (!UUID.test(producerId)) return null;
    const [relation] = await rows<Relation>(
      this.transactions.reader,
      actor.role === 'officer'
        ? `select p.province_code as "provinceCode", false as "isMember",
             exists (select from officer_area a where a.account_id = $2 and a.province_code = p.province_code
                     and (a.commune_code is null or a.commune_code = p.commune_code)) as "isInArea",
             (select coalesce(json_agg(m), '[]') from (
                select ${MANDATED} from mandate d join consent c on c.id = d.consent_id
                where d.producer_id = p.id and d.officer_id = $2 order by d.valid_from desc limit 20) m) as mandates
           from producer p where p.id = $1`
        : `select p.province_code as "provinceCode", false as "isInArea", '[]'::json as mandates,
             exists (select from membership m where m.producer_id = p.id and m.account_id = $2) as "isMember"
           from producer p where p.id = $1`,
      [producerId, actor.accountId],
    );
    return relation ?? null;
  }
}
