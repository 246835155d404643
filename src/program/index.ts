export { createApp, type AppOptions } from './create-app';
export { explainStart } from './start-fault.rules';
export type { Guests } from './start-page.rules';
