import type { Charset } from './clean.js';

/** A bar of whole marks: any share above zero shows at least one. */
export function bar(share: number, width: number, charset: Charset = 'ascii'): string {
  const mark = charset === 'ascii' ? '#' : '█';
  return mark.repeat(share <= 0 ? 0 : Math.max(1, Math.round(share * width)));
}
