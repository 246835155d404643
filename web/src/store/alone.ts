const waiting = new Map<string, Promise<void>>();

/** Does it while nobody else on this device does something of the same name, in this page or another; one after the other. */
export async function alone(name: string, work: () => Promise<void>): Promise<void> {
  if ('locks' in navigator) return navigator.locks.request(name, work);
  // Not over plain http: then at least this page does one at a time. Two pages may send the same, which is one by its key.
  const before = waiting.get(name) ?? Promise.resolve();
  const mine = before.then(work);
  waiting.set(
    name,
    mine.catch(() => undefined),
  );
  return mine;
}
