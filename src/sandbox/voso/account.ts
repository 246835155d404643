import type { FastifyRequest } from 'fastify';
import type { Section, SimCore } from '../core';
import type { Partner, Shop, Token, VosoState } from './voso.state';
import { refusals } from './voso.refusal';

export interface VosoOptions {
  /** Accepted stock calls per sliding second and token; null = no limit. */
  readonly stockRatePerSecond?: number | null;
  /** Life of a login token. Units: simulated milliseconds. */
  readonly loginTtlMs?: number;
  /** Life of a delegated token. */
  readonly ownerTtlMs?: number;
}

const DAY_MS = 86_400_000;

/** Logins, tokens, and the limit that hangs on a token. */
export class AccountDesk {
  private readonly recentCalls = new Map<string, number[]>();

  constructor(
    private readonly core: SimCore,
    private readonly section: Section<VosoState>,
    private readonly options: VosoOptions,
  ) {}

  login(username: string, password: string): unknown {
    this.refuseOnce();
    const { partners, shops, tokens } = this.section.data;
    const account = [...partners, ...shops].find((each) => each.username === username && each.password === password);
    if (!account) throw refusals.wrongPassword();
    if (this.core.faults.take('login-rotates')) {
      for (const token of Object.values(tokens)) if (token.kind === 'login' && token.userId === account.id) token.revoked = true;
    }
    return this.issue('login', account, account.id);
  }

  /** The partner's login token plus the shop's password buy a long token that acts for the shop. */
  ownerConnect(request: FastifyRequest, username: string, password: string): unknown {
    const token = this.tokenOf(request);
    this.refuseOnce();
    const shop = this.section.data.shops.find((each) => each.username === username && each.password === password);
    if (!shop) throw refusals.wrongPassword();
    return this.issue('owner', shop, token.userId);
  }

  /** Whose goods this call is about. Throws: the token refusals. */
  shopOf(request: FastifyRequest): Shop {
    const token = this.tokenOf(request);
    const shop = this.section.data.shops.find((each) => each.id === token.userId);
    if (!shop) throw refusals.tokenInvalid(); // a partner has no goods of its own
    if (this.core.faults.isOn('rate-all-calls')) this.countCall(request);
    return shop;
  }

  /** The same, for calls that change something: a suspended shop may only look. */
  writerOf(request: FastifyRequest): Shop {
    const shop = this.shopOf(request);
    if (shop.locked || this.core.faults.take('shop-locked', { path: request.url })) throw refusals.blocked();
    return shop;
  }

  countStockCall(request: FastifyRequest): void {
    if (!this.core.faults.isOn('rate-all-calls')) this.countCall(request);
  }

  /** Returns how many were revoked. */
  revoke(kind: string | null, username: string | null): number {
    const { tokens, partners, shops } = this.section.data;
    const userId = username === null ? null : ([...partners, ...shops].find((each) => each.username === username)?.id ?? -1);
    const hit = Object.values(tokens).filter(
      (each) => !each.revoked && (kind ?? each.kind) === each.kind && (userId ?? each.userId) === each.userId,
    );
    for (const token of hit) token.revoked = true;
    return hit.length;
  }

  private tokenOf(request: FastifyRequest): Token {
    const key = request.headers['token'];
    if (typeof key !== 'string' || key === '') throw refusals.headerMissing();
    const token = Object.hasOwn(this.section.data.tokens, key) ? this.section.data.tokens[key] : undefined;
    if (!token) throw refusals.tokenInvalid();
    if (this.core.faults.take('token-expired', { path: request.url })) token.revoked = true;
    if (token.revoked || token.expiresAt <= this.core.clock.now().getTime()) throw refusals.tokenExpired();
    return token;
  }

  private refuseOnce(): void {
    if (this.core.faults.take('refresh-refused')) throw refusals.systemError();
  }

  private countCall(request: FastifyRequest): void {
    const limit = this.options.stockRatePerSecond === undefined ? 5 : this.options.stockRatePerSecond;
    if (limit === null) return;
    const key = String(request.headers['token']);
    const now = this.core.clock.now().getTime();
    const recent = (this.recentCalls.get(key) ?? []).filter((at) => at > now - 1000);
    if (recent.length >= limit) throw refusals.busy();
    this.recentCalls.set(key, [...recent, now]);
  }

  private issue(kind: Token['kind'], account: Shop | Partner, partnerId: number): unknown {
    const life = kind === 'login' ? (this.options.loginTtlMs ?? DAY_MS) : (this.options.ownerTtlMs ?? 365 * DAY_MS);
    const expiresAt = this.core.clock.now().getTime() + life;
    const token = this.jwt({ sub: account.username, UserId: account.id, Partner: partnerId, exp: Math.floor(expiresAt / 1000) });
    this.forgetDeadTokens();
    this.section.data.tokens[token] = { kind, userId: account.id, partnerId, expiresAt, revoked: false };
    return {
      userId: account.id,
      token,
      partner: partnerId,
      phone: 'phone' in account ? account.phone : '0900000001',
      postcode: '',
      // The sibling's documents say 0, its real answers say epoch milliseconds.
      expired: this.core.faults.take('expired-zero') ? 0 : expiresAt,
      encrypted: '',
      source: 5,
      infoUpdated: true,
    };
  }

  /** Looks like the sibling's ES256 token; nobody is meant to verify it. */
  jwt(claims: Readonly<Record<string, unknown>>): string {
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signature = Buffer.from(this.core.random.hex(128), 'hex').toString('base64url');
    return `${part({ alg: 'ES256' })}.${part(claims)}.${signature}`;
  }

  private forgetDeadTokens(): void {
    const now = this.core.clock.now().getTime();
    const { tokens } = this.section.data;
    for (const [key, token] of Object.entries(tokens)) if (token.expiresAt < now - DAY_MS) delete tokens[key];
  }
}
