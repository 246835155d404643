import { PlatformError, type Delivery, type PlatformAdapter, type RawDelivery, type RemoteListing, type RemoteOrder } from '../contract';

/** A deliberately broken adapter, and the check that must notice. */
export interface Mutation {
  readonly wrong: string;
  readonly caughtBy: string;
  readonly broken: (right: PlatformAdapter) => PlatformAdapter;
}

/** Turns failures into what `instead` says; undefined leaves them. */
async function failing<T>(work: Promise<T>, instead: (error: PlatformError) => T | Error | undefined): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const other = error instanceof PlatformError ? instead(error) : undefined;
    if (other === undefined) throw error;
    if (other instanceof Error) throw other;
    return other;
  }
}

const as = (failure: PlatformError['failure']) => new PlatformError(failure, 'mutated');
const listingWith =
  (right: PlatformAdapter, change: (listing: RemoteListing) => RemoteListing | null): PlatformAdapter['readListing'] =>
  async (call, ref) => {
    const listing = await right.readListing(call, ref);
    return listing && change(listing);
  };
const orderWith = (
  right: PlatformAdapter,
  change: (order: RemoteOrder) => RemoteOrder,
): Pick<PlatformAdapter, 'readOrder' | 'listOrders'> => ({
  readOrder: async (call, id) => {
    const order = await right.readOrder(call, id);
    return order && change(order);
  },
  listOrders: async (call, query) => {
    const page = await right.listOrders(call, query);
    return { ...page, orders: page.orders.map(change) };
  },
});
const deliveryWith =
  (right: PlatformAdapter, change: (delivery: Delivery, raw: RawDelivery) => Delivery): PlatformAdapter['openDelivery'] =>
  (raw, secrets) => {
    const delivery = right.openDelivery(raw, secrets);
    return delivery && change(delivery, raw);
  };

