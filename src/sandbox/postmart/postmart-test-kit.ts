import type { IncomingHttpHeaders, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AxiosInstance, AxiosResponse } from 'axios';
import axios from 'axios';
import sharp from 'sharp';
import type { RunningPlatform, SimOptions, SimOrder, SimProduct } from '../core';
import { startPlatform } from '../core';
import type { PostmartOptions } from './postmart';
import { createPostmart } from './postmart';

/** For the specs of the practice Postmart only: a seller over real HTTP, a picture server and a webhook receiver. */
export interface Shop {
  readonly platform: RunningPlatform;
  /** Bare client of the seller API, without a token. */
  readonly http: AxiosInstance;
  get(path: string): Promise<AxiosResponse>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<AxiosResponse>;
  sim(path: string, body?: unknown): Promise<AxiosResponse>;
  fault(body: Record<string, unknown>): Promise<void>;
  advance(ms: number): Promise<void>;
  /** Moves time until the case is neither queued nor being looked at. */
  settled(caseId: string): Promise<Record<string, unknown>>;
  /** Created and approved, with `onHand` pieces. */
  onSale(changes?: Record<string, unknown>, onHand?: number): Promise<string>;
  buy(sku: string, quantity: number, more?: Record<string, unknown>): Promise<string>;
  product(sku: string): Promise<SimProduct>;
  order(id: string): Promise<SimOrder>;
  entry(changes?: Record<string, unknown>): Record<string, unknown>;
  readonly pictures: PictureServer;
  stop(): Promise<void>;
}

const API = '/customer-partner';
export const LOGIN = { username: 'htx-thuc-hanh', password: 'thuc-hanh', customerCode: 'C00001' };

export async function openShop(options: SimOptions & PostmartOptions = {}): Promise<Shop> {
  const platform = await startPlatform('postmart', (core) => createPostmart(core, options), options);
  const pictures = await startPictures();
  const http = axios.create({ baseURL: platform.url + API, validateStatus: () => true, proxy: false, timeout: 10_000 });
  const control = axios.create({ baseURL: `${platform.url}/__sim`, validateStatus: () => true, proxy: false, timeout: 10_000 });
  const token = async (): Promise<string> => (await http.post('/GetAccessToken', LOGIN)).data.token;
  let current = await token();
  let names = 0;

  const shop: Shop = {
    platform,
    http,
    pictures,
    get: async (path) => http.get(path, { headers: { token: current } }),
    post: async (path, body, headers) => http.post(path, body, { headers: { token: current, ...headers } }),
    sim: async (path, body) => (body === undefined ? control.get(path) : control.post(path, body)),
    fault: async (body) => {
      const { status } = await shop.sim('/faults', body);
      if (status !== 200) throw new Error(`fault was not taken: ${JSON.stringify(body)}`);
    },
    advance: async (ms) => {
      await shop.sim('/clock', { advance: ms });
      if (ms >= 3_600_000) current = await token();
    },
    settled: async (caseId) => {
      // Pictures are fetched in real time, everything else in simulated time; half a second a call keeps clear of the call limit.
      for (const giveUp = Date.now() + 15_000; Date.now() < giveUp;) {
        await shop.sim('/clock', { advance: 500 });
        const { data } = await shop.get(`/product/updateCase?caseId=${caseId}`);
        if (data.caseStatus === 3 || data.caseStatus > 4) return data;
      }
      throw new Error(`case ${caseId} was never decided`);
    },
    onSale: async (changes = {}, onHand = 10) => {
      const entry = shop.entry(changes);
      const created = await shop.post('/product/CreateProduct', [entry]);
      const decided = await shop.settled(created.data[0].caseId);
      if (decided['caseStatus'] !== 5) throw new Error(`not approved: ${JSON.stringify(decided)}`);
      const sku = String(entry['sku']);
      await shop.post('/product/updateInventory', { warehouseCode: 'KHO01', items: [{ sku, quantity: onHand }] });
      return sku;
    },
    buy: async (sku, quantity, more = {}) => {
      const { status, data } = await shop.sim('/orders', {
        lines: [{ sku, quantity }],
        buyer: { name: 'Lê Thị Bưởi', phone: '0912345678' },
        ...more,
      });
      if (status !== 201) throw new Error(`no order: ${JSON.stringify(data)}`);
      return data.orderId;
    },
    product: async (sku) => found((await shop.sim('/state')).data.products, (each: SimProduct) => each.sku === sku),
    order: async (id) => found((await shop.sim('/state')).data.orders, (each: SimOrder) => each.id === id),
    entry: (changes = {}) => {
      names += 1;
      return {
        sku: `SP-${names}`,
        nameVi: `Mật ong bạc hà số ${names}`,
        nameEn: `Mint honey ${names}`,
        categoryCode: 'NS010203',
        description: 'Mật ong bạc hà cao nguyên đá.',
        unit: 'chai',
        priceVnd: 350_000,
        weight: '750',
        length: 10,
        width: 10,
        height: 22,
        image: pictures.url,
        images: [],
        origin: 'Hà Giang',
        attributes: { brand: 'Thực Hành', shelf_life_days: '365' },
        documents: [{ docType: 'OCOP_CERT', docNo: '12/QĐ-UBND', star: 4, issuedDate: '2025-03-12', expiredDate: '2099-03-12' }],
        orgCode: '100000',
        scope: 1,
        orderCreationStatus: 1,
        ...changes,
      };
    },
    stop: async () => {
      await platform.stop();
      await pictures.stop();
    },
  };
  return shop;
}

