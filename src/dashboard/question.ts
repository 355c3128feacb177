import type { Param, RunQuery } from '../store/store.js';

/** Something that a screen wants to know of the log. */
export interface Question {
  /** What it is for; a later answer takes the place of an earlier one. */
  readonly id: string;
  /** The files of queries/ that tell, for whoever wants to see them. */
  readonly queries: readonly string[];
  /** What the answer depends on besides the narrowing. */
  readonly params: Record<string, Param>;
  ask(query: RunQuery): Promise<unknown>;
}

export interface Answer {
  /** Of the question that it answers, and of the log as it was then. */
  readonly key: string;
  readonly epoch: number;
  /** null: it could not be answered, and `failure` says why. */
  readonly value: unknown;
  readonly failure: string | null;
}

export function keyOf({ id, params }: Question): string {
  return `${id} ${JSON.stringify(params)}`;
}
