// Compiles src/ingest/assembly to dist/ingest/lane.wasm. Compiling takes seconds, so the result is kept by its sources.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const options = ['-O3', '--noAssert', '--enable', 'simd', '--runtime', 'minimal'];
const sources = readdirSync(at('src/ingest/assembly'))
  .filter((name) => name.endsWith('.ts'))
  .sort();

const hash = createHash('sha256').update(JSON.stringify([asc.version, options]));
for (const name of sources) hash.update(name).update(readFileSync(at(`src/ingest/assembly/${name}`)));
const kept = at(`node_modules/.cache/logsplit/${hash.digest('hex')}.wasm`);

if (!existsSync(kept)) {
  mkdirSync(at('node_modules/.cache/logsplit'), { recursive: true });
  const fresh = `${kept}.${process.pid}`;
  const { error } = await asc.main([at('src/ingest/assembly/lane.ts'), '--outFile', fresh, ...options], {
    stdout: process.stdout,
    stderr: process.stderr,
  });
  if (error) throw error;
  renameSync(fresh, kept);
}
mkdirSync(at('dist/ingest'), { recursive: true });
copyFileSync(kept, at('dist/ingest/lane.wasm'));
