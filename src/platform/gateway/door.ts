import { storable } from '../../shared/kernel';
import type { Delivery, RawDelivery } from '../contract';
import type { PlatformRegistry } from '../platform.registry';

interface Keeper {
  readonly platform: string;
  readonly secrets: readonly string[];
}

/** A changed or withdrawn secret counts after this long at the latest. */
const REMEMBERED_MS = 5_000;
/** Bounds memory when strangers try many addresses. */
const MOST_REMEMBERED = 5_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Opens deliveries; remembers the secrets for some seconds, so that a burst of webhooks asks the database once. */
export class Door {
  private readonly known = new Map<string, { readonly until: number; readonly keeper: Promise<Keeper | null> }>();

  constructor(
    private readonly registry: PlatformRegistry,
    private readonly load: (connectionId: string) => Promise<Keeper | null>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async open(platform: string, connectionId: string, raw: RawDelivery): Promise<Delivery | null> {
    if (!this.registry.has(platform) || !UUID.test(connectionId)) return null;
    const keeper = await this.keeperOf(connectionId);
    if (!keeper || keeper.platform !== platform) return null;
    return storable(this.registry.get(platform).adapter.openDelivery(raw, keeper.secrets));
  }

  private keeperOf(connectionId: string): Promise<Keeper | null> {
    const remembered = this.known.get(connectionId);
    if (remembered && this.now() < remembered.until) return remembered.keeper;
    const keeper = this.load(connectionId);
    this.known.delete(connectionId);
    this.known.set(connectionId, { until: this.now() + REMEMBERED_MS, keeper });
    if (this.known.size > MOST_REMEMBERED) this.known.delete(this.known.keys().next().value ?? '');
    keeper.catch(() => this.known.delete(connectionId)); // a database error is not an answer to remember
    return keeper;
  }
}
