import type { ConformanceHarness } from '../harness';
import { ReferencePlatform } from './reference.platform';

export { referenceAdapter } from './reference.adapter';
export { ReferencePlatform } from './reference.platform';

/** How the kit reaches the reference platform. */
export const referenceHarness: ConformanceHarness = {
  start: () => ReferencePlatform.start(),
  draft: { categoryCode: 'OCOP' },
  photo: async () => ({ bytes: Buffer.from('anh'), format: 'jpeg' }),
  paths: {
    'picked-up': ['left'],
    delivered: ['left', 'delivered'],
    completed: ['left', 'delivered', 'done'],
    returning: ['left', 'returning'],
    returned: ['left', 'returning', 'returned'],
    unknown: ['mot-trang-thai-la'],
  },
  can: { busyOnce: true, lockShop: true },
  forgeries: [(genuine) => ({ ...genuine, body: Buffer.from(genuine.body.toString('utf8').replace(/"quantity":\d+/, '"quantity":99')) })],
};
