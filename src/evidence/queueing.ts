/** Time that requests waited for a free worker: neither CPU nor IO of their route. */
export interface Queueing {
  workers: number;
  /** Whether --workers told their number, or the log's own times. */
  found: 'given' | 'searched';
  /** Seconds, of all requests together. */
  queuedS: number;
  /** Seconds by routeId. */
  perRoute: ReadonlyMap<string, number>;
}
