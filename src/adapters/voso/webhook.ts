import { hash, timingSafeEqual } from 'node:crypto';
import { type DeliveredEvent, type Delivery, PlatformError, type RawDelivery, type RemoteOrder } from '../../platform/contract';
import { toOrderNumber, toRemoteOrder } from './order.rules';
import { type Row, fromVosoTime, optionalId, optionalText } from './wire.rules';

/**
 * A delivery is authentic when `TOKEN` in the body is one of our secrets. The Authorization header is not asked: the sibling's document puts the
 * secret there, a measurement found the platform's own JWT (platforms.md 2.7).
 */
export function openDelivery({ body }: RawDelivery, secrets: readonly string[]): Delivery | null {
  const envelope = parseObject(body.toString('utf8'));
  if (!envelope || !isOneOf(envelope['TOKEN'], secrets)) return null;
  const data = asObject(envelope['DATA']) ?? {};
  return {
    key: keyOf(data),
    events: toEvents(data),
    acknowledgement: { status: 200, contentType: 'application/json', body: '{"status":200,"error":false,"message":"OK","data":null}' },
  };
}

/** Every secret is compared, and hashes are, so that neither the length nor the place of the first wrong letter shows in the time it takes. */
function isOneOf(token: unknown, secrets: readonly string[]): boolean {
  if (typeof token !== 'string' || token === '') return false;
  const given = digest(token);
  return digestsOf(secrets).reduce((found, secret) => timingSafeEqual(given, secret) || found, false);
}

const digest = (value: string): Buffer => hash('sha256', value, 'buffer');

/** The caller keeps one list of secrets for many deliveries. */
const known = new WeakMap<readonly string[], readonly Buffer[]>();

function digestsOf(secrets: readonly string[]): readonly Buffer[] {
  const digests = known.get(secrets) ?? secrets.map(digest);
  known.set(secrets, digests);
  return digests;
}

/**
 * There is no event id. What the delivery says is its name: a repetition says the same (the secret is left out, it may have been changed in
 * between); an edited fee in the same state and second does not.
 */
function keyOf(data: Row): string {
  const kind = 'ORDER_NUMBER' in data ? 'order' : 'PRODUCT_CODE' in data ? 'product' : 'other';
  return `${kind}:${hash('sha256', JSON.stringify(data), 'hex')}`;
}

/** There is no event type either: the members tell. */
function toEvents(data: Row): readonly DeliveredEvent[] {
  try {
    if ('ORDER_NUMBER' in data) return [toOrderEvent(data)];
    return 'PRODUCT_STATUS' in data ? [toListingEvent(data)] : [];
  } catch (error) {
    if (error instanceof PlatformError) return []; // authentic, but no sense in it: kept and acknowledged
    throw error;
  }
}

/** The whole order is in the body; if it cannot be read, its number still says what to fetch. */
function toOrderEvent(data: Row): DeliveredEvent {
  const order = readable(() => toRemoteOrder(data));
  const occurredAt = fromVosoTime(data['ORDER_STATUSDATE']);
  return { kind: 'order', orderId: toOrderNumber(data), ...(order && { order }), ...(occurredAt && { occurredAt }) };
}

function readable(read: () => RemoteOrder): RemoteOrder | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof PlatformError) return null;
    throw error;
  }
}

/** PRODUCT_ID may be a bare number that JSON has rounded already: then only the code names the product. */
function toListingEvent(data: Row): DeliveredEvent {
  const externalId = optionalId(data, 'PRODUCT_ID');
  const sku = optionalText(data, 'PRODUCT_CODE');
  const occurredAt = fromVosoTime(data['PRODUCT_STATUSDATE']);
  return { kind: 'listing', ref: { ...(sku && { sku }), ...(externalId && { externalId }) }, ...(occurredAt && { occurredAt }) };
}

function parseObject(body: string): Row | null {
  try {
    return asObject(JSON.parse(body));
  } catch {
    return null; // not JSON, so not theirs
  }
}

const asObject = (value: unknown): Row | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
