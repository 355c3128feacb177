// The manual page belongs to the package; it is made from the built program's commands.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
mkdirSync(at('man'), { recursive: true });
writeFileSync(at('man/logsplit.1'), execFileSync(process.execPath, [at('dist/main.js'), 'man']));
