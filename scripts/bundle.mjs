// Builds dist/ from src/ in few files: loading 350 modules one by one took half as long as reading a small log does. Every
// file lies one folder deep, as the sources do, so that what they find beside themselves they find from here, too.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

/** Of so many files that it is bundled as well. */
const BUNDLED = '@duckdb/node-api';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const isPackage = (id) => /^[@\w]/.test(id) && !id.startsWith(BUNDLED);
const licence = readFileSync(at(`node_modules/${BUNDLED}/LICENSE`), 'utf8').trim();

await build({
  cwd: at(''),
  input: {
    'cli/main': 'src/main.ts',
    'ingest/parse-worker': 'src/ingest/parse-worker.ts',
    // The benchmark looks at its phases from outside.
    'store/store': 'src/store/store.ts',
  },
  platform: 'node',
  external: isPackage,
  tsconfig: 'tsconfig.json',
  transform: { target: 'node20' },
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    banner: ({ moduleIds }) => (moduleIds.some(isBundled) ? `/*! with ${BUNDLED}:\n${licence}\n*/` : ''),
  },
  logLevel: 'warn',
});
writeFileSync(at('dist/main.js'), "#!/usr/bin/env node\nimport './cli/main.js';\n", { mode: 0o755 });

function isBundled(path) {
  return path.includes(BUNDLED);
}
