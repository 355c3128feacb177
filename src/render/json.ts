import type { CdnRule } from '../advice/config/cdn.js';
import type { CacheReplay } from '../advice/replay/routes.js';
import type { WhatIf } from '../advice/whatif/types.js';
import type { Check } from '../check/judge.js';
import type { Explanation } from '../report/explanation.js';
import type { StoreInfo } from '../report/store-info.js';
import type { Report } from '../report/types.js';
import type { Verification } from '../report/verification.js';
import type { Review } from '../review/types.js';

// JSON escapes control characters below 32 only; these too would act on a terminal.
const ACTIVE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

// Sums of binary fractions end in crumbs (0.051000000000000004); nothing in a report is finer than a microsecond.
const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toFixed(6)) : value;

/** A report, an explanation, … as JSON: contracts that README.md documents. Numbers are rounded to six decimals. */
export function renderJson(
  report: Report | Explanation | StoreInfo | CacheReplay | Verification | WhatIf | Check | Review | readonly CdnRule[],
): string {
  return jsonText(report, rounded);
}

/** Any data as JSON, as it is, without what would act on a terminal. */
export function jsonText(value: unknown, replace?: (key: string, value: unknown) => unknown): string {
  const escaped = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify(value, replace, 2).replace(ACTIVE, escaped)}\n`;
}
