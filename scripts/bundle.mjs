// Builds dist/ from src/ in few files: loading 350 modules one by one took half as long as reading a small log does. Every
// file lies one folder deep, as the sources do, so that what they find beside themselves they find from here, too.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

/** Bundled as well, since nearly every run loads them: finding a package takes longer than running it. */
const BUNDLED = ['@duckdb/node-api', 'commander', 'get-east-asian-width', 'isbot', 'split2', 'ua-parser-js'];

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const isPackage = (id) => /^[@\w]/.test(id) && !BUNDLED.includes(id);
const main = at('src/main.ts');
const worker = at('src/ingest/parse-worker.ts');
let start = null;

await build({
  cwd: at(''),
  input: {
    'cli/main': main,
    'ingest/parse-worker': worker,
    // The benchmark looks at its phases from outside.
    'store/store': 'src/store/store.ts',
  },
  platform: 'node',
  preserveEntrySignatures: 'allow-extension',
  external: isPackage,
  tsconfig: 'tsconfig.json',
  transform: { target: 'node20' },
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        {
          debugName: 'start',
          name(id, modules) {
            start ??= startOf(modules);
            return start.has(id) ? 'start' : null;
          },
        },
      ],
    },
    banner: ({ moduleIds }) =>
      BUNDLED.filter((name) => moduleIds.some((id) => isOf(name, id)))
        .map(notice)
        .join('\n'),
  },
  logLevel: 'warn',
});
writeFileSync(at('dist/main.js'), "#!/usr/bin/env node\nimport './cli/main.js';\n", { mode: 0o755 });

/** What every run loads comes in one file, but for what a worker needs, too. */
function startOf(modules) {
  const shared = neededBy(worker, modules);
  return new Set([...neededBy(main, modules)].filter((id) => id !== main && !shared.has(id)));
}

function neededBy(id, modules, needed = new Set()) {
  if (needed.has(id)) return needed;
  needed.add(id);
  for (const next of modules.getModuleInfo(id)?.importedIds ?? []) neededBy(next, modules, needed);
  return needed;
}

function isOf(name, id) {
  return id.includes(`/node_modules/${name}/`);
}

function notice(name) {
  const folder = at(`node_modules/${name}`);
  const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  return `/*! with ${name}:\n${readFileSync(`${folder}/${licence}`, 'utf8').trim()}\n*/`;
}
