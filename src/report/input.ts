import type { UtilisationRung } from '../evidence/utilisation-rung.js';
import type { RunQuery } from '../store/store.js';
import { collectCpu } from './cpu.js';
import type { TotalsRow } from './totals.js';
import type { InputFile, InputReport, RejectedLine } from './types.js';

const REJECTED_LINES = 20;

type FileRow = Omit<InputFile, 'logFormat' | 'formatOrigin'> & {
  log_format: string | null;
  format_origin: string;
  forgotten: number;
};
type RejectedRow = Omit<RejectedLine, 'byteOffset'> & { byte_offset: number };

/** What became of every line: lines = parsed + rejected + ignored, per file and together. */
export async function collectInput(
  query: RunQuery,
  totals: TotalsRow,
  { cpu, filters }: { cpu: UtilisationRung['cpu']; filters: readonly string[] },
): Promise<InputReport> {
  const rows = await query<FileRow>('files');
  const files = rows.map(({ log_format, format_origin, forgotten: _, ...file }) => ({
    ...file,
    logFormat: log_format,
    formatOrigin: format_origin,
  }));
  const reasons = await query<{ reason: string; lines: number }>('reject_reasons');
  const rejected = await query<RejectedRow>('rejected_lines', { most: REJECTED_LINES });
  const state = await query<{ key: string }>('state');
  const total = (field: 'lines' | 'parsed' | 'rejected' | 'ignored'): number =>
    files.reduce((n, file) => n + file[field], 0);
  return {
    files,
    cpu: collectCpu(cpu),
    lines: total('lines'),
    parsed: total('parsed'),
    rejected: total('rejected'),
    ignored: total('ignored'),
    excluded: totals.excluded,
    forgotten: rows.reduce((n, { forgotten }) => n + forgotten, 0),
    filters,
    anonymized: state.some(({ key }) => key === 'anonymize_ip'),
    rejectReasons: Object.fromEntries(reasons.map(({ reason, lines }) => [reason, lines])),
    rejectedLines: rejected.map(({ byte_offset, ...line }) => ({ ...line, byteOffset: byte_offset })),
    firstTime: totals.first_time,
    lastTime: totals.last_time,
  };
}
