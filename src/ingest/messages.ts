import type { FormatRequest } from '../format/choose.js';
import type { Privacy } from '../record/privacy.js';
import type { PlainFile } from '../source/plain-file.js';
import type { Purpose } from './columns.js';
import type { FreshByTable } from './fresh-texts.js';
import type { ParsedFile } from './log-parser.js';
import type { PackedBatch } from './packed-batch.js';
import type { StartPlace } from './text-lane.js';
import type { LastIds } from './text-rows.js';

/** What a parsing thread is told first: it may be started before that is known. */
export interface WorkerSetup {
  kind: 'setup';
  request: FormatRequest;
  purpose: Purpose;
  privacy: Privacy;
  mostTextBytes: number;
  keepsShapes: boolean;
  lastIds: LastIds | null;
  /** Of a ParseControl. */
  control: SharedArrayBuffer;
}

/** A plain file as another thread gets it, which is told of a stop in another way. */
export type PlainFileSent = Omit<PlainFile, 'stop'>;

/** To the worker. A file that it reads itself is `file`; another is `file`, its chunks, `end`. */
export type ToWorker =
  | WorkerSetup
  | { kind: 'file'; id: number; path: string; sample: readonly string[]; from: StartPlace; plain: PlainFileSent | null }
  | { kind: 'chunk'; buffer: ArrayBuffer; bytes: number }
  /** Hand over what is held back, and say how far it goes. */
  | { kind: 'checkpoint' }
  | { kind: 'end' }
  /** There is no other file: hand over what was held back. */
  | { kind: 'finish' }
  /** Buffers of batches that are written, and of texts, to be used again. */
  | { kind: 'returned'; buffers: readonly ArrayBuffer[]; textBuffers: readonly ArrayBuffer[] };

/** From the worker, several at a time: sending takes as long as a hundred lines do. */
export type FromWorker =
  /**
   * @param fresh every text that a row of these batches names for the first time
   * @param textBuffers in which they lie
   */
  | { kind: 'batches'; batches: readonly PackedBatch[]; fresh: FreshByTable; textBuffers: readonly ArrayBuffer[] }
  /** One more chunk was read; its buffer is to be used again. */
  | { kind: 'taken'; lines: number; buffer: ArrayBuffer }
  /** How far the worker has read a file by itself. */
  | { kind: 'reached'; lines: number; bytes: number }
  | { kind: 'checkpoint' | 'ended'; parsed: ParsedFile }
  | { kind: 'finished' }
  | { kind: 'refused'; message: string; fix: string };
