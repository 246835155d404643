import { createServer } from 'node:http';
import axios from 'axios';
import sharp from 'sharp';
import { createVoso } from '../../src/adapters/voso';
import type { Call, HttpClient, ListingDraft, ListingRef, PlatformFailure, RawDelivery, RemoteOrder } from '../../src/platform/contract';
import { HttpLine } from '../../src/platform/gateway/http-line';
import { startSandbox } from '../../src/sandbox';
import type { SandboxOptions, SimState } from '../../src/sandbox';
import { toVnd } from '../../src/shared/kernel';

export const credentials = { partnerUsername: 'lensan', partnerPassword: 'thuc-hanh', username: 'htx-thuc-hanh', password: 'thuc-hanh' };
export const webhookSecret = 'bi-mat-thuc-hanh-a';

/** Matches a PlatformError by (part of) its failure. */
export const failing = (failure: PlatformFailure | Record<string, unknown>): unknown =>
  expect.objectContaining({ failure: expect.objectContaining(failure) });

/** The adapter and a practice Voso on a port of its own, with real HTTP between them. */
export async function startPracticeVoso(options: SandboxOptions = {}) {
  const sandbox = await startSandbox({
    reviewMs: null,
    postmart: false,
    ...options,
    voso: { stockRatePerSecond: null, ...(options.voso || {}) },
  });
  const { url, core } = sandbox.voso;
  const line = new HttpLine({ baseUrl: url, allowLoopback: true, timeoutMs: 1500 });
  const adapter = createVoso();
  const control = axios.create({ baseURL: `${url}/__sim`, proxy: false });
  let turn = 0;

  const shop = {
    adapter,
    http: line as HttpClient,
    url,
    sim: async (path: string, body: unknown = {}): Promise<unknown> => (await control.post<unknown>(path, body)).data,
    fault: (name: string, setting: unknown = { times: 1 }): Promise<unknown> => shop.sim('/faults', { [name]: setting }),
    state: async (): Promise<SimState> => (await control.get<SimState>('/state')).data,
    product: async (sku: string) => (await shop.state()).products.find((each) => each.sku === sku),
    /** A call with a fresh token, at the sandbox's time. */
    call: async (): Promise<Call> => {
      const session = await adapter.login({ http: line, credentials });
      return { http: line, token: session.token, credentials, at: core.clock.now() };
    },
    /** A complete draft of a new SKU with an uploaded photo. */
    draft: async (call: Call, changes: Partial<ListingDraft> = {}): Promise<ListingDraft> => {
      turn += 1;
      const { uploadedRef } = await adapter.uploadPhoto(call, { bytes: await picture(turn), format: 'jpeg', fileName: 'anh.jpg' });
      return {
        sku: `HTX01-MATONG-${turn}`,
        title: `Mật ong bạc hà Đồng Văn ${turn}`,
        description: 'Mật ong nguyên chất.\n\nHoa bạc hà cao nguyên đá.',
        categoryCode: '65',
        unit: 'chai',
        price: toVnd(350_000),
        weightGrams: 750,
        lengthCm: 10,
        widthCm: 10,
        heightCm: 22,
        shelfLifeDays: 365,
        originVi: 'Đồng Văn',
        makerVi: 'HTX Đồng Văn',
        photos: [{ sha256: 'aa', uploadedRef }],
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
    /** Published and approved, with stock. */
    live: async (call: Call, quantity = 40, changes: Partial<ListingDraft> = {}): Promise<ListingRef & { externalId: string }> => {
      const draft = await shop.draft(call, changes);
      const { externalId = '' } = await adapter.publish(call, draft, draft.sku);
      await shop.sim(`/products/${externalId}/review`, { approve: true });
      const ref = { sku: draft.sku, externalId };
      await adapter.setStock(call, [{ ref, quantity }]);
      return ref;
    },
    buy: async (sku: string, quantity = 1, more: Record<string, unknown> = {}): Promise<string> => {
      const placed = await shop.sim('/orders', { lines: [{ sku, quantity }], ...more });
      return (placed as { orderId: string }).orderId; // the sandbox's documented answer
    },
    advance: (orderId: string, status: number, more: Record<string, unknown> = {}): Promise<unknown> =>
      shop.sim(`/orders/${orderId}/advance`, { status, ...more }),
    order: async (call: Call, orderId: string): Promise<RemoteOrder> => {
      const order = await adapter.readOrder(call, orderId);
      if (!order) throw new Error(`no order ${orderId}`);
      return order;
    },
    /** Points the shop's webhooks here; resolves `next` as they come. */
    listen: async () => {
      const mailbox = await openMailbox();
      await shop.sim('/seed', { shops: [{ username: credentials.username, webhookUrl: mailbox.url }] });
      return mailbox;
    },
    stop: async (): Promise<void> => {
      line.close();
      await sandbox.stop();
    },
  };
  return shop;
}

export type PracticeVoso = Awaited<ReturnType<typeof startPracticeVoso>>;

/** A real JPEG; each `shade` has other bytes. */
export function picture(shade: number, edge = 600): Promise<Buffer> {
  return sharp({ create: { width: edge, height: edge, channels: 3, background: { r: shade % 256, g: 140, b: Math.floor(shade / 256) } } })
    .jpeg()
    .toBuffer();
}

/** A webhook receiver that keeps the raw bytes and answers 200. */
async function openMailbox() {
  const received: RawDelivery[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      received.push({ headers, body: Buffer.concat(chunks) });
      for (const waiter of waiting) if (received.length >= waiter.count) waiter.resolve();
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/webhook`,
    /** Resolves when at least `count` have come since the start. */
    until: async (count: number): Promise<readonly RawDelivery[]> => {
      if (received.length < count) await new Promise<void>((resolve) => waiting.push({ count, resolve }));
      return received;
    },
    close: (): Promise<void> =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
