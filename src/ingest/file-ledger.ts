import type { Store } from '../store/store.js';
import { emptyResult, type FileCounts, type FileResult, type FormatFacts } from './file-result.js';

/** Rejected lines kept as examples, for each file; all are counted. */
const KEPT_REJECTS = 1000;

interface StoredFile extends FileCounts {
  id: number;
  path: string;
  kept: number;
  reasons: { key: string; value: number }[] | null;
  mark: string | null;
}

/** One file of the store. */
export interface LedgerEntry {
  id: number;
  path: string;
  /** As stored before this reading. */
  before: FileResult;
  /** Rejected lines stored as examples. */
  kept: number;
  /** How many of this reading's rejected lines are stored. */
  told: number;
  isStored: boolean;
  mark: string | null;
}

/** What is known of a file when it is written down. */
export interface LedgerState {
  /** Of this reading. */
  result: FileResult;
  facts: FormatFacts | null;
  fault: string | null;
  mark: string | null;
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
    const entry = { id, path, before: emptyResult(), kept: 0, told: 0, isStored: false, mark: null };
    this.#entries.push(entry);
    return entry;
  }

  /** Writes down how far a file is read, in place of what was written before. */
  async record(entry: LedgerEntry, { result, facts, fault, mark }: LedgerState): Promise<void> {
    const { id, path, before } = entry;
    if (entry.isStored) {
      await this.store.step('drop_file', { id });
      await this.store.step('drop_reject_counts', { id });
    }
    await this.store.appendRows(
      'files',
      ['id', 'text', 'text', 'text', 'text', 'double', 'bigint', 'bigint', 'bigint', 'bigint', 'text', 'text'],
      [
        [
          id,
          path,
          ...formatCells(facts),
          before.lines + result.lines,
          before.parsed + result.parsed,
          before.rejected + result.rejected,
          before.ignored + result.ignored,
          fault,
          mark,
        ],
      ],
    );
    const reasons = new Map(before.reasons);
    for (const [reason, lines] of result.reasons) reasons.set(reason, (reasons.get(reason) ?? 0) + lines);
    await this.store.appendRows(
      'reject_counts',
      ['id', 'text', 'bigint'],
      [...reasons].map(([reason, lines]) => [id, reason, lines]),
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
  }
}

function entryOf({ id, path, kept, reasons, mark, ...counts }: StoredFile): LedgerEntry {
  const known = new Map(reasons?.map(({ key, value }) => [key, value]));
  const before = { ...emptyResult(), ...counts, reasons: known };
  return { id, path, before, kept, told: 0, isStored: true, mark };
}

function formatCells(facts: FormatFacts | null): [string, string | null, string, number | null] {
  if (facts === null) return ['none', null, 'detected', null];
  return [facts.names, facts.logFormat, facts.origin, facts.timeResolutionS];
}
