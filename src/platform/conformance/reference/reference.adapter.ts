import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  type Call,
  type Delivery,
  type HttpAnswer,
  type HttpRequest,
  type ListingDraft,
  type ListingRef,
  type OrderStage,
  type PlatformAdapter,
  type PlatformDescription,
  PlatformError,
  type RawDelivery,
  type RemoteListing,
  type RemoteOrder,
  type StockItem,
  type StockResult,
} from '../../contract';

type Fields = Readonly<Record<string, unknown>>;
type Kind = 'string' | 'number' | 'boolean';

const malformed = (what: string): PlatformError => new PlatformError({ kind: 'malformed' }, what);

function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(`${what}: no object`);
  return { ...value };
}
function listOf(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw malformed(`${what}: no list`);
  return value;
}
function text(fields: Fields, key: string): string {
  return typed(fields, key, 'string') as string; // typed has checked
}
function whole(fields: Fields, key: string): number {
  return typed(fields, key, 'number') as number; // typed has checked
}
function typed(fields: Fields, key: string, kind: Kind): unknown {
  const value = fields[key];
  if (typeof value !== kind) throw malformed(`${key} is missing`);
  return value;
}

async function ask(call: Pick<Call, 'http' | 'token'>, request: HttpRequest): Promise<unknown> {
  const answer = await call.http.send({ ...request, headers: { 'x-token': call.token } });
  if (answer.status !== 200) throw refusalOf(answer);
  return json(answer);
}

function json(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(answer.body.toString('utf8'));
  } catch (cause) {
    throw new PlatformError({ kind: 'malformed' }, `HTTP ${answer.status}`, { cause });
  }
}

function refusalOf(answer: HttpAnswer): PlatformError {
  const words = answer.body.toString('utf8').slice(0, 200);
  if (answer.status === 429) {
    const told = Number(answer.headers['retry-after']);
    return new PlatformError({ kind: 'rate-limited', ...(told > 0 ? { retryAfterMs: told * 1000 } : {}) }, words);
  }
  if (answer.status >= 500) return new PlatformError({ kind: 'unavailable', outcome: 'unknown' }, words);
  const { code, issues } = fieldsOf(json(answer), 'refusal');
  switch (code) {
    case 'TOKEN':
    case 'WRONG_PASSWORD':
      return new PlatformError({ kind: 'unauthorised' }, code);
    case 'SHOP_LOCKED':
      return new PlatformError({ kind: 'forbidden', reason: 'account-locked' }, code);
    case 'NO_SUCH_LISTING':
    case 'NO_SUCH_ORDER':
      return new PlatformError({ kind: 'not-found' }, code);
    case 'EXISTS':
      return new PlatformError({ kind: 'conflict', reason: 'already-exists' }, code);
    case 'IN_REVIEW':
      return new PlatformError({ kind: 'conflict', reason: 'being-reviewed' }, code);
    case 'ALREADY_DONE':
      return new PlatformError({ kind: 'conflict', reason: 'already-done' }, code);
    case 'WRONG_STATE':
      return new PlatformError({ kind: 'conflict', reason: 'wrong-state' }, code);
    case 'INVALID':
      return new PlatformError({ kind: 'rejected', issues: listOf(issues, 'issues').map(toIssue) }, words);
    default:
      return malformed(words);
  }
}

function toIssue(value: unknown) {
  const issue = fieldsOf(value, 'issue');
  const field = text(issue, 'field');
  const code = field === 'category' ? ('category' as const) : ('text' as const);
  return { code, field, platformText: text(issue, 'text'), adviceVi: 'Sửa lại mục này rồi gửi lại.' };
}

const description: PlatformDescription = {
  name: 'Sàn mẫu',
  credentials: [
    { key: 'username', labelVi: 'Tên đăng nhập', secret: false, required: true },
    { key: 'password', labelVi: 'Mật khẩu', secret: true, required: true },
  ],
  capabilities: {
    stockBatchSize: 20,
    stockMeaning: 'sellable',
    photoMode: 'upload',
    webhookCarriesFullOrder: true,
    reviewVia: 'webhook-and-poll',
    confirmGranularity: 'order',
    cancelIsAsync: false,
    shipIsSeparate: true,
    confirmWithinHours: 24,
    ageGate: false,
    limits: { callsPerSecond: 100, burst: 100 },
  },
  photoRule: { formats: ['jpeg'], maxBytes: 1_000_000, minEdgePx: 100, maxEdgePx: 5000, minCount: 1, maxCount: 8, version: 1 },
  textRule: { titleMaxChars: 150, descriptionMinChars: 1, descriptionMaxChars: 5000 },
  requires: { ocopCertificate: false },
  categoryForSet: Object.fromEntries(Array.from({ length: 26 }, (_, index) => [index + 1, 'OCOP'])),
  sources: [{ topic: 'tất cả', basis: 'assumed', note: 'Sàn mẫu chỉ có trong bộ kiểm thử.' }],
};

