import { UserError } from '../errors.js';
import type { RowChoice } from '../store/choose-rows.js';
import { isoTime, momentUs } from './moment.js';
import { hostPattern, methodPattern, pathPattern } from './patterns.js';
import { statusPattern } from './statuses.js';

/** What the user asked for, as the options give it. */
export interface FilterOptions {
  since?: string;
  until?: string;
  host: readonly string[];
  path: readonly string[];
  excludePath: readonly string[];
  method: readonly string[];
  status: readonly string[];
  where: readonly string[];
  /** false: leaves out bots and tools. */
  bots: boolean;
}

/** Which requests are analysed. */
export interface Filter {
  choice: RowChoice;
  /** As options, with times resolved, for the report. */
  told: readonly string[];
}

/** Reads the options; null: every request passes. @param nowMs milliseconds since 1970 @throws UserError */
export function readFilter(options: FilterOptions, nowMs: number): Filter | null {
  const moment = (name: string, text: string | undefined): number | null =>
    text === undefined ? null : momentUs(name, text, nowMs);
  const sinceUs = moment('--since', options.since);
  const untilUs = moment('--until', options.until);
  if (sinceUs !== null && untilUs !== null && sinceUs >= untilUs) {
    throw new UserError(
      `--since ${isoTime(sinceUs)} is not before --until ${isoTime(untilUs)}, so no request can lie between.`,
      'Give an earlier --since or a later --until; a date stands for its first moment.',
    );
  }
  const choice: RowChoice = {
    sinceUs,
    untilUs,
    bots: options.bots,
    hosts: hostPattern(options.host),
    methods: methodPattern(options.method),
    statuses: statusPattern(options.status),
    paths: pathPattern('--path', options.path),
    excludedPaths: pathPattern('--exclude-path', options.excludePath),
    conditions: options.where,
  };
  const told = tell(options, sinceUs, untilUs);
  return told.length === 0 ? null : { choice, told };
}

function tell(options: FilterOptions, sinceUs: number | null, untilUs: number | null): string[] {
  const each = (name: string, values: readonly string[]): string[] =>
    values.map((value) => `${name} ${/\s/.test(value) ? JSON.stringify(value) : value}`);
  return [
    ...(sinceUs === null ? [] : [`--since ${isoTime(sinceUs)}`]),
    ...(untilUs === null ? [] : [`--until ${isoTime(untilUs)}`]),
    ...each('--host', options.host),
    ...each('--path', options.path),
    ...each('--exclude-path', options.excludePath),
    ...each('--method', options.method),
    ...each('--status', options.status),
    ...each('--where', options.where),
    ...(options.bots ? [] : ['--no-bots']),
  ];
}
