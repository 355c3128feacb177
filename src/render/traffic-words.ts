import type { Report } from '../report/types.js';
import { full, percent, seconds } from './units.js';

/** What is to be said of who served what: files that leak, the wait for a worker. */
export function trafficWords({ totals: { leak, queueing } }: Report): string[] {
  const words: string[] = [];
  if (leak.requests > 0) {
    const cost = leak.appSeconds === null ? '' : `, ${seconds(leak.appSeconds)}`;
    words.push(`static files through the application: ${full(leak.requests)} requests${cost}`);
  }
  // It is no work of any route: more workers end it, or less work in front of it.
  if (queueing !== null && queueing.seconds > 0) {
    const { workers } = queueing;
    const whose = workers === null ? '' : ` (${full(workers)} worker${workers === 1 ? '' : 's'})`;
    words.push(
      `waiting for a free worker${whose}: ${seconds(queueing.seconds)}, ${percent(queueing.share)} of the application time`,
    );
  }
  return words;
}