const stages: Readonly<Record<string, OrderStage>> = {
  new: 'awaiting-seller',
  confirmed: 'confirmed',
  packed: 'ready-to-ship',
  left: 'picked-up',
  delivered: 'delivered',
  done: 'completed',
  cancelled: 'cancelled',
  returning: 'returning',
  returned: 'returned',
};

function toOrder(value: unknown): RemoteOrder {
  const order = fieldsOf(value, 'order');
  const receiver = fieldsOf(order['receiver'], 'receiver');
  const state = text(order, 'state');
  const stage = stages[state] ?? 'unknown';
  const total = whole(order, 'totalVnd');
  const isPaid = typed(order, 'paid', 'boolean') === true;
  const by = order['cancelledBy'];
  const parcel = order['parcel'];
  return {
    orderId: text(order, 'id'),
    ...(typeof parcel === 'string' ? { parcelCode: parcel } : {}),
    lines: listOf(order['lines'], 'lines').map((each, index) => {
      const line = fieldsOf(each, 'line');
      return { lineId: String(index), sku: text(line, 'sku'), quantity: whole(line, 'quantity'), unitPrice: whole(line, 'priceVnd') };
    }),
    stage,
    platformState: state,
    ...(by === 'buyer' || by === 'seller' || by === 'platform' ? { cancelledBy: by } : {}),
    createdAt: timeOf(order, 'createdAt'),
    payment: isPaid ? 'paid' : 'cod',
    cashOnDelivery: isPaid ? 0 : total,
    total,
    fees: whole(order, 'feesVnd'),
    receiver: {
      name: text(receiver, 'name'),
      phone: text(receiver, 'phone'),
      address: text(receiver, 'address'),
      addressScheme: 'unknown',
    },
  };
}

function timeOf(fields: Fields, key: string): Date {
  const at = new Date(text(fields, key));
  if (Number.isNaN(at.getTime())) throw malformed(`${key} is no time`);
  return at;
}

function toListing(value: unknown): RemoteListing {
  const listing = fieldsOf(value, 'listing');
  const state = text(listing, 'state');
  const words = listing['words'];
  const known = (['in-review', 'live', 'rejected', 'hidden', 'deleted'] as const).find((each) => each === state) ?? 'unknown';
  return {
    externalId: text(listing, 'id'),
    sku: text(listing, 'sku'),
    state: known,
    issues: typeof words === 'string' ? [{ code: 'other', platformText: words, adviceVi: 'Xem lời của sàn và sửa lại.' }] : [],
    title: text(listing, 'title'),
    price: whole(listing, 'priceVnd'),
    sellable: whole(listing, 'sellable'),
  };
}

const content = (draft: ListingDraft): Fields => ({
  sku: draft.sku,
  title: draft.title,
  description: draft.description,
  category: draft.categoryCode,
  priceVnd: draft.price,
  photos: draft.photos.map((photo) => photo.uploadedRef),
});
const nameOf = (ref: ListingRef): Fields => (ref.externalId === undefined ? { sku: ref.sku } : { id: ref.externalId });
const submitted = (value: unknown): { externalId: string } => ({ externalId: text(fieldsOf(value, 'listing'), 'id') });

async function orNull<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof PlatformError && error.failure.kind === 'not-found') return null;
    throw error;
  }
}

function toStockResult(value: unknown): StockResult {
  const result = fieldsOf(value, 'result');
  if (typed(result, 'ok', 'boolean') === true) return { ok: true };
  const platformText = text(result, 'code');
  return { ok: false, code: platformText === 'NO_SUCH_LISTING' ? 'not-found' : 'refused', platformText };
}

function openDelivery(raw: RawDelivery, secrets: readonly string[]): Delivery | null {
  const given = Buffer.from(raw.headers['x-signature'] ?? '', 'hex');
  const isAuthentic = secrets.reduce((found, secret) => {
    const right = createHmac('sha256', secret).update(raw.body).digest();
    return (given.length === right.length && timingSafeEqual(given, right)) || found;
  }, false);
  if (!isAuthentic) return null;
  const acknowledgement = { status: 200, contentType: 'application/json', body: '{}' };
  const key = given.toString('hex');
  try {
    const event = fieldsOf(JSON.parse(raw.body.toString('utf8')), 'event');
    const occurredAt = timeOf(event, 'at');
    if (event['kind'] === 'listing')
      return {
        key,
        acknowledgement,
        events: [{ kind: 'listing', ref: { sku: text(event, 'sku'), externalId: text(event, 'id') }, occurredAt }],
      };
    const order = toOrder(event['order']);
    return { key, acknowledgement, events: [{ kind: 'order', orderId: order.orderId, order, occurredAt }] };
  } catch {
    return { key, acknowledgement, events: [] }; // authentic, but not understood: kept and acknowledged
  }
}

