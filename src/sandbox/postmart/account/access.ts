import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Section, SimCore } from '../../core';
import { asFields, textOr } from '../fields';
import { Refusal } from '../refusal';
import type { Customer, PostmartState } from '../state';
import type { Bucket } from './bucket.rules';
import { BUCKET_SIZE, pour } from './bucket.rules';

/** Source: a guess of one integrator. The answer does not tell. */
export const TOKEN_TTL_MS = 60 * 60_000;

/** Who may call: address, token, how often, and whether the seller is locked. */
export class Access {
  private readonly callers = new WeakMap<FastifyRequest, Customer>();
  private buckets = new Map<string, Bucket>();

  constructor(
    private readonly core: SimCore,
    private readonly section: Section<PostmartState>,
  ) {}

  /** GetAccessToken. A wrong password is HTTP 200 with `success:false`; a new token does not kill an older one. */
  login(body: unknown): { success: true; token: string } | { success: false; message: string } {
    const fields = asFields(body);
    const [username, password, customerCode] = ['username', 'password', 'customerCode'].map((name) => textOr(fields, name, ''));
    const customer = Object.values(this.section.data.customers).find((each) => each.username === username && each.password === password);
    if (this.core.faults.take('login-refused')) return { success: false, message: 'Hệ thống xác thực đang bận' };
    if (!customer) return { success: false, message: 'Tên đăng nhập hoặc mật khẩu không đúng' };
    if (customer.customerCode !== customerCode) return { success: false, message: 'Mã khách hàng CMS không đúng' };
    const { tokens } = this.section.data;
    const now = this.now();
    for (const [old, { expiresAt }] of Object.entries(tokens)) if (expiresAt < now - 24 * TOKEN_TTL_MS) delete tokens[old];
    const token = this.core.random.hex(48);
    tokens[token] = { customerCode: customer.customerCode, expiresAt: now + TOKEN_TTL_MS };
    return { success: true, token };
  }

  isListed(address: string): boolean {
    const list = this.section.data.ipWhitelist;
    return list === null || list.includes(address.replace(/^::ffff:/, ''));
  }

  /** Checks the token and counts the call. Throws: 401, 429. */
  admit(request: FastifyRequest, reply: FastifyReply): void {
    const customer = this.identify(request.headers['token']);
    const { bucket, isFull, waitSeconds } = pour(this.buckets.get(customer.customerCode), this.now());
    this.buckets.set(customer.customerCode, bucket);
    reply.header('X-Postmart-Call-Limit', `${Math.ceil(bucket.level)}/${BUCKET_SIZE}`);
    if (isFull) throw this.tooMany(waitSeconds);
    this.callers.set(request, customer);
  }

  /** A locked seller may read, not write. Stock is not asked here: it answers for each item. */
  refuseLocked(request: FastifyRequest): void {
    if (this.isLocked(this.customerOf(request))) throw new Refusal(403, 'SELLER_LOCKED', 'Tài khoản người bán đang bị khóa');
  }

  isLocked(customer: Customer): boolean {
    return customer.locked || this.core.faults.isOn('seller-locked', { customerCode: customer.customerCode });
  }

  /** The customer of an admitted request. */
  customerOf(request: FastifyRequest): Customer {
    const customer = this.callers.get(request);
    if (!customer) throw new Error('asked for the customer of a request that was not admitted');
    return customer;
  }

  tooMany(waitSeconds: number): Refusal {
    const seconds = this.core.faults.take('absurd-retry-after')?.number('seconds', 1224) ?? waitSeconds;
    return new Refusal(429, 'TOO_MANY_REQUESTS', `at most ${BUCKET_SIZE} calls, 4 more each second`, { 'Retry-After': String(seconds) });
  }

  /** Ends the tokens of a customer, or all of them. */
  expire(customerCode: string | null): number {
    const ended = Object.values(this.section.data.tokens).filter((token) => customerCode === null || token.customerCode === customerCode);
    for (const token of ended) token.expiresAt = 0;
    return ended.length;
  }

  reset(): void {
    this.buckets = new Map();
  }

  private identify(token: string | string[] | undefined): Customer {
    if (typeof token !== 'string' || token === '') throw new Refusal(401, 'TOKEN_REQUIRED', 'header token is missing');
    const known = this.section.data.tokens[token];
    const customer = known && this.section.data.customers[known.customerCode];
    if (!known || !customer) throw new Refusal(401, 'TOKEN_INVALID', 'token is not known');
    if (this.core.faults.take('token-expired')) known.expiresAt = 0;
    if (known.expiresAt <= this.now()) throw new Refusal(401, 'TOKEN_EXPIRED', 'token has expired');
    return customer;
  }

  private now(): number {
    return this.core.clock.now().getTime();
  }
}
