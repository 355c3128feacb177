import { UserError } from '../../errors.js';
import type { InputFacts } from '../../source/inspect.js';
import type { Source } from '../../source/open.js';
import type { Sampled } from '../../source/sample.js';
import type { LedgerEntry } from '../file-ledger.js';
import { compareHead, printOf } from './fingerprint.js';
import { endOf, type FileMark } from './mark.js';
import { resume } from './resume.js';

type Known = LedgerEntry & { mark: FileMark };

/** What the store has of a file. */
export type Recognised =
  | { kind: 'new' }
  /** All of it, also where it is an older copy of a log that has grown since. */
  | { kind: 'stored'; entry: Known; isWhole: boolean }
  /** It lost its end since it was stored. */
  | { kind: 'cut'; entry: Known }
  /** `chunks` begin behind the mark's offset, ahead of which stands `tail`. */
  | { kind: 'grown'; entry: Known; tail: Buffer; chunks: AsyncGenerator<Buffer>; source: Source };

export interface Candidate {
  facts: InputFacts;
  source: Source;
  sample: Sampled;
  /** Opens it once more; null: it can be read once only. @param fromBytes as of openSource */
  reopen: ((fromBytes: number) => Promise<Source>) | null;
}

/**
 * Which file of the store an input is: the same first bytes, and the same bytes ahead of where the stored part ends.
 * Names and inodes tell nothing for sure: logs are renamed, copied, packed and truncated, and inodes are used again.
 */
export async function recognise(input: Candidate, entries: readonly LedgerEntry[]): Promise<Recognised> {
  const { facts, sample } = input;
  let older: Known | null = null;
  for (const entry of candidates(entries, input)) {
    const { mark } = entry;
    const begins = compareHead(mark.head, sample.head);
    const resumed = await compare(input, mark);
    if (resumed.kind === 'longer') return { ...resumed, kind: 'grown', entry };
    if (resumed.kind === 'same') return { kind: 'stored', entry, isWhole: true };
    if (resumed.kind === 'shorter' && begins === 'same') older ??= entry;
    if (resumed.kind === 'other' && input.reopen === null) {
      throw new UserError(
        `Standard input begins like ${entry.path}, which is stored, but goes on otherwise.`,
        'Write it to a file, and read that.',
      );
    }
  }
  if (older === null) return { kind: 'new' };
  const { identity, offsetBytes } = older.mark;
  const isSameFile = facts.identity !== null && facts.identity === identity && !facts.isPacked;
  return isSameFile && facts.sizeBytes! < offsetBytes
    ? { kind: 'cut', entry: older }
    : { kind: 'stored', entry: older, isWhole: false };
}

/** The likeliest first: those whose inode it has, then those of which most is stored. */
function candidates(entries: readonly LedgerEntry[], { facts, sample, reopen }: Candidate): Known[] {
  const alike = entries.filter(
    (entry): entry is Known => entry.mark !== null && beginsLike(entry.mark, sample.head) !== 'other',
  );
  const isSameFile = ({ mark }: Known): number => Number(facts.identity !== null && mark.identity === facts.identity);
  alike.sort((a, b) => isSameFile(b) - isSameFile(a) || endOf(b.mark) - endOf(a.mark));
  // What can be read once is compared once: with one whose first bytes it has for sure.
  if (reopen !== null) return alike;
  return alike.filter(({ mark }) => beginsLike(mark, sample.head) === 'same').slice(0, 1);
}

function beginsLike({ head, offsetBytes, tail, held }: FileMark, begin: Buffer): 'same' | 'other' | 'unsaid' {
  if (offsetBytes > begin.length) return compareHead(head, begin);
  if (printOf(begin.subarray(offsetBytes - tail.bytes, offsetBytes)) !== tail.print) return 'other';
  if (held === null) return 'same';
  const rest = begin.subarray(offsetBytes, offsetBytes + held.bytes);
  if (rest.length < held.bytes || held.print === null) return 'unsaid';
  return printOf(rest) === held.print ? 'same' : 'other';
}

type Compared =
  | { kind: 'other' | 'shorter' | 'same' }
  | { kind: 'longer'; tail: Buffer; chunks: AsyncGenerator<Buffer>; source: Source };

async function compare({ facts, source, sample, reopen }: Candidate, mark: FileMark): Promise<Compared> {
  if (reopen === null) {
    const resumed = await resume(sample.chunks, 0, mark);
    return resumed.kind === 'longer' ? { ...resumed, source } : resumed;
  }
  const fromBytes = facts.isPacked ? 0 : mark.offsetBytes - mark.tail.bytes;
  const again = await reopen(fromBytes);
  const resumed = await resume(again.chunks, fromBytes, mark);
  if (resumed.kind === 'longer') return { ...resumed, source: again };
  await again.close();
  return resumed;
}
