/** The next one is made while the caller still works on this one. One ahead and no more, so that memory stays bounded. */
export async function* ahead<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  const from = source[Symbol.asyncIterator]();
  let next = from.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = from.next();
      next.catch(() => undefined); // asked for above, unless the caller stops first
      yield value;
    }
  } finally {
    await next.catch(() => undefined);
    await from.return?.();
  }
}
