import type { Readable } from 'node:stream';
import type { ChooseFormat, FormatRequest } from '../format/choose.js';
import type { Privacy } from '../record/privacy.js';
import type { Purpose } from './columns.js';
import type { OnProgress } from './watch.js';

export interface ReadOptions {
  choose: ChooseFormat;
  /** What `choose` was made from. */
  format: FormatRequest;
  /** By default all. */
  purpose?: Purpose;
  /** The user's own route patterns; the first match names the route. */
  routePatterns: readonly string[];
  /** false: every path is a route of its own. */
  routeTemplates: boolean;
  privacy: Privacy;
  /** Memory for distinct texts. */
  mostTextBytes: number;
  stdin: Readable;
  /** Ends the reading early; what was read so far stands. */
  stop?: AbortSignal;
  /** Told with every chunk that was read. */
  onProgress?: OnProgress;
  /** Told when more of what was read can be asked for on other connections; absent: nobody asks before all is read. */
  onShown?: () => void;
}
