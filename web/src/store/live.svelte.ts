import { liveQuery } from 'dexie';

/** Inside a component: what a question to the device's own database answers, again whenever that changes. `const sent = live(() => database.sent.toArray(), [])`. */
export function live<T>(ask: () => Promise<T>, first: T): { readonly now: T } {
  let now = $state.raw(first);
  $effect(() => {
    const watching = liveQuery(ask).subscribe({ next: (value) => (now = value), error: () => undefined });
    return () => watching.unsubscribe();
  });
  return {
    get now() {
      return now;
    },
  };
}
