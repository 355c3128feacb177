import type { Narrowed } from '../store/reader.js';

/** One step of the cross filter: what the user chose, as the breadcrumbs name it. */
export interface Narrowing {
  readonly label: string;
  readonly to: Narrowed;
}

/** What all steps leave together; a later one about the same thing takes the place of an earlier one. */
export function narrowedBy(steps: readonly Narrowing[]): Narrowed {
  return Object.assign({}, ...steps.map(({ to }) => to)) as Narrowed;
}

/** The steps after one more: one that was made already changes nothing. */
export function withStep(steps: readonly Narrowing[], step: Narrowing): readonly Narrowing[] {
  return steps.some(({ label }) => label === step.label) ? steps : [...steps, step];
}
