import type { PlatformAdapter } from '../../platform/contract';
import { createClient, wrongState } from './client';
import { description } from './description';
import { edit, listCategories, publish, readListing, remove, setStock, setVisible } from './listing';
import { actOnOrder, listOrders, readCase, readLabel, readOrder } from './order';
import { openDelivery } from './webhook';

export interface PostmartOptions {
  /** In front of every path. Newer code of the sibling calls without one: `''`. */
  readonly prefix?: string;
}

/** Postmart (buudien.vn), in the style of VNPost's partner API. What of it is known and what assumed: README.md. */
export function createPostmart({ prefix = '/customer-partner' }: PostmartOptions = {}): PlatformAdapter {
  const client = createClient(prefix);
  return {
    code: 'postmart',
    describe: () => description,
    login: (connection) => client.login(connection),
    listCategories: (call) => listCategories(client, call),
    uploadPhoto: async () => {
      throw wrongState('pictures are given as addresses');
    },
    publish: (call, draft, intentKey) => publish(client, call, draft, intentKey),
    edit: (call, ref, draft, intentKey) => edit(client, call, ref, draft, intentKey),
    setVisible: (call, ref, visible) => setVisible(client, call, ref, visible),
    remove: (call, ref) => remove(client, call, ref),
    readListing: (call, ref) => readListing(client, call, ref),
    setStock: (call, items) => setStock(client, call, items),
    listOrders: (call, query) => listOrders(client, call, query),
    readOrder: (call, orderId) => readOrder(client, call, orderId),
    actOnOrder: (call, order, act) => actOnOrder(client, call, order, act),
    readCase: (call, caseId) => readCase(client, call, caseId),
    readLabel: (call, order) => readLabel(client, call, order),
    openDelivery,
  };
}
