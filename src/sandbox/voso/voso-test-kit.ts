import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import axios from 'axios';
import type { AxiosInstance, AxiosResponse } from 'axios';
import sharp from 'sharp';
import { startSandbox } from '..';
import type { Sandbox, SandboxOptions } from '..';

/** For the specs of the practice Voso only: a seller's client, a webhook receiver and a picture, all over real HTTP. */
export interface Seller extends SellerClient {
  readonly sandbox: Sandbox;
}
export interface SellerClient {
  readonly http: AxiosInstance;
  readonly groupAddressId: number;
  readonly token: string;
  call(path: string, body?: unknown): Promise<Answer>;
  sim(path: string, body?: unknown): Promise<AxiosResponse>;
  picture(): Promise<string>;
  /** A createProduct body that is right. */
  draft(changes?: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Created and approved. */
  onSale(changes?: Record<string, unknown>): Promise<number>;
  order(sku: string, quantity: number, more?: Record<string, unknown>): Promise<string>;
  productState(sku: string): Promise<{ status: string; sellable: number; reserved: number; onHand: number } | undefined>;
  orderState(number: string): Promise<{ status: string; cancelledBy: string | null } | undefined>;
}
/** What axios calls the body of an answer: some thirty shapes; each test knows what it asked for. */
type Answer = AxiosResponse['data'];

export async function startSeller(options: SandboxOptions = {}): Promise<Seller> {
  const sandbox = await startSandbox({
    postmart: false,
    reviewMs: null,
    ...options,
    voso: { stockRatePerSecond: null, ...(options.voso || {}) },
  });
  return { ...(await connectTo(sandbox.voso.url)), sandbox };
}

/** A seller of the default shop, also of a program that runs elsewhere. */
export async function connectTo(url = ''): Promise<SellerClient> {
  const http = axios.create({ baseURL: url, validateStatus: () => true, proxy: false, timeout: 10_000 });
  const login = await http.post('/v2/user/Login', { USERNAME: 'lensan', PASSWORD: 'thuc-hanh' });
  const owner = await http.post(
    '/v2/user/ownerconnect',
    { USERNAME: 'htx-thuc-hanh', PASSWORD: 'thuc-hanh' },
    { headers: { Token: login.data.data.token } },
  );
  const token: string = owner.data.data.token;
  http.defaults.headers.common['Token'] = token;
  const inventory = await http.get('/v2/user/listInventory');
  const groupAddressId: number = inventory.data.data[0].groupaddressId;
  let pictureId: string | null = null;

  const seller: SellerClient = {
    http,
    groupAddressId,
    token,
    call: async (path, body) => (body === undefined ? await http.get(path) : await http.post(path, body)).data,
    sim: async (path, body) => (body === undefined ? http.get(`/__sim${path}`) : http.post(`/__sim${path}`, body)),
    picture: async () => (pictureId ??= (await upload(http, await jpeg(600, 600))).data.data.IMAGE_ID as string),
    draft: async (changes = {}) => ({
      PRODUCT_CODE: 'HTX01-MATONG-500',
      PRODUCT_NAME: 'Mật ong bạc hà Đồng Văn 500ml',
      CATEGORY_ID: 65,
      PRODUCT_DESCRIPTION: '<p>Mật ong nguyên chất</p>',
      PRODUCT_UNIT: 'chai',
      PRODUCT_PRICE: 350000,
      PRODUCT_MARKET_PRICE: 390000,
      PRODUCT_QUANTITY: 40,
      PRODUCT_WEIGHT: 750,
      PRODUCT_LENGTH: 10,
      PRODUCT_WIDTH: 10,
      PRODUCT_HEIGHT: 22,
      PRODUCT_TYPE: 'HH',
      GROUPADDRESS_ID: groupAddressId,
      LIST_IMAGE: [await seller.picture()],
      LIST_ATTRIBUTE: [{ ATTRIBUTE_ID: 12, VALUE: 'Đồng Văn' }],
      OCOP: { STAR: 4, CERT_NO: '12/QĐ-UBND', CERT_DATE: '12/03/2025', EXPIRED_DATE: '12/03/2099', ISSUED_BY: 'UBND tỉnh Tuyên Quang' },
      EXPIRED_DAYS: 365,
      CHECK_UNIQUE: true,
      ...changes,
    }),
    onSale: async (changes) => {
      const made = await seller.call('/v2/product/createProduct', await seller.draft(changes));
      const id: number = made.data.PRODUCT_ID;
      await seller.sim(`/products/${id}/review`, { approve: true });
      return id;
    },
    order: async (sku, quantity, more = {}) => {
      const placed = await seller.sim('/orders', { lines: [{ sku, quantity }], ...more });
      return placed.data.orderId as string;
    },
    productState: async (sku) => (await seller.sim('/state')).data.products.find((each: { sku: string }) => each.sku === sku),
    orderState: async (number) => (await seller.sim('/state')).data.orders.find((each: { id: string }) => each.id === number),
  };
  return seller;
}

/** A real JPEG; `shade` makes different bytes. */
export async function jpeg(width: number, height: number, shade = 90): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: { r: shade, g: 140, b: 60 } } })
    .jpeg()
    .toBuffer();
}

export async function upload(http: AxiosInstance, bytes: Buffer, field = 'FILE', fileName = 'anh.jpg'): Promise<AxiosResponse> {
  const form = new FormData();
  form.append(field, new Blob([new Uint8Array(bytes)]), fileName);
  return http.post('/v2/image/upload', form);
}

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly at: number;
  readonly body: AxiosResponse['data'];
}
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** What the next calls are answered with; the last one stays. */
  answer: (each: Received) => number | Promise<number>;
  /** Resolves as soon as `count` webhooks have come. */
  until(count: number): Promise<Received[]>;
  stop(): Promise<void>;
}

/** A webhook receiver that keeps what came, byte for byte. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const receiver: Receiver = {
    url: '',
    received,
    answer: () => 200,
    until: async (count) => {
      if (received.length < count) await new Promise<void>((resolve) => waiting.push({ count, resolve }));
      return received;
    },
    stop: () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const each: Received = { headers: request.headers, text, at: performance.now(), body: JSON.parse(text) };
      received.push(each);
      for (const waiter of waiting) if (received.length >= waiter.count) waiter.resolve();
      void Promise.resolve(receiver.answer(each)).then((status) => response.writeHead(status).end('ok'));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return Object.assign(receiver, { url: `http://127.0.0.1:${port}/webhook` });
}
