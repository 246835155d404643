import { Catch, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem, problems } from '../kernel';
import { problemBody, problemOf } from './problem-answer';
import { RouteList } from './route-list';

/** Thrown by a guard that answers in the place of the handler. */
export class Answered extends Error {
  constructor(
    readonly status: number,
    readonly body: object,
  ) {
    super(`answered ${status}`);
  }
}

/** The one way out for whatever goes wrong in a request. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly routes: RouteList) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (error instanceof Answered) return void reply.code(error.status).header('cache-control', 'no-store').send(error.body);
    sendProblem(request, reply, this.wrongMethod(error, request, reply) ?? error);
  }

  /** The router says "not found" for a known path with another method too. */
  private wrongMethod(error: unknown, request: FastifyRequest, reply: FastifyReply): Problem | null {
    if (!(error instanceof NotFoundException) || !request.is404) return null;
    const allowed = this.routes.methodsOf(request.url);
    if (allowed.length === 0) return null;
    void reply.header('allow', allowed.join(', '));
    return new Problem(problems.methodNotAllowed, `Địa chỉ này nhận: ${allowed.join(', ')}.`);
  }
}

/** Answers with problem+json. An error that is no problem of the caller's is logged with its cause and told by request id only. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  const known = problemOf(error);
  const problem = known ?? new Problem(problems.internal);
  if (!known) request.log.error({ route: request.routeOptions?.url, err: error }, 'request failed');
  else if (problem.kind.status >= 500) request.log.warn({ route: request.routeOptions?.url, err: error }, 'request refused');
  if (reply.sent) return;
  const { retryAfterSeconds } = problem.facts;
  if (typeof retryAfterSeconds === 'number') void reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfterSeconds))));
  if (problem.kind.status === 401) void reply.header('www-authenticate', 'Bearer realm="len-san"');
  void reply
    .code(problem.kind.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problemBody(problem, request.id)));
}
