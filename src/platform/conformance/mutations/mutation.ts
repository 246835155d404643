import { PlatformError, type Delivery, type PlatformAdapter, type RawDelivery, type RemoteListing, type RemoteOrder } from '../../contract';

/** A deliberately broken adapter, and the check that must notice. */
export interface Mutation {
  readonly wrong: string;
  readonly caughtBy: string;
  readonly broken: (right: PlatformAdapter) => PlatformAdapter;
}

/** Turns failures into what `instead` says; undefined leaves them. */
export async function failing<T>(work: Promise<T>, instead: (error: PlatformError) => T | Error | undefined): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const other = error instanceof PlatformError ? instead(error) : undefined;
    if (other === undefined) throw error;
    if (other instanceof Error) throw other;
    return other;
  }
}

export const as = (failure: PlatformError['failure']) => new PlatformError(failure, 'mutated');
export const listingWith =
  (right: PlatformAdapter, change: (listing: RemoteListing) => RemoteListing | null): PlatformAdapter['readListing'] =>
  async (call, ref) => {
    const listing = await right.readListing(call, ref);
    return listing && change(listing);
  };
export const orderWith = (
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
export const deliveryWith =
  (right: PlatformAdapter, change: (delivery: Delivery, raw: RawDelivery) => Delivery): PlatformAdapter['openDelivery'] =>
  (raw, secrets) => {
    const delivery = right.openDelivery(raw, secrets);
    return delivery && change(delivery, raw);
  };
