import type { Param } from '../store/store.js';
import type { Log } from './source.js';
import type { State } from './state.js';

/** Something that a screen wants to know of the log. */
export interface Question {
  /** What it is for; a later answer takes the place of an earlier one. */
  readonly id: string;
  /** The files of queries/ that tell, for whoever wants to see them. */
  readonly queries: readonly string[];
  /** What the answer depends on besides the narrowing. */
  readonly params: Record<string, Param>;
  ask(log: Pick<Log, 'query' | 'table'>): Promise<unknown>;
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

/** Whether what is known is about what is to be shown. */
export function isAnswered({ answers, epoch }: Pick<State, 'answers' | 'epoch'>, question: Question): boolean {
  const answer = answers.get(question.id);
  return answer?.epoch === epoch && answer.key === keyOf(question);
}
