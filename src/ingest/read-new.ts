import { UserError } from '../errors.js';
import { isoTime, momentUs } from '../filter/moment.js';
import type { Store } from '../store/store.js';
import { FileLedger } from './file-ledger.js';
import type { FileCounts } from './file-result.js';
import { type Forgotten, forgetBefore } from './forget.js';
import type { Input } from './inputs.js';
import { CommitPace } from './known/commit-pace.js';
import { type LastLine, NewLines, type NewRow } from './known/new-lines.js';
import { learnRouteNames, renameTemplates } from './learn-route-names.js';
import type { ReadOptions } from './read-options.js';
import { nothingIn, refuseNothing } from './refuse-nothing.js';
import { settlePrivacy } from './settle-privacy.js';
import { readState, writeState } from './store-state.js';

export interface KeepOptions {
  lastLine: LastLine;
  /** Of the program, noted beside what it added; null: nothing is noted. */
  version: string | null;
  /** Age beyond which requests are forgotten, now and with each reading to come: "90d"; "all": none are. */
  keep?: string;
  /** Whether requests are to come: as long as there is no line, that is no error. */
  waits?: boolean;
}

/** What a reading added to a store. */
export interface Added extends FileCounts {
  /** Inputs with new lines. */
  files: number;
  /** Inputs that are not stored, and why. */
  left: { path: string; why: string }[];
}

/**
 * Reads what is new in logs into a store that may hold a part of them, and names the routes of all of it. Every line is
 * stored once, whatever became of its file in between, and whenever an earlier reading was killed.
 * @throws UserError where a file cannot be read, no format fits, or the store holds no request then
 */
export async function readNew(
  store: Store,
  inputs: readonly Input[],
  options: ReadOptions & KeepOptions,
): Promise<Added> {
  const began = new Date().toISOString();
  const state = await readState(store);
  const ledger = await FileLedger.open(store);
  const pace = new CommitPace();
  await store.begin();
  const isEmpty = !ledger.entries.some(({ before }) => before.parsed > 0);
  const privacy = await settlePrivacy(store, options.privacy, isEmpty).catch(async (error: unknown) => {
    await store.rollback();
    throw error;
  });
  const lines = new NewLines(
    store,
    ledger,
    inputs,
    { ...options, privacy },
    {
      pace,
      commit: async () => {
        // Whoever comes next has to finish what is finished below.
        if (!state.has('unsettled')) {
          await writeState(store, 'unsettled', began);
          state.set('unsettled', began);
          const before = state.get('naming');
          const naming = namingOf(options);
          if (before !== naming) await writeState(store, 'naming', before === undefined ? naming : 'mixed');
        }
        if (options.onShown !== undefined) await store.step('name_routes_for_now');
        await store.commit();
        await store.begin();
        options.onShown?.();
      },
    },
  );
  try {
    const rows = await lines.readAll();
    const isWaiting = options.waits === true && rows.every(({ result }) => result.lines === 0);
    if (!isWaiting && !ledger.entries.some(({ before }) => before.parsed > 0)) refuseEmpty(rows, options);
    const added = addedBy(rows);
    await lines.end(state.has('unsettled'));
    const old = await forgetOld(store, options.keep, state.get('keep'));
    await nameRoutes(store, options, { state, isChanged: added.files > 0 || old.requests > 0 });
    if (added.files > 0 && options.version !== null) await noteRun(store, began, added, options.version);
    await writeState(store, 'unsettled', null);
    await store.commit();
    return added;
  } catch (error) {
    await lines.abandon();
    await store.rollback();
    throw error;
  }
}

function refuseEmpty(rows: readonly NewRow[], { stop }: ReadOptions): void {
  if (rows.length === 0) throw new UserError('The store holds no request.', 'Name the logs to read into it.');
  refuseNothing(rows, stop);
}

async function forgetOld(store: Store, told: string | undefined, before: string | undefined): Promise<Forgotten> {
  const age = told === 'all' ? undefined : (told ?? before);
  if (told !== undefined) await writeState(store, 'keep', age ?? null);
  if (age === undefined) return { requests: 0, files: [] };
  return forgetBefore(store, isoTime(momentUs('--keep', age, Date.now())));
}

async function nameRoutes(
  store: Store,
  options: ReadOptions,
  { state, isChanged }: { state: ReadonlyMap<string, string>; isChanged: boolean },
): Promise<void> {
  const { routePatterns, routeTemplates } = options;
  const naming = namingOf(options);
  const before = state.get('naming');
  if (before === naming && !isChanged && !state.has('unsettled')) return;
  if (before !== undefined && before !== naming) {
    await renameTemplates(store, { patterns: routePatterns, templates: routeTemplates });
  }
  await store.step('drop_routes');
  await learnRouteNames(store, routePatterns, routeTemplates);
  await writeState(store, 'naming', naming);
}

/** What the names of routes follow from. */
function namingOf({ routePatterns, routeTemplates }: ReadOptions): string {
  return JSON.stringify({ routePatterns, routeTemplates });
}

function addedBy(rows: readonly NewRow[]): Added {
  const stored = rows.filter(({ isStored }) => isStored);
  const sum = (count: keyof FileCounts): number =>
    stored.reduce((n, { result, takenBack }) => n + result[count] - (takenBack?.[count] ?? 0), 0);
  const left = rows.filter(({ isStored, result, fault }) => !isStored && (result.lines > 0 || fault !== null));
  return {
    files: stored.length,
    lines: sum('lines'),
    parsed: sum('parsed'),
    rejected: sum('rejected'),
    ignored: sum('ignored'),
    left: left.map((row) => ({ path: row.path, why: nothingIn([row]).message })),
  };
}

/** Notes in the store what a reading added. @param began ISO 8601, UTC */
export async function noteRun(store: Store, began: string, added: Omit<Added, 'left'>, version: string): Promise<void> {
  const { files, lines, parsed, rejected, ignored } = added;
  const ended = new Date().toISOString();
  await store.step('note_run', { began, ended, logsplit: version, files, lines, parsed, rejected, ignored });
}
