const LOOK_EVERY_MS = 60;

/** Looks until `look` gives something. Throws: Error that says what did not come about. */
export async function until<T>(what: string | (() => string), withinMs: number, look: () => Promise<T | null | false>): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== false) return found;
    if (performance.now() > end)
      throw new Error(`${typeof what === 'string' ? what : what()}: not seen within ${Math.round(withinMs / 1000)} s`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** Does `work` for all items, `most` of them at a time. */
export async function inParallel<T>(items: readonly T[], most: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: most }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}
