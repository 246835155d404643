import type { SealedColumn } from '../shared/secret';
import { sealedDeliveries } from './inbox/inbox.service';

export * from './inbox/inbox.service';
export { ORDER_LANE } from './inbox/door.route';
export * from './jobs/jobs.service';
export * from './lane/lane';
export * from './lane/lane-runner';
export * from './sync.module';
export { MessagePost } from './message/message-post';

/** What of this folder is sealed. */
export const syncSealed: readonly SealedColumn[] = [sealedDeliveries];
