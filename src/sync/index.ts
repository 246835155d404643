export * from './inbox/inbox.service';
export { ORDER_LANE } from './inbox/door.route';
export * from './jobs/jobs.service';
export * from './lane/lane';
export * from './lane/lane-runner';
export * from './sync.module';
export { MessagePost } from './message/message-post';
