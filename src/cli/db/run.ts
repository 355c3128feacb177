import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../../errors.js';
import { isoTime, momentUs } from '../../filter/moment.js';
import { type Forgotten, forgetBefore, forgetFile } from '../../ingest/forget.js';
import { cleanText } from '../../render/clean.js';
import { renderJson } from '../../render/json.js';
import { renderStoreInfo } from '../../render/text-store.js';
import { bytes } from '../../render/units.js';
import { collectStoreInfo, type StoreInfo } from '../../report/store-info.js';
import type { Store } from '../../store/store.js';
import type { Io } from '../io.js';
import { defaultMemory } from '../memory.js';
import { withStoreFile } from '../store-file.js';
import { write } from '../write.js';
import type { ForgetOptions } from './commands.js';
import { exportDaysTo } from './export-days.js';

/** `logsplit db info`. */
export async function info(file: string, { json = false }: { json?: boolean }, { stdout }: Io): Promise<void> {
  const held = await withStore(file, (store) => infoOf(store, file));
  const columns = stdout.isTTY ? Math.max(60, stdout.columns ?? 80) : 100;
  await write(stdout, json ? renderJson(held) : renderStoreInfo(held, columns));
}

/** `logsplit db forget`. */
export async function forget(file: string, { before, file: paths }: ForgetOptions, { stdout }: Io): Promise<void> {
  if (before === undefined && paths.length === 0) {
    throw new UserError('It is not said what to forget.', 'Give --before TIME, or --file PATH.');
  }
  const time = before === undefined ? null : isoTime(momentUs('--before', before, Date.now()));
  const said = await withStore(file, (store) =>
    store.transaction(async () => {
      const lines: string[] = [];
      for (const path of paths) {
        const gone = await forgetFile(store, path);
        if (gone === null) {
          throw new UserError(`${file} has no log ${path}.`, `logsplit db info ${file} lists those that it has.`);
        }
        lines.push(`${requestsOf(gone)} of ${gone.files.map((name) => cleanText(name)).join(', ')} went`);
      }
      if (time !== null) lines.push(await forgetOld(store, time));
      return lines;
    }),
  );
  await write(stdout, `${said.join('\n')}\nlogsplit db compact ${cleanText(file)} gives their room back.\n`);
}

/** `logsplit db compact`. */
export async function compact(file: string, { stdout }: Io): Promise<void> {
  const before = sizeOf(file);
  await withStore(file, (store) => store.compact(resolve(file)));
  await write(stdout, `${cleanText(file)}: ${bytes(before)} before, ${bytes(sizeOf(file))} now\n`);
}

/** `logsplit db export`. */
export async function exportDays(file: string, folder: string, { stdout }: Io): Promise<void> {
  const { requests } = await withStore(file, async (store) => {
    await exportDaysTo(store, folder);
    return infoOf(store, file);
  });
  await write(stdout, `${count(requests)} requests in ${cleanText(folder)}, a folder for each day (day=YYYY-MM-DD)\n`);
}

async function forgetOld(store: Store, time: string): Promise<string> {
  const gone = await forgetBefore(store, time);
  const files = gone.files.length === 1 ? '1 log' : `${count(gone.files.length)} logs`;
  return `${requestsOf(gone)} from before ${time} went, of ${files}`;
}

function requestsOf({ requests }: Forgotten): string {
  return `${count(requests)} ${requests === 1 ? 'request' : 'requests'}`;
}

function infoOf(store: Store, file: string): Promise<StoreInfo> {
  return collectStoreInfo(store.query, { path: file, bytes: sizeOf(file) });
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function withStore<T>(file: string, use: (store: Store) => Promise<T>): Promise<T> {
  // Nothing is parsed beside it.
  return withStoreFile(file, { mustExist: true, memoryBytes: defaultMemory() * 0.8 }, use);
}

function count(n: number): string {
  return n.toLocaleString('en-US');
}
