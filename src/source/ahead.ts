/** The same values, each asked for while the one before it is in use: the threads that unpack do not wait for the reader. */
export async function* ahead<T>(values: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = values.next();
  try {
    for (;;) {
      const { value, done } = await next;
      if (done) return;
      next = values.next();
      // Whoever stops early never looks at it.
      next.catch(() => {});
      yield value;
    }
  } finally {
    await values.return(undefined);
  }
}
