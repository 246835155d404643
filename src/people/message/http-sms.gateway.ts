import { BadEnvironment, type Env } from '../../../config/env';
import { SmsGateway, type SmsAnswer } from './sms-gateway';
import { fillTemplate, missingSlots, type Sms } from './sms-template.rules';

/** For the whole exchange. */
const TIMEOUT_MS = 15_000;
const MOST_ANSWER_BYTES = 65_536;
/** The connection was never made, so nothing can have been sent. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
/** Answers of which the request may still have gone through behind a broken proxy. */
const IN_DOUBT: ReadonlySet<number> = new Set([500, 502, 504]);

export interface HttpSmsSettings {
  readonly name: 'practice' | 'http';
  readonly url: string;
  readonly method: string;
  /** Absent: no body. */
  readonly body?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** An answer is good when it matches; absent: any 2xx. Many gateways answer 200 and say in the text that they refused. */
  readonly success?: RegExp;
  /** Its first group is the gateway's id of the message. */
  readonly id?: RegExp;
}

/** Any gateway that takes one HTTP request for each message. */
export class HttpSms extends SmsGateway {
  readonly name: 'practice' | 'http';

  constructor(private readonly settings: HttpSmsSettings) {
    super();
    this.name = settings.name;
  }

  async send(sms: Sms): Promise<SmsAnswer> {
    const { url, method, body, headers, success, id } = this.settings;
    const isForm = Object.entries(headers).some(([name, value]) => name.toLowerCase() === 'content-type' && /urlencoded/i.test(value));
    try {
      const answer = await fetch(fillTemplate(url, sms, 'url'), {
        method,
        headers,
        body: body === undefined ? undefined : fillTemplate(body, sms, isForm ? 'url' : 'json'),
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const text = await readBounded(answer);
      if (answer.ok && (success?.test(text) ?? true)) return { is: 'sent', gatewayId: id?.exec(text)?.[1]?.slice(0, 200) ?? null };
      if (IN_DOUBT.has(answer.status)) return { is: 'unknown', reason: `HTTP ${answer.status}` };
      return { is: 'refused', reason: answer.ok ? 'the answer is not the one of success' : `HTTP ${answer.status}` }; // not its text: it may repeat ours
    } catch (error) {
      const code = codeOf(error);
      return NEVER_CONNECTED.has(code)
        ? { is: 'refused', reason: `no connection: ${code}` }
        : { is: 'unknown', reason: `no answer: ${code || (error instanceof Error ? error.name : 'unknown')}` };
    }
  }
}

async function readBounded(answer: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const reader = answer.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    const piece = read.value as Uint8Array; // of a body that is read as bytes
    pieces.push(piece);
    size += piece.length;
    if (size <= MOST_ANSWER_BYTES) continue;
    await reader?.cancel();
    break;
  }
  return Buffer.concat(pieces).subarray(0, MOST_ANSWER_BYTES).toString('utf8');
}

function codeOf(error: unknown): string {
  const cause = (error as { cause?: { code?: unknown } } | null)?.cause; // fetch puts the socket's own error there
  return typeof cause?.code === 'string' ? cause.code : '';
}

/** The gateway that the settings name; null: none. Throws: BadEnvironment. */
export function gatewayOf(env: Env): SmsGateway | null {
  if (env.SMS_GATEWAY === undefined) return null;
  if (env.SMS_URL === undefined) throw new BadEnvironment(`SMS_GATEWAY=${env.SMS_GATEWAY} needs SMS_URL`);
  if (env.SMS_GATEWAY === 'practice') {
    return new HttpSms({
      ...{ name: 'practice', url: `${env.SMS_URL.replace(/\/+$/, '')}/messages`, method: 'POST' },
      ...{ body: '{"id":"{id}","to":"{to}","text":"{text}"}', headers: { 'content-type': 'application/json' }, id: /"id":"([^"]+)"/ },
    });
  }
  const missing = missingSlots([env.SMS_URL, env.SMS_BODY ?? '']);
  if (missing.length > 0) throw new BadEnvironment(`SMS_URL and SMS_BODY lack ${missing.join(', ')}`);
  const target = new URL(env.SMS_URL);
  const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(target.hostname);
  if (target.protocol !== 'https:' && !isHere) throw new BadEnvironment('SMS_URL must be https: codes travel there');
  return new HttpSms({
    name: 'http',
    url: env.SMS_URL,
    method: env.SMS_METHOD,
    body: env.SMS_METHOD === 'GET' ? undefined : env.SMS_BODY,
    headers: headersOf(env.SMS_HEADERS),
    success: patternOf('SMS_SUCCESS', env.SMS_SUCCESS),
    id: patternOf('SMS_ID', env.SMS_ID),
  });
}

function headersOf(json: string | undefined): Record<string, string> {
  if (json === undefined) return { 'content-type': 'application/json' };
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed === 'object' && parsed !== null && Object.values(parsed).every((value) => typeof value === 'string'))
      return Object.fromEntries(new Headers(parsed as Record<string, string>)); // just looked at; Headers refuses what is no header
  } catch {
    // said below, without the text: it holds the key of the gateway
  }
  throw new BadEnvironment('SMS_HEADERS must be a JSON object of texts');
}

function patternOf(name: string, pattern: string | undefined): RegExp | undefined {
  try {
    return pattern === undefined ? undefined : new RegExp(pattern, 'm');
  } catch (cause) {
    throw new BadEnvironment(`${name} is no regular expression`, { cause });
  }
}
