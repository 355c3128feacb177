import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UserError } from '../errors.js';
import type { ChooseFormat } from '../format/choose.js';
import { expandGlob, isGlob } from '../glob.js';
import { ChangeHint } from '../source/change-hint.js';
import { expandInputs } from '../source/expand.js';
import { identityOf } from '../source/identity.js';
import { inspect } from '../source/inspect.js';
import { holdsRequests } from './holds-requests.js';
import type { Input } from './inputs.js';
import { rotatedFrom } from './known/rotated.js';

/** Directories and patterns are looked through so often. */
const LIST_MS = 3000;
/** A writer goes on in the old file until it is told of the rotation. */
const REMAINS_MS = 60_000;

/** A file as it was when it was looked at. */
interface Seen {
  identity: string;
  sizeBytes: number;
  version: string;
}

/** Finds out which of the followed logs were written to. A log need not be there yet. */
export class FollowedLogs {
  readonly #seen = new Map<string, Seen>();
  /** Logs that were rotated or truncated, and until when lines of theirs are looked for in the files beside them. */
  readonly #rotated = new Map<string, number>();
  #hint: ChangeHint | null = null;
  #paths: readonly string[] = [];
  #listedMs = Number.NEGATIVE_INFINITY;

  /** @param args files, directories, patterns */
  constructor(
    private readonly args: readonly string[],
    private readonly choose: ChooseFormat,
  ) {}

  /** Resolves when logs may have changed, but not within `leastMs`; when `mostMs` are over; or when `stop` is aborted. */
  wait(leastMs: number, mostMs: number, stop: AbortSignal): Promise<void> {
    this.#hint ??= new ChangeHint(this.args.flatMap((arg) => [arg, dirname(arg)]));
    return this.#hint.wait(leastMs, mostMs, stop);
  }

  close(): void {
    this.#hint?.close();
  }

  /** Arguments that lead to no file yet. */
  missing(): string[] {
    return this.args.filter((arg) => (isGlob(arg) ? expandGlob(arg).length === 0 : !existsSync(arg)));
  }

  /**
   * What was written to since the last call; all of it at first. What is left of a rotated log comes ahead of its successor.
   * @throws UserError for what cannot be read
   */
  async changed(): Promise<Input[]> {
    const inputs: Input[] = [];
    for (const path of await this.#list()) {
      const before = this.#seen.get(path);
      const now = await look(path);
      if (
        before !== undefined &&
        (now === null || now.identity !== before.identity || now.sizeBytes < before.sizeBytes)
      ) {
        this.#rotated.set(path, performance.now() + REMAINS_MS);
        this.#listedMs = Number.NEGATIVE_INFINITY;
      }
      inputs.push(...(await this.#remainsOf(path)));
      if (now === null) this.#seen.delete(path);
      else if (now.version !== before?.version) {
        this.#seen.set(path, now);
        inputs.push({ path, facts: await inspect(path) });
      }
    }
    return inputs;
  }

  /** Takes it back that inputs were read. */
  forget(inputs: readonly Input[]): void {
    for (const { path } of inputs) {
      const seen = this.#seen.get(path);
      if (seen !== undefined) this.#seen.set(path, { ...seen, version: '' });
    }
  }

  async #list(): Promise<readonly string[]> {
    if (performance.now() - this.#listedMs < LIST_MS) return this.#paths;
    this.#listedMs = performance.now();
    const paths = new Set<string>();
    for (const arg of this.args) {
      const stats = await stat(arg).catch(() => null);
      const isLog = stats === null ? !isGlob(arg) : stats.isFile();
      for (const path of isLog ? [arg] : await this.#expand(arg)) paths.add(path);
    }
    this.#paths = [...paths];
    return this.#paths;
  }

  /** Nothing yet is no error: it may come. */
  async #expand(arg: string): Promise<string[]> {
    try {
      return await expandInputs([arg], (path) => holdsRequests(path, this.choose));
    } catch (error) {
      if (error instanceof UserError) return [];
      throw error;
    }
  }

  /** Files beside a log, written to lately, that it may have been renamed or copied to. */
  async #remainsOf(path: string): Promise<Input[]> {
    const untilMs = this.#rotated.get(path);
    if (untilMs === undefined) return [];
    if (performance.now() > untilMs) this.#rotated.delete(path);
    const remains = (await rotatedFrom(path))
      .reverse()
      .filter((rest) => !this.#paths.includes(rest.path) && rest.facts.version !== this.#seen.get(rest.path)?.version);
    for (const { path: rest, facts } of remains) {
      this.#seen.set(rest, { identity: facts.identity!, sizeBytes: facts.sizeBytes!, version: facts.version! });
    }
    return remains.map((rest) => ({ ...rest, isRest: true }));
  }
}

/** Null: it is not there. @throws UserError where it is no file */
async function look(path: string): Promise<Seen | null> {
  const stats = await stat(path, { bigint: true }).catch(() => null);
  if (stats === null) return null;
  if (!stats.isFile()) {
    throw new UserError(
      `${path} is no file, so it cannot be followed.`,
      'Leave --follow out: a pipe is read to its end.',
    );
  }
  const identity = identityOf(stats);
  return { identity, sizeBytes: Number(stats.size), version: `${identity}:${stats.size}:${stats.mtimeNs}` };
}
