import type { PlatformAdapter } from '../platform/contract';
import { createPostmart } from './postmart';
import { createVoso } from './voso';

/** Every platform this program knows: one line each. */
export const adapters: readonly PlatformAdapter[] = [createVoso(), createPostmart()];
