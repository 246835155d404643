import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from './faults';
import type { Platform } from './platform';
import type { LoggedRequest } from './request-log';
import { masked, maskedText } from './request-log';
import type { SimCore } from './sim-core';
import type { transportKnobs } from './transport-knobs';

interface Journey {
  readonly log: LoggedRequest;
  /** Set when the effect may happen but the answer must not arrive. */
  silence: Fault | null;
}

/** Log, transport faults, and "on disk before it is answered" for the routes of one scope. */
export function guardLine(api: FastifyInstance, core: SimCore, platform: Platform): void {
  const journeys = new WeakMap<FastifyRequest, Journey>();

  api.addHook('onRequest', async (request) => {
    const [path = ''] = request.url.split('?');
    const log = core.requests.open({
      at: core.clock.now().toISOString(),
      method: request.method,
      path,
      query: request.query,
      headers: request.headers,
    });
    journeys.set(request, { log, silence: null });
  });

  api.addHook('preHandler', async (request, reply) => {
    const journey = journeys.get(request);
    if (!journey) return;
    journey.log.body = request.body === undefined ? null : masked(request.body);
    const take = (knob: keyof typeof transportKnobs): Fault | null => {
      const fault = core.faults.take(knob, { method: request.method, path: journey.log.path });
      if (fault) journey.log.faults.push(knob);
      return fault;
    };
    const slow = take('slow');
    if (slow) await realWait(slow.number('ms', 2000), request);
    if (take('ip-refused')) return platform.answerIpRefused(request, reply);
    if (take('connection-reset')) return hangUp(request, reply);
    const timeout = take('timeout-before');
    if (timeout) {
      await silence(timeout, request);
      return hangUp(request, reply);
    }
    if (take('bad-gateway')) return answerBadGateway(reply);
    const busy = take('busy');
    if (busy) return platform.answerBusy(request, reply, busy);
    journey.silence = take('timeout-after');
  });

  api.addHook('onSend', async (request, reply, payload) => {
    const journey = journeys.get(request);
    if (journey) {
      journey.log.status = reply.statusCode;
      journey.log.answer = typeof payload === 'string' ? maskedText(payload) : null;
    }
    await core.settle(request.method);
    if (journey?.silence) {
      journey.log.status = null;
      await silence(journey.silence, request);
      request.raw.socket.destroy();
    }
    return payload;
  });
}

export function answerBadGateway(reply: FastifyReply): FastifyReply {
  return reply
    .code(502)
    .type('text/html; charset=utf-8')
    .send(
      '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>',
    );
}

function hangUp(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

/** Until the caller gives up, or `holdMs` of real time. */
async function silence(fault: Fault, request: FastifyRequest): Promise<void> {
  await realWait(fault.number('holdMs', 10 * 60_000), request);
}

async function realWait(ms: number, request: FastifyRequest): Promise<void> {
  const socket = request.raw.socket;
  if (socket.destroyed) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      socket.off('close', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    socket.once('close', done);
  });
}
