/** Methods that change something or ask for a program's answer: what they return is never a file. */
const DYNAMIC_METHODS = new Set([
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'MKCOL',
  'COPY',
  'MOVE',
  'LOCK',
  'UNLOCK',
  'PROPPATCH',
  'PURGE',
]);
const CACHE_ANSWERED = new Set(['HIT', 'STALE', 'UPDATING', 'REVALIDATED']);

/** Whether an answer to this method is dynamic, whatever its path and type look like. */
export function isDynamicMethod(method: string): boolean {
  return DYNAMIC_METHODS.has(method);
}

/** Whether a cache status says that the cache answered, of a request whose upstream was not asked. */
export function isCacheAnswer(cacheStatus: string): boolean {
  return CACHE_ANSWERED.has(cacheStatus.toUpperCase());
}
