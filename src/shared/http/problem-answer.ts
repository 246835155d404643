import { HttpException } from '@nestjs/common';
import { Problem, problems, type ProblemKind } from '../kernel';
import { databaseProblem } from './constraint-problems';

/** RFC 9457 body. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  /** The request id: what to quote when asking for help. */
  readonly instance: string;
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
  readonly [fact: string]: unknown;
}

const BY_STATUS: Readonly<Record<number, ProblemKind>> = {
  401: problems.unauthenticated,
  403: problems.forbidden,
  404: problems.notFound,
  405: problems.methodNotAllowed,
  406: problems.notFound,
  413: problems.tooLarge,
  414: problems.tooLarge,
  415: problems.unsupportedMedia,
  429: problems.tooManyRequests,
  431: problems.tooLarge,
  503: problems.unavailable,
};

const DETAILS: Readonly<Record<number, string>> = {
  400: 'Đường dẫn hoặc tham số không đúng dạng.',
  413: 'Hãy gửi ít dữ liệu hơn trong một lần.',
  415: 'Hãy gửi JSON (content-type: application/json).',
};

/** The problem to tell about an error, or null when it is our fault and the caller learns only the request id. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  const status = statusOf(error);
  if (status !== undefined && status < 500)
    return new Problem(BY_STATUS[status] ?? problems.badRequest, DETAILS[BY_STATUS[status] ? status : 400]);
  return databaseProblem(error) ?? (status === 503 ? new Problem(problems.unavailable) : null);
}

/** Status that Nest or Fastify gave an error of their own (route missing, body too large, broken address). */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown };
  return typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number' ? statusCode : undefined;
}

export function problemBody(problem: Problem, requestId: string): ProblemBody {
  return {
    ...problem.facts,
    type: `urn:problem:${problem.kind.code}`,
    title: problem.kind.title,
    status: problem.kind.status,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    instance: requestId,
    ...(problem.errors ? { errors: problem.errors } : {}),
  };
}
