import type { FormatRequest } from '../format/choose.js';
import type { FileResult, FormatFacts } from './file-result.js';
import type { AllFreshTexts } from './fresh-texts.js';
import type { PackedBatch } from './packed-batch.js';

/** What a parse worker is started with. */
export interface WorkerSetup {
  request: FormatRequest;
  mostTextBytes: number;
}

/** To the worker. A file is `file`, its chunks, `end`. */
export type ToWorker =
  | { kind: 'file'; id: number; path: string; sample: readonly string[] }
  | { kind: 'chunk'; buffer: ArrayBuffer; bytes: number }
  | { kind: 'end' }
  /** A batch's buffer, to be used again. */
  | { kind: 'return'; buffer: ArrayBuffer };

/** From the worker. */
export type FromWorker =
  | { kind: 'batch'; batch: PackedBatch; fresh: AllFreshTexts }
  /** One more chunk was read. */
  | { kind: 'taken'; lines: number }
  | { kind: 'ended'; result: FileResult; facts: FormatFacts | null }
  | { kind: 'refused'; message: string; fix: string };
