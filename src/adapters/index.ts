import type { PlatformAdapter } from '../platform/contract';
import { createVoso } from './voso';

/** Every platform this program knows: one line each. */
export const adapters: readonly PlatformAdapter[] = [createVoso()];
