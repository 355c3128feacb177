/**
 * Does several things at the same time, and waits for all of them also where one fails: what they share is closed next.
 * What is no promise stays as it is.
 * @throws what the first of them threw, in their order
 */
export async function together<T extends readonly unknown[]>(
  works: readonly [...{ [K in keyof T]: T[K] | Promise<T[K]> }],
): Promise<T> {
  const results = await Promise.allSettled(works);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  return results.map((result) => (result as PromiseFulfilledResult<unknown>).value) as unknown as T;
}