function found<T>(all: readonly T[], isIt: (each: T) => boolean): T {
  const item = all.find(isIt);
  if (item === undefined) throw new Error('not in the state');
  return item;
}

export interface PictureServer {
  readonly base: string;
  /** A good picture; every call gives a new address. */
  readonly url: string;
  /** How often an address was fetched. */
  hits(path: string): number;
  /** What is under a path from now on; null = 404, 'never' = no answer. */
  serve(path: string, bytes: Buffer | null | 'never'): string;
  stop(): Promise<void>;
}

let good: Promise<Buffer> | null = null;
export const jpeg = (edge: number, colour = '#c80'): Promise<Buffer> =>
  sharp({ create: { width: edge, height: edge, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();

async function startPictures(): Promise<PictureServer> {
  good ??= jpeg(600);
  const standard = await good;
  const served = new Map<string, Buffer | null | 'never'>();
  const hits: string[] = [];
  let count = 0;
  const { server, base } = await listen((path) => {
    hits.push(path);
    const answer = served.has(path) ? served.get(path) : standard;
    return answer === 'never' ? null : { status: answer ? 200 : 404, body: answer ?? Buffer.alloc(0), type: 'image/jpeg' };
  });
  return {
    base,
    get url() {
      return `${base}/anh-${++count}.jpg`;
    },
    hits: (path) => hits.filter((each) => each === path).length,
    serve: (path, bytes) => {
      served.set(path, bytes);
      return base + path;
    },
    stop: () => close(server),
  };
}

export interface Notice {
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly body: { data: Record<string, unknown>[]; sendDate: string; signature: string };
}

export interface Receiver {
  readonly url: string;
  readonly notices: Notice[];
  /** All records of all batches so far, in order of arrival. */
  records(): Record<string, unknown>[];
  /** How to answer from now on; the right acknowledgement by default. Null: not at all. */
  answer: (transaction: string) => { status: number; body: string } | null;
  stop(): Promise<void>;
}

export const acknowledge = (transaction: string): { status: number; body: string } => ({
  status: 200,
  body: JSON.stringify({ code: 'success', transaction }),
});

export async function startReceiver(): Promise<Receiver> {
  const notices: Notice[] = [];
  const { server, base } = await listen((_path, raw, headers) => {
    notices.push({ headers, raw, body: JSON.parse(raw) });
    const given = receiver.answer(String(headers['ems-transaction']));
    return given && { status: given.status, body: Buffer.from(given.body), type: 'application/json' };
  });
  const receiver: Receiver = {
    url: `${base}/hook`,
    notices,
    records: () => notices.flatMap((notice) => notice.body.data),
    answer: acknowledge,
    stop: () => close(server),
  };
  return receiver;
}

type Answer = { status: number; body: Buffer; type: string } | null;

async function listen(
  answer: (path: string, raw: string, headers: IncomingHttpHeaders) => Answer,
): Promise<{ server: Server; base: string }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const given = answer(request.url ?? '/', Buffer.concat(chunks).toString('utf8'), request.headers);
      if (given) response.writeHead(given.status, { 'content-type': given.type }).end(given.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, base: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}` };
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
