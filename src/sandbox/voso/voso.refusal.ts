import type { FastifyReply } from 'fastify';

/** Refused the Voso way: HTTP 200 with `error: true` and a text. `message` may be a list when several fields are wrong. */
export class VosoRefusal extends Error {
  constructor(
    readonly status: number,
    readonly text: string | readonly string[],
  ) {
    super(String(text));
  }
}

/** The texts a client has to match on; first block verbatim from the sibling's documents, second in its style (platforms.md 7.1.1). */
export const refusals = {
  headerMissing: () => new VosoRefusal(401, 'Header Token is required'),
  tokenInvalid: () => new VosoRefusal(401, 'Token invalid'),
  tokenExpired: () => new VosoRefusal(401, 'Token invalid or expired'),
  wrongPassword: () => new VosoRefusal(401, 'Invalid owner account or password!'),
  groupAddress: () => new VosoRefusal(400, 'Groupaddress is invalid'),
  systemError: () => new VosoRefusal(500, 'System error'),
  orderUnknown: () => new VosoRefusal(404, 'Order does not exist'),
  orderStatusExists: () => new VosoRefusal(409, 'Order status already exists on the system'),
  blocked: () => new VosoRefusal(403, 'Blocking create order, please check the configuration'),

  incorrect: (...fields: readonly string[]) => {
    const texts = fields.map((field) => `Incorrect data: ${field}`);
    const [only] = texts;
    return new VosoRefusal(400, texts.length === 1 && only ? only : texts);
  },
  productUnknown: () => new VosoRefusal(404, 'Product does not exist'),
  productExists: () => new VosoRefusal(409, 'Product already exists on the system'),
  productStatusExists: () => new VosoRefusal(409, 'Product status already exists on the system'),
  beingReviewed: () => new VosoRefusal(409, 'Product is being reviewed'),
  productLocked: () => new VosoRefusal(403, 'Product is locked'),
  belowHold: () => new VosoRefusal(409, 'Quantity is less than holding quantity'),
  busy: () => new VosoRefusal(429, 'System busy, please try again'),
} as const;

export interface Envelope {
  readonly status: number;
  readonly error: boolean;
  readonly message: string | readonly string[];
  readonly data: unknown;
}

export const accepted = (data: unknown, message = 'OK'): Envelope => ({ status: 200, error: false, message, data });

export function answerRefusal(reply: FastifyReply, refusal: VosoRefusal): FastifyReply {
  return reply.code(200).send({ status: refusal.status, error: true, message: refusal.text, data: null } satisfies Envelope);
}

/** A crash of the platform: the only case that is not HTTP 200, and it is not JSON. */
export function answerCrash(reply: FastifyReply): FastifyReply {
  return reply
    .code(500)
    .type('text/html; charset=utf-8')
    .send('<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Whitelabel Error Page</h1></body></html>');
}
