import { setTimeout as after } from 'node:timers/promises';
import { CallCancelled } from './cancelled';

/** Waits. Throws: CallCancelled when the program stops meanwhile. */
export async function pause(ms: number, stop: AbortSignal): Promise<void> {
  try {
    await after(ms, undefined, { signal: stop });
  } catch (cause) {
    throw new CallCancelled({ cause });
  }
}
