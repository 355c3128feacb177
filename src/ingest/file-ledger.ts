import type { Store } from '../store/store.js';
import { emptyResult, type FileCounts, type FileResult, type FormatFacts, sumResults } from './file-result.js';
import { type FileMark, type HeldLine, parseMark, printMark } from './known/mark.js';

/** Rejected lines kept as examples, for each file; all are counted. */
const KEPT_REJECTS = 1000;

interface StoredFile extends FileCounts {
  id: number;
  path: string;
  kept: number;
  reasons: { key: string; value: number }[] | null;
  mark: string | null;
  forgotten: number;
}

/** One file of the store. */
export interface LedgerEntry {
  id: number;
  path: string;
  /** As stored before the reading that is under way. */
  before: FileResult;
  /** Rejected lines stored as examples. */
  kept: number;
  /** How many of this reading's rejected lines are stored. */
  told: number;
  isStored: boolean;
  /** By what it is known again; null: not known. */
  mark: FileMark | null;
  /** Requests that were stored and are gone since. */
  forgotten: number;
}

/** What is known of a file when it is written down. */
export interface LedgerState {
  /** Of this reading. */
  result: FileResult;
  facts: FormatFacts | null;
  fault: string | null;
  mark: FileMark | null;
}

/** The files of a store and what became of their lines, written down as the reading goes on. */
export class FileLedger {
  readonly #entries: LedgerEntry[];

  private constructor(
    private readonly store: Store,
    entries: LedgerEntry[],
  ) {
    this.#entries = entries;
  }

  /** Of a store that holds nothing. */
  static ofNew(store: Store): FileLedger {
    return new FileLedger(store, []);
  }

  static async open(store: Store): Promise<FileLedger> {
    const files = await store.query<StoredFile>('stored_files');
    return new FileLedger(store, files.map(entryOf));
  }

  get entries(): readonly LedgerEntry[] {
    return this.#entries;
  }

  /** A file that the store does not know. */
  add(path: string): LedgerEntry {
    const id = (this.#entries.at(-1)?.id ?? 0) + 1;
    const entry = { id, path, before: emptyResult(), kept: 0, told: 0, isStored: false, mark: null, forgotten: 0 };
    this.#entries.push(entry);
    return entry;
  }

  /** Forgets a file that was added and never written down. */
  drop(entry: LedgerEntry): void {
    this.#entries.splice(this.#entries.indexOf(entry), 1);
  }

  /** The file was met under a name, and with nothing new in it. */
  async meet(entry: LedgerEntry, path: string, mark: FileMark): Promise<void> {
    entry.path = path;
    entry.mark = mark;
    await this.store.step('meet_file', { id: entry.id, path, mark: printMark(mark) });
  }

  /** Takes the last line out of the store again, which has grown since. */
  async takeBack(entry: LedgerEntry, held: HeldLine): Promise<void> {
    const { id, before } = entry;
    for (const count of ['lines', 'parsed', 'rejected', 'ignored'] as const) before[count] -= held[count];
    for (const [reason, lines] of held.reasons) before.reasons.set(reason, before.reasons.get(reason)! - lines);
    for (const table of ['hits', 'rejects']) await this.store.step(`take_back_${table}`, { id, line: before.lines });
    entry.kept = Math.max(0, entry.kept - held.rejected);
  }

  /** Writes down how far a file is read, in place of what was written before. */
  async record(entry: LedgerEntry, { result, facts, fault, mark }: LedgerState): Promise<void> {
    const { id, path, before } = entry;
    if (entry.isStored) {
      await this.store.step('drop_file', { id });
      await this.store.step('drop_reject_counts', { id });
    }
    const total = sumResults(before, result);
    await this.store.appendRows(
      'files',
      [
        'id',
        'text',
        'text',
        'text',
        'text',
        'double',
        'bigint',
        'bigint',
        'bigint',
        'bigint',
        'text',
        'text',
        'bigint',
      ],
      [
        [
          id,
          path,
          ...formatCells(facts),
          total.lines,
          total.parsed,
          total.rejected,
          total.ignored,
          fault,
          mark && printMark(mark),
          entry.forgotten,
        ],
      ],
    );
    await this.store.appendRows(
      'reject_counts',
      ['id', 'text', 'bigint'],
      [...total.reasons].filter(([, lines]) => lines > 0).map(([reason, lines]) => [id, reason, lines]),
    );
    const fresh = result.rejects.slice(entry.told, entry.told + KEPT_REJECTS - entry.kept);
    await this.store.appendRows(
      'rejects',
      ['id', 'bigint', 'bigint', 'text', 'text'],
      fresh.map((r) => [id, r.line, r.byteOffset, r.reason, r.sample]),
    );
    entry.told = result.rejects.length;
    entry.kept += fresh.length;
    entry.isStored = true;
    entry.mark = mark;
  }

  /** Ends the reading of a file: the next one begins behind what is written down. */
  close(entry: LedgerEntry, result: FileResult): void {
    entry.before = { ...sumResults(entry.before, result), rejects: [] };
    entry.told = 0;
  }
}

function entryOf({
  id,
  path,
  kept,
  reasons,
  mark,
  lines,
  parsed,
  rejected,
  ignored,
  forgotten,
}: StoredFile): LedgerEntry {
  const known = new Map(reasons?.map(({ key, value }) => [key, value]));
  const before = { ...emptyResult(), lines, parsed, rejected, ignored, reasons: known };
  return { id, path, before, kept, told: 0, isStored: true, mark: parseMark(mark), forgotten };
}

function formatCells(facts: FormatFacts | null): [string, string | null, string, number | null] {
  if (facts === null) return ['none', null, 'detected', null];
  return [facts.names, facts.logFormat, facts.origin, facts.timeResolutionS];
}
