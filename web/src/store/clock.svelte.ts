import { trueNow } from './program-time';

const TICK_MS = 15_000;

/** Now, told anew every quarter of a minute: for countdowns. */
class Clock {
  now = $state(trueNow().getTime());

  constructor() {
    setInterval(() => (this.now = trueNow().getTime()), TICK_MS);
    document.addEventListener('visibilitychange', () => (this.now = trueNow().getTime()));
  }
}

export const clock = new Clock();

/** Inside a component: does it again and again while the page is looked at and has a signal. */
export function every(ms: () => number | null, work: () => Promise<void>): void {
  $effect(() => {
    const pause = ms();
    if (pause === null) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && navigator.onLine && void work(), pause);
    return () => clearInterval(timer);
  });
}