/** The adapter of the reference platform: complete, and as plain as an adapter can be. */
export const referenceAdapter: PlatformAdapter = {
  code: 'reference',
  describe: () => description,
  async login({ http, credentials }) {
    const { username, password } = credentials;
    const session = fieldsOf(
      await ask({ http, token: '' }, { method: 'POST', path: '/login', json: { username, password }, safeToRepeat: true }),
      'session',
    );
    return { token: text(session, 'token'), expiresAt: timeOf(session, 'expiresAt') };
  },
  async listCategories(call) {
    const list = listOf(await ask(call, { method: 'GET', path: '/categories', safeToRepeat: true }), 'categories');
    return list.map((each) => {
      const category = fieldsOf(each, 'category');
      const parent = category['parent'];
      return {
        code: text(category, 'code'),
        nameVi: text(category, 'name'),
        parentCode: typeof parent === 'string' ? parent : null,
        isLeaf: typed(category, 'leaf', 'boolean') === true,
        isActive: typed(category, 'active', 'boolean') === true,
      };
    });
  },
  async uploadPhoto(call, { bytes, format, fileName }) {
    const form = { field: 'file', fileName, contentType: `image/${format}`, bytes };
    return { uploadedRef: text(fieldsOf(await ask(call, { method: 'POST', path: '/photos', form, safeToRepeat: true }), 'photo'), 'ref') };
  },
  async publish(call, draft) {
    return submitted(await ask(call, { method: 'POST', path: '/listings', json: content(draft), safeToRepeat: false }));
  },
  async edit(call, ref, draft) {
    return submitted(
      await ask(call, { method: 'POST', path: '/listings/edit', json: { ...content(draft), ...nameOf(ref) }, safeToRepeat: false }),
    );
  },
  async setVisible(call, ref, visible) {
    await ask(call, { method: 'POST', path: '/listings/visible', json: { ...nameOf(ref), visible }, safeToRepeat: true });
  },
  async remove(call, ref) {
    await orNull(ask(call, { method: 'POST', path: '/listings/remove', json: nameOf(ref), safeToRepeat: true }));
  },
  readListing: (call, ref) =>
    orNull(ask(call, { method: 'GET', path: '/listing', query: { sku: ref.sku }, safeToRepeat: true }).then(toListing)),
  async setStock(call, items: readonly StockItem[]) {
    const json = { items: items.map(({ ref, quantity }) => ({ sku: ref.sku, quantity })) };
    const answer = fieldsOf(await ask(call, { method: 'POST', path: '/stock', json, safeToRepeat: false }), 'stock');
    const results = listOf(answer['results'], 'results').map(toStockResult);
    if (results.length !== items.length) throw malformed('results are missing');
    return results;
  },
  async listOrders(call, { since, until, cursor }) {
    const query = { since: since.toISOString(), until: until.toISOString(), ...(cursor === undefined ? {} : { after: cursor }) };
    const page = fieldsOf(await ask(call, { method: 'GET', path: '/orders', query, safeToRepeat: true }), 'orders');
    const next = page['next'];
    return { orders: listOf(page['orders'], 'orders').map(toOrder), ...(typeof next === 'string' ? { next } : {}) };
  },
  readOrder: (call, orderId) =>
    orNull(ask(call, { method: 'GET', path: '/order', query: { id: orderId }, safeToRepeat: true }).then(toOrder)),
  async actOnOrder(call, { orderId, lines }, act) {
    const isPart =
      act.kind === 'confirm' &&
      act.accepted !== undefined &&
      !lines.every((line) => act.accepted?.some((each) => each.lineId === line.lineId && each.quantity === line.quantity));
    if (isPart) {
      const issue = { code: 'quantity' as const, platformText: 'whole orders only', adviceVi: 'Xác nhận cả đơn hoặc từ chối cả đơn.' };
      throw new PlatformError({ kind: 'rejected', issues: [issue] }, issue.platformText);
    }
    const order = toOrder(
      await ask(call, { method: 'POST', path: '/orders/act', json: { id: orderId, kind: act.kind }, safeToRepeat: false }),
    );
    return { done: 'yes', ...(order.parcelCode === undefined ? {} : { parcelCode: order.parcelCode }) };
  },
  async readLabel(call, { orderId }) {
    const answer = await call.http.send({
      method: 'GET',
      path: '/label',
      query: { id: orderId },
      headers: { 'x-token': call.token },
      safeToRepeat: true,
    });
    if (answer.status === 202) return null;
    if (answer.status !== 200) throw refusalOf(answer);
    return { contentType: answer.headers['content-type'] ?? 'application/octet-stream', bytes: answer.body };
  },
  openDelivery,
};
