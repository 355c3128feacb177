import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openAhead } from '../../src/cli/ahead.js';
import { placeOf, shareMemory } from '../../src/cli/memory.js';
import { formatChooser } from '../../src/format/choose.js';
import { findInputs } from '../../src/ingest/inputs.js';
import { logBytes } from '../../src/ingest/log-bytes.js';
import { Store } from '../../src/store/store.js';
import { numbered } from '../db/support.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'logsplit-ahead-'));
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const FORMAT = { name: null, logFormat: null, nginxConf: null, dateFormat: null, timeFormat: null };
const MEMORY = 512 << 20;

it.each([
  ['small.log', Buffer.from(numbered(0, 100))],
  ['packed.log.gz', gzipSync(numbered(0, 50_000))],
  ['packed without an ending', gzipSync(numbered(0, 50_000))],
  ['large.log', Buffer.from(numbered(0, 800_000))],
])('the store that is begun to be opened for %s is the one that it is read into', async (name, content) => {
  const log = join(folder, name);
  writeFileSync(log, content);
  const temporary = mkdtempSync(join(folder, 'tmp-'));
  vi.stubEnv('TMPDIR', temporary);
  await openAhead([log], { memory: MEMORY });
  const found = await findInputs(
    [log],
    formatChooser(FORMAT, () => {}),
  );
  const store = await Store.open({ place: placeOf(logBytes(found)), memoryBytes: shareMemory(MEMORY).storeBytes });
  // Each has a folder of its own.
  expect(readdirSync(temporary)).toHaveLength(1);
  store.close();
});
