import { existsSync } from 'node:fs';
import { UNITS, type Unit } from './series.js';

/** What --cpu names: FILE, FILE:PART or FILE:PART:UNIT. */
export interface CpuSpec {
  path: string;
  /** A column, a process or a series, by a part of its name. */
  part: string | null;
  unit: Unit | null;
}

/** Takes apart what --cpu was given. A path may hold colons: the longest beginning that is a file is the path. */
export function parseCpuSpec(text: string): CpuSpec {
  if (existsSync(text)) return { path: text, part: null, unit: null };
  const pieces = text.split(':');
  const last = pieces.at(-1)!;
  const unit = pieces.length > 1 && last in UNITS ? (last as Unit) : null;
  const rest = unit === null ? pieces : pieces.slice(0, -1);
  for (let n = rest.length; n > 0; n--) {
    const path = rest.slice(0, n).join(':');
    if (existsSync(path) || path === '-') return { path, part: rest.slice(n).join(':') || null, unit };
  }
  return { path: rest[0]!, part: rest.slice(1).join(':') || null, unit };
}
