import type { PlatformAdapter, RawDelivery } from '../../contract';
import { as, deliveryWith, failing, type Mutation } from './mutation';

/** Webhooks, and a line or a platform that misbehaves. */
export const lineMutations: readonly Mutation[] = [
  {
    wrong: 'the order is left out of the delivery',
    caughtBy: 'webhook/authentic',
    broken: (right) => ({
      ...right,
      openDelivery: deliveryWith(right, (delivery) => ({
        ...delivery,
        events: delivery.events.map((event) => (event.kind === 'order' ? { kind: 'order', orderId: event.orderId } : event)),
      })),
    }),
  },
  {
    wrong: 'the signature is not looked at',
    caughtBy: 'webhook/strangers-secret',
    broken: (right) => ({ ...right, openDelivery: (raw) => right.openDelivery(raw, ['bi-mat-cua-gian-hang']) }),
  },
  {
    wrong: 'only the first secret is tried',
    caughtBy: 'webhook/two-secrets',
    broken: (right) => ({ ...right, openDelivery: (raw, secrets) => right.openDelivery(raw, secrets.slice(0, 1)) }),
  },
  {
    wrong: 'the key is made of the order number',
    caughtBy: 'webhook/same-key',
    broken: (right) => ({
      ...right,
      openDelivery: deliveryWith(right, (delivery) => ({
        ...delivery,
        key: delivery.events.map((event) => (event.kind === 'order' ? event.orderId : event.kind)).join(),
      })),
    }),
  },
  {
    wrong: 'the key is made by chance',
    caughtBy: 'webhook/same-key',
    broken: (right) => ({ ...right, openDelivery: deliveryWith(right, (delivery) => ({ ...delivery, key: String(Math.random()) })) }),
  },
  { wrong: 'content is not signed', caughtBy: 'webhook/changed-byte', broken: (right) => ({ ...right, openDelivery: unsigned(right) }) },
  { wrong: 'unsigned content is believed', caughtBy: 'webhook/forged', broken: (right) => ({ ...right, openDelivery: unsigned(right) }) },
  {
    wrong: 'a body that is no JSON throws',
    caughtBy: 'webhook/garbage',
    broken: (right) => ({
      ...right,
      openDelivery: (raw, secrets) => {
        JSON.parse(raw.body.toString('utf8'));
        return right.openDelivery(raw, secrets);
      },
    }),
  },
  {
    wrong: 'reviews are not told',
    caughtBy: 'webhook/review',
    broken: (right) => ({
      ...right,
      openDelivery: deliveryWith(right, (delivery) => ({
        ...delivery,
        events: delivery.events.filter((event) => event.kind !== 'listing'),
      })),
    }),
  },
  {
    wrong: 'a broken connection escapes as another error',
    caughtBy: 'fault/reset',
    broken: (right) => ({ ...right, readOrder: (call, id) => failing(right.readOrder(call, id), (error) => new Error(error.message)) }),
  },
  {
    wrong: 'silence after an act is called "not applied"',
    caughtBy: 'fault/silence',
    broken: (right) => ({
      ...right,
      actOnOrder: (call, order, act) =>
        failing(right.actOnOrder(call, order, act), (error) =>
          error.failure.kind === 'unavailable' ? as({ kind: 'unavailable', outcome: 'not-applied' }) : undefined,
        ),
    }),
  },
  {
    wrong: 'a crash page reads as "nothing there"',
    caughtBy: 'fault/page-502',
    broken: (right) => ({
      ...right,
      readListing: (call, ref) =>
        failing(right.readListing(call, ref), (error) => (error.failure.kind === 'unavailable' ? null : undefined)),
    }),
  },
  {
    wrong: 'a delay is invented',
    caughtBy: 'fault/too-many',
    broken: (right) => ({
      ...right,
      readOrder: (call, id) =>
        failing(right.readOrder(call, id), (error) =>
          error.failure.kind === 'rate-limited' ? as({ kind: 'rate-limited', retryAfterMs: 1000 }) : undefined,
        ),
    }),
  },
  {
    wrong: 'Retry-After is not read',
    caughtBy: 'fault/too-many-told',
    broken: (right) => ({
      ...right,
      readOrder: (call, id) =>
        failing(right.readOrder(call, id), (error) => (error.failure.kind === 'rate-limited' ? as({ kind: 'rate-limited' }) : undefined)),
    }),
  },
  {
    wrong: 'a lost answer to a confirmation is called "not applied"',
    caughtBy: 'fault/answer-lost',
    broken: (right) => ({
      ...right,
      actOnOrder: (call, order, act) =>
        failing(right.actOnOrder(call, order, act), (error) =>
          error.failure.kind === 'unavailable' ? as({ kind: 'unavailable', outcome: 'not-applied' }) : undefined,
        ),
    }),
  },
  ...(['page-200', 'cut-json', 'renamed-fields', 'empty-200'] as const).map((fault): Mutation => ({
    wrong: `a list that is not understood is an empty list (${fault})`,
    caughtBy: `fault/${fault}`,
    broken: (right) => ({
      ...right,
      listOrders: (call, query) =>
        failing(right.listOrders(call, query), (error) => (error.failure.kind === 'malformed' ? { orders: [] } : undefined)),
    }),
  })),
  {
    wrong: 'an unexpected answer crashes',
    caughtBy: 'fault/garbage',
    broken: (right) => ({
      ...right,
      readOrder: async (call, id) => {
        const order = await failing(right.readOrder(call, id), (error) =>
          error.failure.kind === 'malformed' ? new TypeError('cannot read properties of null') : undefined,
        );
        return order;
      },
    }),
  },
  {
    wrong: 'busy is called unavailable',
    caughtBy: 'fault/busy',
    broken: (right) => ({
      ...right,
      readOrder: (call, id) =>
        failing(right.readOrder(call, id), (error) =>
          error.failure.kind === 'rate-limited' ? as({ kind: 'unavailable', outcome: 'unknown' }) : undefined,
        ),
    }),
  },
];

/** Reads the body without asking who wrote it, as long as some signature is there. */
function unsigned(right: PlatformAdapter): PlatformAdapter['openDelivery'] {
  let genuine: RawDelivery | null = null;
  return (raw, secrets) => {
    const opened = right.openDelivery(raw, secrets);
    if (opened) {
      genuine = raw;
      return opened;
    }
    const known = genuine && right.openDelivery(genuine, secrets);
    if (!known || raw.headers['x-signature'] !== genuine?.headers['x-signature']) return null;
    try {
      const { order } = JSON.parse(raw.body.toString('utf8')) as { order?: { id: string } }; // only in this mutation
      const [event] = known.events;
      if (!order || event?.kind !== 'order' || !event.order) return null;
      return { ...known, events: [{ ...event, orderId: order.id, order: { ...event.order, note: raw.body.toString('utf8') } }] };
    } catch {
      return null;
    }
  };
}
