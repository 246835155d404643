import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { Problem, problems } from '../../shared/kernel';
import { answerProblem, asObject, StateStore } from '../core';
import { homePage, phonePage } from './page';
import type { PhoneMessage } from './phone-message';

/** What goes wrong with the next messages: not taken, taken without an answer, or not answered in the way of success. */
export type PhoneFault = 'refuse' | 'take-and-drop' | 'say-no';
const FAULTS: readonly PhoneFault[] = ['refuse', 'take-and-drop', 'say-no'];

interface PhonesState {
  nextId: number;
  messages: PhoneMessage[];
  faults: PhoneFault[];
  /** Where answers go, with the secret for `x-sms-secret`; '': nowhere. */
  answerTo: string;
  secret: string;
}

export interface RunningPhones {
  readonly url: string;
  stop(): Promise<void>;
}

export interface PhonesOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly host?: string;
  /** Absent: memory only. */
  readonly stateDir?: string;
}

/** Answers are tried again like a gateway's; more than that and the phone shows that nothing arrived. */
const ANSWER_WAITS_MS = [0, 200, 1_000];
const MOST_MESSAGES = 2_000;

/** The practice phones: every number has one, its owner reads and answers on a page. Throws: the listen error when the port is taken. */
export async function startPhones(options: PhonesOptions = {}): Promise<RunningPhones> {
  const store = new StateStore(options.stateDir, 'phones');
  const state = store.section<PhonesState>('phones', () => ({ nextId: 1, messages: [], faults: [], answerTo: '', secret: '' }));
  const app = fastify({ logger: false, forceCloseConnections: true, bodyLimit: 65_536 });
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
  app.setErrorHandler(answerProblem);
  app.addHook('onSend', async (request, reply, payload) => {
    reply.header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    if (request.method !== 'GET') store.changed();
    await store.flush();
    return payload;
  });
  gatewayRoutes(app, () => state.data);
  pageRoutes(app, () => state.data);
  controlRoutes(app, store, () => state.data);
  const host = options.host ?? '127.0.0.1';
  await app.listen({ port: options.port ?? 0, host });
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const stop = async (): Promise<void> => {
    await app.close();
    await store.flush();
  };
  return { url: `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`, stop };
}

type Look = () => PhonesState;

function keep(state: PhonesState, message: Omit<PhoneMessage, 'at'>): void {
  state.messages.push({ ...message, at: new Date().toISOString() });
  state.messages.splice(0, state.messages.length - MOST_MESSAGES);
}

/** What the program calls to send. */
function gatewayRoutes(app: FastifyInstance, look: Look): void {
  app.post('/messages', async (request, reply) => {
    const state = look();
    const { to, text } = readMessage(request.body, 'to');
    const fault = state.faults.shift();
    if (fault === 'refuse') throw new Problem(problems.unavailable, 'Cổng tin nhắn thực hành đang bận.');
    if (fault === 'say-no') return reply.send({ error: 'het tien trong tai khoan' });
    const id = `SMS${state.nextId++}`;
    keep(state, { id, phone: to, way: 'in', text });
    if (fault === 'take-and-drop') {
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
    }
    return reply.send({ id });
  });
}

/** What people open. */
function pageRoutes(app: FastifyInstance, look: Look): void {
  const page = (reply: FastifyReply, html: string): FastifyReply => reply.type('text/html; charset=utf-8').send(html);
  app.get('/', async (_request, reply) => page(reply, homePage(look().messages)));
  app.get<{ Params: { phone: string } }>('/may/:phone', async (request, reply) =>
    page(
      reply,
      phonePage(
        request.params.phone,
        look().messages.filter(({ phone }) => phone === request.params.phone),
      ),
    ),
  );
  app.post<{ Params: { phone: string } }>('/may/:phone/tra-loi', async (request, reply) => {
    const { text } = readMessage({ ...asObject(request.body), to: request.params.phone }, 'to');
    await answer(look(), request.params.phone, text, undefined);
    return reply.redirect(`/may/${encodeURIComponent(request.params.phone)}`, 303);
  });
}

function controlRoutes(app: FastifyInstance, store: StateStore, look: Look): void {
  app.get<{ Querystring: { phone?: string } }>('/__sim/messages', async (request) =>
    look().messages.filter(({ phone }) => request.query.phone === undefined || phone === request.query.phone),
  );
  app.post('/__sim/answers', async (request) => {
    const { to, text, id } = readMessage(request.body, 'from');
    return { isDelivered: await answer(look(), to, text, id) };
  });
  app.post('/__sim/faults', async (request) => {
    const { next } = asObject(request.body);
    if (!Array.isArray(next) || !next.every((fault): fault is PhoneFault => FAULTS.includes(fault as PhoneFault)))
      throw new Problem(problems.validation, `"next" là danh sách của: ${FAULTS.join(', ')}.`);
    look().faults = next;
    return { next };
  });
  app.post('/__sim/setting', async (request) => {
    const { answerTo, secret } = asObject(request.body);
    Object.assign(look(), { answerTo: String(answerTo ?? ''), secret: String(secret ?? '') });
    return { ok: true };
  });
  app.post('/__sim/reset', async () => {
    const { answerTo, secret } = look();
    store.reset();
    Object.assign(look(), { answerTo, secret });
    return { ok: true };
  });
}

/** Somebody writes: kept on the phone, and handed to the program as a gateway would. The same `id` is the same message sent twice. */
async function answer(state: PhonesState, phone: string, text: string, id: string | undefined): Promise<boolean> {
  const own = id ?? `TRALOI${state.nextId++}`;
  const isDelivered = await deliver(state, { id: own, from: phone, text });
  keep(state, { id: own, phone, way: 'out', text, isDelivered });
  return isDelivered;
}

async function deliver({ answerTo, secret }: PhonesState, body: { id: string; from: string; text: string }): Promise<boolean> {
  if (answerTo === '') return false;
  for (const wait of ANSWER_WAITS_MS) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    const headers = { 'content-type': 'application/json', 'x-sms-secret': secret };
    const status = await fetch(answerTo, { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(5_000) }).then(
      (got) => got.status,
      () => 0,
    );
    if (status >= 200 && status < 300) return true;
    if (status >= 400 && status < 500) return false;
  }
  return false;
}

function readMessage(body: unknown, who: 'to' | 'from'): { to: string; text: string; id?: string } {
  const { text, id, ...rest } = asObject(body);
  const to = rest[who];
  if (typeof to !== 'string' || !/^\+?\d{9,15}$/.test(to)) throw new Problem(problems.validation, 'Số điện thoại viết như +84912345678.');
  if (typeof text !== 'string' || text.length > 1_600) throw new Problem(problems.validation, 'Tin nhắn có nhiều nhất 1600 ký tự.');
  return typeof id === 'string' ? { to, text, id } : { to, text };
}
