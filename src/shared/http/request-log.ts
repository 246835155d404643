import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { pino, type Logger, type LoggerOptions } from 'pino';
import { databaseFacts, faultText, faultTrace, HIDDEN, newId, redactText } from '../kernel';
import { DOOR_PREFIX } from './body-parsers';

const SECRET_FIELDS = ['authorization', 'cookie', 'password', 'token', 'phone', 'secret'];

/** Only these members of an error are logged: a database error carries the values of the statement, an HTTP client's error the whole request with its token. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: faultText(error) };
  const { code } = error as Error & { code?: unknown };
  return { type: error.name, message: faultText(error), trace: faultTrace(error), code, ...databaseFacts(error) };
}

/** Structured log to stdout, one JSON object a line, without what is secret or about a person. */
export function createLogger(level: string, destination?: LoggerDestination): Logger {
  const options: LoggerOptions = {
    level,
    base: undefined,
    redact: { paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: HIDDEN },
    serializers: { err: describeError },
    hooks: { streamWrite: redactText },
  };
  return destination ? pino(options, destination) : pino(options);
}

export interface LoggerDestination {
  write(line: string): void;
}

const SANE_ID = /^[A-Za-z0-9._-]{8,64}$/;

/** The caller's own request id when it is harmless, else a new one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && SANE_ID.test(given) ? given : newId();
}

/** The door must stay fast and health checks come every second: neither gets a line unless it fails. */
export function isQuiet(url: string): boolean {
  return url.startsWith(DOOR_PREFIX) || url === '/healthz' || url === '/readyz';
}

/** Echoes the request id and writes one line per request. */
export function addRequestLog(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (!isQuiet(request.url)) void reply.header('x-request-id', request.id);
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    if (!isQuiet(request.url) || reply.statusCode >= 500) {
      const line = {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        account: request.actor?.accountId,
      };
      request.log.info(line, 'request');
    }
    done();
  });
}
