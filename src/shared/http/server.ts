import { FastifyAdapter } from '@nestjs/platform-fastify';
import { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { addBodyParsers, BODY_LIMIT } from './body-parsers';
import { sendProblem } from './problem.filter';
import { addRequestLog, requestIdOf } from './request-log';
import type { RouteList } from './route-list';

/** A connection that was in use when closing began would otherwise be kept for the next request, and closing would wait for it for the whole keepAliveTimeout. */
function closeWithAnswers(server: FastifyInstance): void {
  let isClosing = false;
  server.addHook('preClose', (done) => {
    isClosing = true;
    done();
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (isClosing) void reply.header('connection', 'close');
    done(null, payload);
  });
}

export interface ServerOptions {
  readonly trustProxy?: boolean;
  /** A request has said everything but its body after this long. */
  readonly headersWithinMs?: number;
  /** And has come in whole after this long: a photo over a slow line takes some 30 s, and what is larger comes in parts. */
  readonly requestWithinMs?: number;
  /** How often connections are looked at for it. */
  readonly lookEveryMs?: number;
}

/** The Fastify server of the program, before any route is on it. */
export function createServer(log: Logger, routes: RouteList, options: ServerOptions = {}): FastifyAdapter {
  const { headersWithinMs = 15_000, requestWithinMs = 60_000, lookEveryMs = 5_000 } = options;
  const adapter = new FastifyAdapter({
    loggerInstance: log,
    genReqId: requestIdOf,
    requestIdHeader: false,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'id' }), // request-log.ts writes one line instead of two
    bodyLimit: BODY_LIMIT,
    trustProxy: options.trustProxy ? ['loopback', 'linklocal', 'uniquelocal'] : false,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    // A slow or silent client must not hold a connection for ever.
    requestTimeout: requestWithinMs,
    http: { headersTimeout: headersWithinMs, connectionsCheckingInterval: lookEveryMs },
    keepAliveTimeout: 72_000,
    routerOptions: { maxParamLength: 200 },
    // What fails before routing (a broken %-sequence in the address) is a problem like any other.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => sendProblem(request, reply, error),
  });
  const server = adapter.getInstance();
  server.addHook('onRoute', (route) => routes.note(route.method, route.url));
  addBodyParsers(server);
  addRequestLog(server);
  closeWithAnswers(server);
  return adapter;
}
