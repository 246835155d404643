import { as, failing, orderWith, type Mutation } from './mutation';

/** Stock and orders. */
export const orderMutations: readonly Mutation[] = [
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
];
