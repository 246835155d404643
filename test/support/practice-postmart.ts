import { createServer } from 'node:http';
import axios from 'axios';
import sharp from 'sharp';
import { createPostmart } from '../../src/adapters/postmart';
import type { Call, ListingDraft, ListingRef, PlatformFailure, RawDelivery, RemoteListing, RemoteOrder } from '../../src/platform/contract';
import { PlatformError } from '../../src/platform/contract';
import { HttpLine } from '../../src/platform/gateway/http-line';
import { startSandbox } from '../../src/sandbox';
import type { SandboxOptions, SimState } from '../../src/sandbox';
import { toVnd } from '../../src/shared/kernel';

export const credentials = { username: 'htx-thuc-hanh', password: 'thuc-hanh', customerCode: 'C00001', warehouseCode: 'KHO01' };

/** One line of what the sandbox heard of us. */
interface Heard {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly status: number | null;
}

/** The adapter and a practice Postmart on a port of its own, with real HTTP between them and a real server of pictures. */
export async function startPracticePostmart(options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ reviewMs: null, voso: false, ...options });
  const gallery = await openGallery();
  const { url, core } = sandbox.postmart;
  const http = new HttpLine({ baseUrl: url, allowLoopback: true, timeoutMs: 1500 });
  const adapter = createPostmart();
  const control = axios.create({ baseURL: `${url}/__sim`, proxy: false });
  let turn = 0;

  const shop = {
    adapter,
    http,
    url,
    gallery,
    sim: async (path: string, body: unknown = {}): Promise<unknown> => (await control.post<unknown>(path, body)).data,
    fault: (name: string, setting: unknown = { times: 1 }): Promise<unknown> => shop.sim('/faults', { [name]: setting }),
    state: async (): Promise<SimState> => (await control.get<SimState>('/state')).data,
    product: async (sku: string) => (await shop.state()).products.find((each) => each.sku === sku),
    requests: async (path: string): Promise<Heard[]> =>
      (await control.get<Heard[]>('/requests')).data.filter((each) => each.path.endsWith(path)),
    deliveries: async () => (await control.get<{ state: string }[]>('/deliveries')).data,
    publicKey: async (): Promise<string> => (await control.get<string>('/public-key')).data,
    /** Simulated time; fires everything on the way. Units: milliseconds. */
    wait: (advance: number): Promise<unknown> => shop.sim('/clock', { advance }),
    /** A call with a fresh token, at the sandbox's time. */
    call: async (more: Record<string, string> = {}): Promise<Call> => {
      const session = await adapter.login({ http, credentials });
      return { http, token: session.token, credentials: { ...credentials, ...more }, at: core.clock.now() };
    },
    draft: (changes: Partial<ListingDraft> = {}): ListingDraft => {
      turn += 1;
      const sha256 = String(turn).padStart(64, '0');
      return {
        sku: `HTX01-MATONG-${turn}`,
        title: `Mật ong bạc hà Đồng Văn ${turn}`,
        description: 'Mật ong nguyên chất.\n\nHoa bạc hà cao nguyên đá.',
        categoryCode: 'NS010203',
        unit: 'chai',
        price: toVnd(350_000),
        weightGrams: 750,
        lengthCm: 10,
        widthCm: 10,
        heightCm: 22,
        shelfLifeDays: 365,
        originVi: 'Đồng Văn',
        makerVi: 'HTX Đồng Văn',
        photos: [{ sha256, url: `${gallery.url}/${sha256}.jpg` }],
        ocop: {
          stars: 4,
          certificateNumber: '12/QĐ-UBND',
          issuedBy: 'UBND tỉnh Tuyên Quang',
          issuedOn: '2025-03-12',
          expiresOn: '2098-03-12',
        },
        ...changes,
      };
    },
    publish: async (call: Call, draft: ListingDraft): Promise<ListingRef> => ({
      sku: draft.sku,
      ...(await adapter.publish(call, draft, `intent-${draft.sku}`)),
    }),
    approve: (sku: string): Promise<unknown> => shop.sim(`/products/${sku}/review`, { approve: true }),
    reject: (sku: string, reason: string, note: string): Promise<unknown> =>
      shop.sim(`/products/${sku}/review`, { reject: true, reason, note }),
    /** Published and approved, with stock. */
    live: async (call: Call, quantity = 40, changes: Partial<ListingDraft> = {}): Promise<ListingRef & { externalId: string }> => {
      const draft = shop.draft(changes);
      await shop.publish(call, draft);
      await shop.approve(draft.sku);
      const { externalId = '' } = await shop.read(call, { sku: draft.sku });
      const ref = { sku: draft.sku, externalId };
      await adapter.setStock(call, [{ ref, quantity }]);
      return ref;
    },
    read: async (call: Call, ref: ListingRef): Promise<RemoteListing> => {
      const listing = await adapter.readListing(call, ref);
      if (!listing) throw new Error(`no listing ${ref.sku}`);
      return listing;
    },
    buy: async (lines: Readonly<Record<string, number>>, more: Record<string, unknown> = {}): Promise<string> => {
      const basket = Object.entries(lines).map(([sku, quantity]) => ({ sku, quantity }));
      const placed = await shop.sim('/orders', { lines: basket, ...more });
      return (placed as { orderId: string }).orderId; // the sandbox's documented answer
    },
    advance: (orderId: string, status: number | string): Promise<unknown> => shop.sim(`/orders/${orderId}/advance`, { status }),
    order: async (call: Call, orderId: string): Promise<RemoteOrder> => {
      const order = await adapter.readOrder(call, orderId);
      if (!order) throw new Error(`no order ${orderId}`);
      return order;
    },
    /** Points the shop's webhooks here, approved. */
    listen: async (more: Record<string, unknown> = {}) => {
      const mailbox = await openMailbox();
      await shop.sim('/seed', { customers: [{ customerCode: 'C00001', webhookUrl: mailbox.url, webhookApproved: true, ...more }] });
      return mailbox;
    },
    stop: async (): Promise<void> => {
      http.close();
      await sandbox.stop();
      await gallery.close();
    },
  };
  return shop;
}

