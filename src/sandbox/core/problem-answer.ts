import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Problem, problems } from '../../shared/kernel';

/** Answers an error of a control route as RFC 9457 problem+json. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(error);
  return reply
    .code(problem.kind.status)
    .type('application/problem+json; charset=utf-8')
    .send({
      type: `urn:problem:${problem.kind.code}`,
      title: problem.kind.title,
      status: problem.kind.status,
      detail: problem.detail,
      instance: request.id,
      ...problem.facts,
      ...(problem.errors ? { errors: problem.errors } : {}),
    });
}

/** What Fastify itself refuses (unreadable JSON, too large) is the caller's mistake as well. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const status = isFastifyError(error) ? (error.statusCode ?? 500) : 500;
  if (status === 413) return new Problem(problems.tooLarge);
  if (status === 415) return new Problem(problems.unsupportedMedia);
  if (status >= 400 && status < 500) return new Problem(problems.badRequest);
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return new Problem(problems.internal);
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && 'statusCode' in error;
}
