import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** Which folder may import which; ARCHITECTURE.md draws the same arrows. Types may come from anywhere below. */
const ARROWS: Record<string, readonly string[]> = {
  page: ['render'],
  source: [],
  record: [],
  format: ['record'],
  filter: ['record', 'store'],
  store: [],
  cpu: ['record', 'source'],
  ingest: ['source', 'filter', 'format', 'record', 'store'],
  evidence: ['cpu', 'record', 'report', 'store'],
  advice: ['evidence', 'record', 'report', 'store'],
  check: ['report', 'review', 'store'],
  report: ['advice', 'evidence', 'record', 'store'],
  review: ['advice', 'evidence', 'filter', 'record', 'report', 'store'],
  render: ['advice', 'check', 'record', 'report', 'review'],
  dashboard: ['advice', 'evidence', 'record', 'render', 'report', 'store'],
  cli: [
    'advice',
    'check',
    'cpu',
    'dashboard',
    'evidence',
    'filter',
    'format',
    'ingest',
    'record',
    'render',
    'report',
    'review',
    'store',
  ],
};

/** One door for each dependency. */
const DOORS: Record<string, string> = {
  '@duckdb/node-api': 'store',
  '@duckdb/node-bindings': 'store',
  ink: 'dashboard',
  react: 'dashboard',
  'react/jsx-runtime': 'dashboard',
  commander: 'cli',
  lilconfig: 'cli',
  yaml: 'cli',
  split2: 'ingest',
  'ua-parser-js': 'record',
  uplot: 'page',
  'nodemailer/lib/mail-composer': 'render',
  isbot: 'record',
  'get-east-asian-width': 'render',
  fzstd: 'source',
};

interface Import {
  file: string;
  folder: string;
  target: string;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
const imports: Import[] = files.flatMap((file) =>
  [...readFileSync(join(SRC, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((m) => ({
    file,
    folder: file.split('/')[0]!,
    target: m[1]!,
  })),
);

test('folders import only what lies below them', () => {
  const wrong = imports
    .filter(({ file, target }) => target.startsWith('.') && file.includes('/'))
    .map(({ file, folder, target }) => ({
      file,
      folder,
      to: relative(SRC, resolve(SRC, dirname(file), target)).split('/'),
    }))
    .filter(({ folder, to }) => to.length > 1 && to[0] !== folder && !ARROWS[folder]?.includes(to[0]!))
    .map(({ file, to }) => `${file} → ${to.join('/')}`);
  expect(wrong).toEqual([]);
});

test('every folder has its arrows', () => {
  const folders = [...new Set(files.filter((file) => file.includes('/')).map((file) => file.split('/')[0]!))];
  expect(folders.sort()).toEqual(Object.keys(ARROWS).sort());
});

test('each dependency is imported in one folder', () => {
  const wrong = imports
    .filter(({ target }) => !target.startsWith('.') && !target.startsWith('node:'))
    .filter(({ folder, target }) => DOORS[target] !== folder)
    .map(({ file, target }) => `${file} → ${target}`);
  expect(wrong).toEqual([]);
});

test('nothing exits or writes behind the back of its caller', () => {
  const wrong = files.filter((file) => /process\.exit\(|console\./.test(readFileSync(join(SRC, file), 'utf8')));
  expect(wrong).toEqual([]);
  const codes = files.filter((file) => readFileSync(join(SRC, file), 'utf8').includes('process.exitCode'));
  // A dashboard ended by a signal has to end the process as the signal would.
  expect(codes.sort()).toEqual(['dashboard/signals.ts', 'main.ts']);
});

test('SQL stands in queries/ only', () => {
  const wrong = files.filter((file) =>
    /\bSELECT\b[^;]{0,200}\bFROM\b|\bINSERT INTO\b|\bCREATE (TABLE|VIEW)\b/.test(readFileSync(join(SRC, file), 'utf8')),
  );
  expect(wrong).toEqual([]);
});
