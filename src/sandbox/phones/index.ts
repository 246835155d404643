export type { PhoneMessage } from './phone-message';
export { startPhones, type PhonesOptions, type RunningPhones } from './phones';
