import { adapters } from '../../src/adapters';
import type { PlatformAdapter } from '../../src/platform/contract';

/**
 * Lets the program of this process call platforms as often as it likes: a platform's allowance is not the program's own time. The same is done to the practice
 * platforms (practice.ts).
 */
const limits = { callsPerSecond: 10_000, burst: 10_000 };
const known = adapters as PlatformAdapter[]; // nobody else may change the list; it is read when the program is put together
known.splice(
  0,
  known.length,
  ...known.map((adapter) => {
    const description = adapter.describe();
    const unlimited = { ...description, capabilities: { ...description.capabilities, limits } };
    return new Proxy(adapter, { get: (target, name) => (name === 'describe' ? () => unlimited : (Reflect.get(target, name) as unknown)) });
  }),
);