export type PracticePostmart = Awaited<ReturnType<typeof startPracticePostmart>>;

/** The failure of a call that has to be refused. */
export async function failureOf(refused: Promise<unknown>): Promise<PlatformFailure> {
  try {
    await refused;
  } catch (error) {
    if (error instanceof PlatformError) return error.failure;
    throw error;
  }
  throw new Error('was not refused');
}

/** Serves one picture under every address, `/small…` a too small one, `/gone…` none. */
async function openGallery() {
  const square = (edge: number) =>
    sharp({ create: { width: edge, height: edge, channels: 3, background: '#c80' } })
      .jpeg()
      .toBuffer();
  const [large, small] = await Promise.all([square(600), square(320)]);
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/gone')) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': 'image/jpeg' }).end(request.url?.startsWith('/small') ? small : large);
  });
  return serve(server);
}

/** A webhook receiver that keeps the raw bytes and answers as `answer` says. */
async function openMailbox() {
  const received: RawDelivery[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let answer: (delivery: RawDelivery) => { status: number; body: string } = () => ({ status: 200, body: '' });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const delivery = { headers, body: Buffer.concat(chunks) };
      received.push(delivery);
      const { status, body } = answer(delivery);
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
      for (const waiter of waiting) if (received.length >= waiter.count) waiter.resolve();
    });
  });
  return {
    ...(await serve(server)),
    answerWith: (next: typeof answer): void => void (answer = next),
    /** Resolves when at least `count` have come since the start. */
    until: async (count: number): Promise<readonly RawDelivery[]> => {
      if (received.length < count) await new Promise<void>((resolve) => waiting.push({ count, resolve }));
      return received;
    },
  };
}

async function serve(server: ReturnType<typeof createServer>) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    close: (): Promise<void> =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
