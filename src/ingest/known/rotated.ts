import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../../errors.js';
import { rotationOf } from '../../rotation.js';
import { inspect } from '../../source/inspect.js';
import type { Input } from '../inputs.js';

/** A log that was read lately is not far away. */
const MOST_LOOKED_AT = 4;

/** The files beside a log that rotation may have left of it, the latest first. */
export async function rotatedFrom(path: string): Promise<Input[]> {
  const { family } = rotationOf(basename(path));
  const folder = dirname(path);
  // A folder that may not be listed shows nothing.
  const names = await readdir(folder).catch(() => []);
  const paths = names
    .filter((name) => name !== basename(path) && rotationOf(name).family === family)
    .map((name) => join(folder, name));
  const found: { path: string; changedMs: number }[] = [];
  for (const candidate of paths) {
    const stats = await stat(candidate).catch(() => null);
    if (stats?.isFile() && stats.size > 0) found.push({ path: candidate, changedMs: stats.mtimeMs });
  }
  found.sort((a, b) => b.changedMs - a.changedMs);
  const inputs: Input[] = [];
  for (const file of found.slice(0, MOST_LOOKED_AT)) {
    const facts = await inspect(file.path).catch((error: unknown) => {
      // Nobody named it: one that is packed in another way, or may not be read, is passed over.
      if (error instanceof UserError) return null;
      throw error;
    });
    if (facts !== null) inputs.push({ path: file.path, facts });
  }
  return inputs;
}