/** Mistakes that adapters really make. The kit is right as long as each of them is caught by the check that is named. */
export const mutations: readonly Mutation[] = [
  {
    wrong: 'describe gives another object each time',
    caughtBy: 'describe/plain-data',
    broken: (right) => ({ ...right, describe: () => ({ ...right.describe(), name: String(Math.random()) }) }),
  },
  {
    wrong: 'an OCOP set is forgotten',
    caughtBy: 'describe/sane',
    broken: (right) => ({ ...right, describe: () => ({ ...right.describe(), categoryForSet: { 1: 'OCOP' } }) }),
  },
  {
    wrong: 'a category of the description does not exist',
    caughtBy: 'categories/of-description',
    broken: (right) => ({
      ...right,
      describe: () => ({ ...right.describe(), categoryForSet: { ...right.describe().categoryForSet, 3: 'KHAC' } }),
    }),
  },
  {
    wrong: 'tokens end before they begin',
    caughtBy: 'login/right',
    broken: (right) => ({ ...right, login: async (access) => ({ ...(await right.login(access)), expiresAt: new Date(0) }) }),
  },
  {
    wrong: 'a wrong password is called malformed',
    caughtBy: 'login/wrong',
    broken: (right) => ({
      ...right,
      login: (access) =>
        failing(right.login(access), (error) => (error.failure.kind === 'unauthorised' ? as({ kind: 'malformed' }) : undefined)),
    }),
  },
  {
    wrong: 'a refused token reads as "no such order"',
    caughtBy: 'token/unknown',
    broken: (right) => ({
      ...right,
      readOrder: (call, id) => failing(right.readOrder(call, id), (error) => (error.failure.kind === 'unauthorised' ? null : undefined)),
    }),
  },
  {
    wrong: 'stock with an ended token is a result per item',
    caughtBy: 'token/expires',
    broken: (right) => ({
      ...right,
      setStock: (call, items) =>
        failing(right.setStock(call, items), (error) =>
          error.failure.kind === 'unauthorised'
            ? items.map(() => ({ ok: false as const, code: 'refused' as const, platformText: 'x' }))
            : undefined,
        ),
    }),
  },
  {
    wrong: 'a locked shop is called rejected content',
    caughtBy: 'account/locked',
    broken: (right) => ({
      ...right,
      publish: (call, draft, key) =>
        failing(right.publish(call, draft, key), (error) =>
          error.failure.kind === 'forbidden'
            ? as({ kind: 'rejected', issues: [{ code: 'other', platformText: 'x', adviceVi: 'x' }] })
            : undefined,
        ),
    }),
  },
  {
    wrong: 'accepted for review is called live',
    caughtBy: 'publish/review-then-live',
    broken: (right) => ({
      ...right,
      readListing: listingWith(right, (listing) => (listing.state === 'in-review' ? { ...listing, state: 'live' } : listing)),
    }),
  },
  {
    wrong: 'titles lose their quotation marks',
    caughtBy: 'publish/what-was-sent',
    broken: (right) => ({
      ...right,
      publish: (call, draft, key) => right.publish(call, { ...draft, title: draft.title.replaceAll('"', '') }, key),
    }),
  },
  {
    wrong: 'already there is called a success',
    caughtBy: 'publish/twice',
    broken: (right) => ({
      ...right,
      publish: (call, draft, key) =>
        failing(right.publish(call, draft, key), (error) => (error.failure.kind === 'conflict' ? { externalId: 'x' } : undefined)),
    }),
  },
  {
    wrong: 'a lost answer is called "not applied"',
    caughtBy: 'publish/lost-answer',
    broken: (right) => ({
      ...right,
      publish: (call, draft, key) =>
        failing(right.publish(call, draft, key), (error) =>
          error.failure.kind === 'unavailable' ? as({ kind: 'unavailable', outcome: 'not-applied' }) : undefined,
        ),
    }),
  },
  {
    wrong: "the reviewer's words are replaced by ours",
    caughtBy: 'publish/rejected-by-review',
    broken: (right) => ({
      ...right,
      readListing: listingWith(right, (listing) => ({
        ...listing,
        issues: listing.issues.map((issue) => ({ ...issue, platformText: 'rejected' })),
      })),
    }),
  },
  {
    wrong: 'editing what was rejected does nothing',
    caughtBy: 'publish/again-after-rejection',
    broken: (right) => ({ ...right, edit: async (_call, ref) => ({ externalId: ref.externalId ?? 'x' }) }),
  },
  {
    wrong: 'titles are cut quietly',
    caughtBy: 'publish/refuses-bad-content',
    broken: (right) => ({
      ...right,
      publish: (call, draft, key) => right.publish(call, { ...draft, title: draft.title.slice(0, 150) }, key),
    }),
  },
  {
    wrong: 'an edit resets the quantity',
    caughtBy: 'edit/keeps-quantity',
    broken: (right) => ({
      ...right,
      edit: async (call, ref, draft, key) => {
        const submitted = await right.edit(call, ref, draft, key);
        await right.setStock(call, [{ ref, quantity: 0 }]);
        return submitted;
      },
    }),
  },
  {
    wrong: 'being reviewed is called stale',
    caughtBy: 'edit/while-in-review',
    broken: (right) => ({
      ...right,
      edit: (call, ref, draft, key) =>
        failing(right.edit(call, ref, draft, key), (error) =>
          error.failure.kind === 'conflict' ? as({ kind: 'conflict', reason: 'stale' }) : undefined,
        ),
    }),
  },
  {
    wrong: 'hiding shows',
    caughtBy: 'visible/hide-show',
    broken: (right) => ({ ...right, setVisible: (call, ref) => right.setVisible(call, ref, true) }),
  },
  {
    wrong: 'removing what is gone is an error',
    caughtBy: 'remove/twice',
    broken: (right) => ({
      ...right,
      remove: async (call, ref) => {
        if (!(await right.readListing(call, ref))) throw as({ kind: 'not-found' });
        await right.remove(call, ref);
      },
    }),
  },
  {
    wrong: 'an unknown SKU is an error when it is read',
    caughtBy: 'listing/unknown',
    broken: (right) => ({
      ...right,
      readListing: async (call, ref) => {
        const listing = await right.readListing(call, ref);
        if (!listing) throw as({ kind: 'not-found' });
        return listing;
      },
    }),
  },
  {
    wrong: 'zero is not sent',
    caughtBy: 'stock/set',
    broken: (right) => ({
      ...right,
      setStock: (call, items) =>
        right.setStock(
          call,
          items.map((item) => ({ ...item, quantity: Math.max(1, item.quantity) })),
        ),
    }),
  },
  {
    wrong: 'results come in another order',
    caughtBy: 'stock/per-item',
    broken: (right) => ({
      ...right,
      setStock: async (call, items) => [...(await right.setStock(call, items))].sort((a, b) => Number(b.ok) - Number(a.ok)),
    }),
  },
  {
    wrong: 'only part of a batch is sent',
    caughtBy: 'stock/full-batch',
    broken: (right) => ({ ...right, setStock: (call, items) => right.setStock(call, items.slice(0, 19)) }),
  },
  {
    wrong: 'a listing in review makes stock throw',
    caughtBy: 'stock/not-approved',
    broken: (right) => ({
      ...right,
      setStock: async (call, items) => {
        for (const { ref } of items)
          if ((await right.readListing(call, ref))?.state === 'in-review') throw as({ kind: 'conflict', reason: 'wrong-state' });
        return right.setStock(call, items);
      },
    }),
  },
  {
    wrong: 'stockMeaning is the wrong way round',
    caughtBy: 'stock/meaning',
    broken: (right) => ({
      ...right,
      describe: () => ({ ...right.describe(), capabilities: { ...right.describe().capabilities, stockMeaning: 'on-hand' } }),
    }),
  },
  {
    wrong: 'prices of lines are those of the whole order',
    caughtBy: 'orders/seen-whole',
    broken: (right) => ({
      ...right,
      ...orderWith(right, (order) => ({ ...order, lines: order.lines.map((line) => ({ ...line, unitPrice: order.total })) })),
    }),
  },
  {
    wrong: 'times are read in the wrong zone',
    caughtBy: 'orders/seen-whole',
    broken: (right) => ({
      ...right,
      ...orderWith(right, (order) => ({ ...order, createdAt: new Date(order.createdAt.getTime() + 7 * 3_600_000) })),
    }),
  },
  {
    wrong: 'paid orders are cash on delivery',
    caughtBy: 'orders/paid',
    broken: (right) => ({ ...right, ...orderWith(right, (order) => ({ ...order, payment: 'cod' })) }),
  },
  {
    wrong: 'only the first page is read',
    caughtBy: 'orders/complete',
    broken: (right) => ({ ...right, listOrders: async (call, query) => ({ orders: (await right.listOrders(call, query)).orders }) }),
  },
  {
    wrong: 'the period is read as days in London',
    caughtBy: 'orders/day-edges',
    broken: (right) => ({
      ...right,
      listOrders: (call, query) => {
        const since = new Date(query.since);
        if (since.getUTCHours() >= 12) since.setUTCHours(24, 0, 0, 0);
        return right.listOrders(call, { ...query, since });
      },
    }),
  },
  {
    wrong: 'acts on unknown orders succeed',
    caughtBy: 'orders/unknown',
    broken: (right) => ({
      ...right,
      actOnOrder: (call, order, act) =>
        failing(right.actOnOrder(call, order, act), (error) => (error.failure.kind === 'not-found' ? { done: 'yes' } : undefined)),
    }),
  },
  {
    wrong: 'confirming again is called done',
    caughtBy: 'orders/confirm',
    broken: (right) => ({
      ...right,
      actOnOrder: (call, order, act) =>
        failing(right.actOnOrder(call, order, act), (error) =>
          act.kind === 'confirm' && error.failure.kind === 'conflict' ? { done: 'yes' } : undefined,
        ),
    }),
  },
  {
    wrong: 'part of an order confirms all of it',
    caughtBy: 'orders/confirm-whole-only',
    broken: (right) => ({
      ...right,
      actOnOrder: (call, order, act) => right.actOnOrder(call, order, act.kind === 'confirm' ? { kind: 'confirm' } : act),
    }),
  },
  {
    wrong: 'every cancelled order was cancelled by the buyer',
    caughtBy: 'orders/refuse',
    broken: (right) => ({
      ...right,
      ...orderWith(right, (order) => (order.stage === 'cancelled' ? { ...order, cancelledBy: 'buyer' } : order)),
    }),
  },
  {
    wrong: 'parcel codes are dropped',
    caughtBy: 'orders/ship',
    broken: (right) => ({ ...right, ...orderWith(right, ({ parcelCode: _dropped, ...order }) => order) }),
  },
  {
    wrong: 'a cancellation at once is called pending',
    caughtBy: 'orders/cancel',
    broken: (right) => ({
      ...right,
      actOnOrder: async (call, order, act) => ({
        ...(await right.actOnOrder(call, order, act)),
        done: act.kind === 'cancel' ? 'pending' : 'yes',
      }),
    }),
  },
  {
    wrong: 'who cancelled is always the seller',
    caughtBy: 'orders/buyer-cancels',
    broken: (right) => ({
      ...right,
      ...orderWith(right, (order) => (order.stage === 'cancelled' ? { ...order, cancelledBy: 'seller' } : order)),
    }),
  },
  {
    wrong: 'on its way back is called returned',
    caughtBy: 'orders/stages',
    broken: (right) => ({
      ...right,
      ...orderWith(right, (order) => (order.stage === 'returning' ? { ...order, stage: 'returned' } : order)),
    }),
  },
  {
    wrong: 'a state never seen before stops the list',
    caughtBy: 'orders/stages',
    broken: (right) => ({
      ...right,
      ...orderWith(right, (order) => {
        if (order.stage === 'unknown') throw as({ kind: 'malformed' });
        return order;
      }),
    }),
  },
  {
    wrong: 'cancelling too late is called done',
    caughtBy: 'orders/too-late',
    broken: (right) => ({
      ...right,
      actOnOrder: (call, order, act) =>
        failing(right.actOnOrder(call, order, act), (error) =>
          act.kind === 'cancel' && error.failure.kind === 'conflict' ? { done: 'yes' } : undefined,
        ),
    }),
  },
  {
    wrong: 'an empty label before there is a parcel',
    caughtBy: 'orders/label',
    broken: (right) => ({
      ...right,
      readLabel: async (call, order) => (await right.readLabel(call, order)) ?? { contentType: 'application/pdf', bytes: Buffer.alloc(0) },
    }),
  },
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
