import { Problem, problems } from '../shared/kernel';
import type { PlatformAdapter, PlatformDescription } from './contract';

/** A platform that this program knows, with its description read once. */
export interface KnownPlatform {
  readonly adapter: PlatformAdapter;
  readonly description: PlatformDescription;
}

/** Every platform of this program, by code. */
export class PlatformRegistry {
  private readonly known: ReadonlyMap<string, KnownPlatform>;

  constructor(adapters: readonly PlatformAdapter[]) {
    this.known = new Map(adapters.map((adapter) => [adapter.code, { adapter, description: adapter.describe() }]));
    if (this.known.size !== adapters.length) throw new Error('two adapters have the same code');
  }

  all(): readonly KnownPlatform[] {
    return [...this.known.values()];
  }

  has(code: string): boolean {
    return this.known.has(code);
  }

  /** Throws: Problem not-found. */
  get(code: string): KnownPlatform {
    const platform = this.known.get(code);
    if (!platform) throw new Problem(problems.notFound, `Không có sàn "${code}".`);
    return platform;
  }
}
