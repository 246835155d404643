import type { RunningPlatform, SimOptions } from './core';
import { startPlatform } from './core';
import { startPhones, type RunningPhones } from './phones';
import type { PostmartOptions } from './postmart';
import { createPostmart } from './postmart';
import type { VosoOptions } from './voso';
import { createVoso } from './voso';

export type { RunningPlatform, SimState } from './core';
export type { PhoneMessage, RunningPhones } from './phones';

interface PortOption {
  /** 0 or absent: any free port. */
  readonly port?: number;
}

export interface SandboxOptions extends Omit<SimOptions, 'port'> {
  /** false: do not start it. */
  readonly voso?: (PortOption & VosoOptions) | false;
  readonly postmart?: (PortOption & PostmartOptions) | false;
  readonly phones?: PortOption | false;
}

export interface Sandbox {
  /** Throws: when it was switched off in the options. */
  readonly voso: RunningPlatform;
  readonly postmart: RunningPlatform;
  readonly phones: RunningPhones;
  stop(): Promise<void>;
}

/** Starts the practice marketplaces and the practice phones, each on a port of its own. Throws: the listen error when a port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { voso, postmart, phones: phoneOptions, ...shared } = options;
  const running = new Map<string, RunningPlatform>();
  let phones: RunningPhones | undefined;
  const stop = async (): Promise<void> => {
    await Promise.all([...running.values(), ...(phones ? [phones] : [])].map((each) => each.stop()));
  };
  try {
    if (voso !== false) running.set('voso', await startPlatform('voso', (core) => createVoso(core, voso), { ...shared, port: voso?.port }));
    if (postmart !== false) {
      running.set(
        'postmart',
        await startPlatform('postmart', (core) => createPostmart(core, postmart), { ...shared, port: postmart?.port }),
      );
    }
    if (phoneOptions !== false) phones = await startPhones({ host: shared.host, stateDir: shared.stateDir, port: phoneOptions?.port });
  } catch (error) {
    await stop();
    throw error;
  }
  const started = (name: string): RunningPlatform => {
    const platform = running.get(name);
    if (!platform) throw new Error(`${name} was not started`);
    return platform;
  };
  return {
    get voso() {
      return started('voso');
    },
    get postmart() {
      return started('postmart');
    },
    get phones() {
      if (!phones) throw new Error('phones were not started');
      return phones;
    },
    stop,
  };
}
