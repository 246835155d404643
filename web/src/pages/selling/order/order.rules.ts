export type Stage =
  | 'awaiting-seller'
  | 'confirmed'
  | 'ready-to-ship'
  | 'picked-up'
  | 'delivered'
  | 'completed'
  | 'cancelled'
  | 'returning'
  | 'returned'
  | 'partly-returned'
  | 'lost'
  | 'unknown';

const ACTS = ['confirm', 'refuse', 'ship', 'cancel', 'accept-return', 'deliver-again'] as const;
export type Act = (typeof ACTS)[number];

export interface OrderFacts {
  readonly id: string;
  readonly stage: Stage;
  readonly placedAt: string;
  readonly confirmBy: string | null;
  readonly parcelCode: string | null;
  readonly acts: readonly { readonly kind: Act; readonly state: 'wanted' | 'pending' | 'done' | 'refused' }[];
}

/** What is left of the time to accept. */
export interface Left {
  readonly tone: 'plain' | 'warn' | 'bad';
  readonly minutes: number;
}

const RED_MINUTES = 120;
const YELLOW_MINUTES = 360;

/** null: nothing to accept any more. Whole minutes, less than none when it is late. */
export function leftToConfirm({ stage, confirmBy }: Pick<OrderFacts, 'stage' | 'confirmBy'>, now: number): Left | null {
  if (stage !== 'awaiting-seller' || confirmBy === null) return null;
  const minutes = Math.floor((new Date(confirmBy).getTime() - now) / 60_000);
  return { minutes, tone: minutes < RED_MINUTES ? 'bad' : minutes < YELLOW_MINUTES ? 'warn' : 'plain' };
}

const MAIN: Partial<Record<Stage, Act>> = { 'awaiting-seller': 'confirm', confirmed: 'ship', returning: 'accept-return' };
const OTHERS: Partial<Record<Stage, readonly Act[]>> = {
  'awaiting-seller': ['refuse'],
  confirmed: ['cancel'],
  'ready-to-ship': ['cancel'],
  returning: ['deliver-again'],
  'picked-up': ['accept-return', 'deliver-again'],
};

export interface Possible {
  /** The one button that leads on. */
  readonly main: Act | null;
  readonly others: readonly Act[];
}

/** What a seller can do with it now. `here`: what was asked for on this device and not sent yet. While something is under way nothing else is offered. */
export function possibleActs({ stage, acts }: Pick<OrderFacts, 'stage' | 'acts'>, here: readonly Act[]): Possible {
  if (here.length > 0 || isUnderWay({ acts })) return { main: null, others: [] };
  return { main: MAIN[stage] ?? null, others: OTHERS[stage] ?? [] };
}

export function isUnderWay({ acts }: Pick<OrderFacts, 'acts'>): boolean {
  return acts.some(({ state }) => state === 'wanted' || state === 'pending');
}

/** A label is printed once there is a parcel, until it has left. */
export function hasLabel({ stage, parcelCode }: Pick<OrderFacts, 'stage' | 'parcelCode'>): boolean {
  return stage === 'ready-to-ship' || (stage === 'picked-up' && parcelCode !== null);
}

export interface Due<O> {
  readonly confirm: readonly O[];
  readonly pack: readonly O[];
  readonly back: readonly O[];
}

/** What waits for the seller: what the platform cancels first comes first, then what was ordered first. */
export function byDue<O extends OrderFacts>(orders: readonly O[]): Due<O> {
  const of = (stage: Stage): O[] => orders.filter((order) => order.stage === stage);
  const oldestFirst = (a: O, b: O): number => (a.placedAt < b.placedAt ? -1 : 1);
  return {
    confirm: of('awaiting-seller').sort((a, b) => (a.confirmBy ?? '9').localeCompare(b.confirmBy ?? '9') || oldestFirst(a, b)),
    pack: of('confirmed').sort(oldestFirst),
    back: of('returning').sort(oldestFirst),
  };
}

/** What waits on this device for this order, by the addresses of what waits. */
export function actsOf(orderId: string, items: readonly { readonly url: string; readonly state: string }[]): Act[] {
  return items.flatMap(({ url, state }) => {
    const kind = new RegExp(`/orders/${orderId}/([a-z-]+)$`).exec(url)?.[1];
    const act = ACTS.find((each) => each === kind);
    return act !== undefined && (state === 'waiting' || state === 'sending') ? [act] : [];
  });
}

export function toneOf(stage: Stage): 'plain' | 'good' | 'warn' | 'bad' | 'info' {
  switch (stage) {
    case 'awaiting-seller':
    case 'confirmed':
    case 'returning':
      return 'warn';
    case 'ready-to-ship':
    case 'picked-up':
      return 'info';
    case 'delivered':
    case 'completed':
      return 'good';
    case 'lost':
      return 'bad';
    case 'cancelled':
    case 'returned':
    case 'partly-returned':
    case 'unknown':
      return 'plain';
  }
}
