import { createHmac, randomBytes } from 'node:crypto';
import { createServer, request as open, type IncomingMessage, type Server } from 'node:http';
import { FakeClock } from '../../../shared/kernel';
import type { Remote, ShownListing } from '../harness';
import { ReferenceState, Refusal } from './reference.state';

const PAGE = 20;
const HOUR_MS = 3_600_000;

/** The smallest platform that the kit can be tried on: real HTTP, in memory, with a clock of its own. */
export class ReferencePlatform implements Remote {
  readonly credentials = { username: 'kiem-thu', password: 'mat-khau-dung' };
  readonly wrongCredentials = { username: 'kiem-thu', password: 'mat-khau-sai' };
  readonly webhookSecrets = ['bi-mat-cua-gian-hang'];
  readonly strangersSecret = 'bi-mat-cua-nguoi-khac';
  baseUrl = '';
  /** How often somebody logged in. */
  logins = 0;
  readonly state: ReferenceState;
  private readonly clock = new FakeClock();
  private readonly server: Server;
  private webhookUrl: string | null = null;
  private isBusy = false;

  private constructor() {
    this.state = new ReferenceState(
      () => this.clock.now(),
      (event) => this.send(event),
    );
    this.server = createServer((request, response) => {
      void this.answer(request).then(({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body));
    });
  }

  static async start(): Promise<ReferencePlatform> {
    const platform = new ReferencePlatform();
    await new Promise<void>((resolve) => platform.server.listen(0, '127.0.0.1', resolve));
    const address = platform.server.address();
    platform.baseUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    return platform;
  }

  // ---------------------------------------------------------------- what everybody else does there

  async now(): Promise<Date> {
    return this.clock.now();
  }
  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
  }
  async expireTokens(): Promise<void> {
    this.state.tokens.clear();
  }
  async review(sku: string, verdict: { readonly approve: true } | { readonly approve: false; readonly words: string }): Promise<void> {
    this.state.review(sku, verdict.approve ? null : verdict.words);
  }
  async listings(sku: string): Promise<readonly ShownListing[]> {
    const found = this.state.listings.filter((each) => each.sku === sku && each.state !== 'deleted');
    return found.map(({ title, priceVnd, sellable, state }) => ({ title, priceVnd, sellable, isOnSale: state === 'live' }));
  }
  async order(lines: readonly { readonly sku: string; readonly quantity: number }[], payment: 'cod' | 'paid' = 'cod'): Promise<string> {
    this.clock.advance(1);
    return this.state.place(lines, payment === 'paid').id;
  }
  async advance(orderId: string, status: string): Promise<void> {
    this.state.advance(orderId, status);
  }
  async cancel(orderId: string, by: 'buyer' | 'platform'): Promise<void> {
    this.state.cancel(orderId, by);
  }
  async sendWebhooksTo(url: string): Promise<void> {
    this.webhookUrl = url;
  }
  async busyOnce(): Promise<void> {
    this.isBusy = true;
  }
  async lockShop(): Promise<void> {
    this.state.isLocked = true;
  }
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  // ---------------------------------------------------------------- its API

  private async answer(request: IncomingMessage): Promise<{ status: number; type: string; body: string | Buffer }> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding is set, so chunks are bytes
    const url = new URL(request.url ?? '/', 'http://reference');
    try {
      if (this.isBusy) {
        this.isBusy = false;
        throw new Refusal(429, 'BUSY');
      }
      if (url.pathname === '/label') return this.label(request, url);
      const answered = this.route(`${request.method} ${url.pathname}`, request, url, Buffer.concat(chunks));
      return { status: 200, type: 'application/json', body: JSON.stringify(answered) };
    } catch (error) {
      const { status, code, issues } = error instanceof Refusal ? error : new Refusal(500, String(error));
      return { status, type: 'application/json', body: JSON.stringify({ code, issues }) };
    }
  }

  private route(what: string, request: IncomingMessage, url: URL, bytes: Buffer): unknown {
    const body = what.startsWith('POST') && what !== 'POST /photos' ? readObject(bytes) : {};
    if (what === 'POST /login') return this.login(body);
    this.admit(request);
    const query = Object.fromEntries(url.searchParams);
    switch (what) {
      case 'GET /categories':
        return [
          { code: 'TOP', name: 'Tất cả', parent: null, leaf: false, active: true },
          { code: 'OCOP', name: 'Sản phẩm OCOP', parent: 'TOP', leaf: true, active: true },
        ];
      case 'POST /photos':
        return { ref: `anh-${bytes.length}` };
      case 'GET /listing':
        return this.state.listing(query);
      case 'POST /listings':
        return this.state.create(body);
      case 'POST /listings/edit':
        return this.state.edit(body);
      case 'POST /listings/visible':
        return this.state.show(body);
      case 'POST /listings/remove':
        return Object.assign(this.state.listing(body), { state: 'deleted' });
      case 'POST /stock':
        return {
          results: Array.isArray(body['items']) ? body['items'].map((item: unknown) => this.state.setStock({ ...(item as object) })) : [],
        };
      case 'GET /orders':
        return this.page(query);
      case 'GET /order':
        return this.state.wire(this.state.order(query['id']));
      case 'POST /orders/act':
        return this.state.wire(this.state.act(body['id'], body['kind']));
      default:
        throw new Refusal(404, 'NO_SUCH_PATH');
    }
  }

  private login(body: Readonly<Record<string, unknown>>): unknown {
    this.logins += 1;
    if (body['username'] !== this.credentials.username || body['password'] !== this.credentials.password)
      throw new Refusal(401, 'WRONG_PASSWORD');
    const token = randomBytes(12).toString('hex');
    this.state.tokens.add(token);
    return { token, expiresAt: new Date(this.clock.now().getTime() + HOUR_MS).toISOString() };
  }

  private admit(request: IncomingMessage): void {
    if (!this.state.tokens.has(String(request.headers['x-token']))) throw new Refusal(401, 'TOKEN');
  }

  private page(query: Readonly<Record<string, string | undefined>>): unknown {
    const { since = '', until = '', after = '' } = query;
    const found = this.state.orders.filter((order) => order.createdAt >= since && order.createdAt <= until && order.id > after);
    const shown = found.slice(0, PAGE);
    return { orders: shown.map((order) => this.state.wire(order)), next: found.length > PAGE ? shown.at(-1)?.id : null };
  }

  private label(request: IncomingMessage, url: URL): { status: number; type: string; body: string } {
    this.admit(request);
    const order = this.state.order(url.searchParams.get('id'));
    return order.parcel === null
      ? { status: 202, type: 'text/plain', body: '' }
      : { status: 200, type: 'application/pdf', body: `%PDF ${order.parcel}` };
  }

  /** Sent once, without waiting: a lost one is a fact of life. */
  private send(event: unknown): void {
    if (!this.webhookUrl) return;
    const body = Buffer.from(JSON.stringify(event));
    const signature = createHmac('sha256', this.webhookSecrets[0] ?? '')
      .update(body)
      .digest('hex');
    const request = open(
      this.webhookUrl,
      { method: 'POST', headers: { 'content-type': 'application/json', 'x-signature': signature } },
      (answer) => answer.resume(),
    );
    request.on('error', () => undefined);
    request.end(body);
  }
}

function readObject(bytes: Buffer): Record<string, unknown> {
  const value: unknown = JSON.parse(bytes.toString('utf8'));
  if (typeof value !== 'object' || value === null) throw new Refusal(400, 'NO_OBJECT');
  return { ...value };
}
