import { sqlState, violatedConstraint } from '../db';
import { Problem, problems, type ProblemKind } from '../kernel';

/** What a violated constraint means to the caller. */
export interface ConstraintMeaning {
  readonly kind: ProblemKind;
  /** Vietnamese sentence. */
  readonly detail: string;
  /** JSON pointer of the field that broke it. */
  readonly pointer?: string;
}

const meanings = new Map<string, ConstraintMeaning>();

/**
 * Says what violated constraints mean; each folder calls it once for its own tables, at the top level of a module. A constraint nobody named is a bug
 * of ours (500): the database refused what our own checks let through.
 */
export function explainConstraints(names: Readonly<Record<string, ConstraintMeaning>>): void {
  for (const [name, meaning] of Object.entries(names)) {
    if (meanings.has(name)) throw new Error(`constraint ${name} is explained twice`);
    meanings.set(name, meaning);
  }
}

const VIOLATIONS: ReadonlySet<string> = new Set(['23502', '23503', '23505', '23514', '23P01']);

/** NUL or a broken surrogate in a text or in JSON: the caller's mistake that slipped past our own check. */
const UNREADABLE: ReadonlySet<string> = new Set(['22021', '22P05']);

/** Too many connections, shutting down, starting up, cancelled, lost, out of disk or memory, and deadlocks that did not end: worth another try later. */
const BUSY: ReadonlySet<string> = new Set([
  ...[
    '53000',
    '53100',
    '53200',
    '53300',
    '57014',
    '57P01',
    '57P02',
    '57P03',
    '08000',
    '08001',
    '08003',
    '08004',
    '08006',
    '40001',
    '40P01',
    '55P03',
  ],
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE'],
]);
const LOST_CONNECTION = /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

/** The problem behind an error of the database, or null when it is something else. */
export function databaseProblem(error: unknown): Problem | null {
  const state = sqlState(error) ?? '';
  if (VIOLATIONS.has(state)) {
    const meaning = meanings.get(violatedConstraint(error) ?? '');
    if (!meaning) return null;
    return new Problem(
      meaning.kind,
      meaning.detail,
      {},
      meaning.pointer === undefined ? undefined : [{ pointer: meaning.pointer, message: meaning.detail }],
    );
  }
  if (UNREADABLE.has(state)) return new Problem(problems.badRequest, 'Dữ liệu có ký tự không lưu được.');
  if (BUSY.has(state) || LOST_CONNECTION.test(messageOf(error)))
    return new Problem(problems.unavailable, 'Cơ sở dữ liệu đang bận hoặc chưa sẵn sàng.', { retryAfterSeconds: 2 });
  return null;
}

// By shape, not by class: an error of the driver may come from another realm.
function messageOf(error: unknown): string {
  const message = (error as { message?: unknown } | null)?.message;
  return typeof message === 'string' ? message : '';
}
