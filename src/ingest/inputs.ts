import type { ChooseFormat } from '../format/choose.js';
import { expandInputs } from '../source/expand.js';
import { type InputFacts, inspect } from '../source/inspect.js';
import { holdsRequests } from './holds-requests.js';

/** One input that will be read. */
export interface Input {
  /** As given; "-" is standard input. */
  path: string;
  facts: InputFacts;
  /** Read only as far as it goes on a log that is stored, into a store that stays. */
  isRest?: boolean;
}

/**
 * The inputs that arguments stand for, in the order in which they are read.
 * @param args files, directories, patterns, or "-" for standard input
 * @throws UserError for an argument that stands for no file, and for a file that cannot be read
 */
export async function findInputs(args: readonly string[], choose: ChooseFormat): Promise<Input[]> {
  const inputs: Input[] = [];
  for (const path of await expandInputs(args, (path) => holdsRequests(path, choose))) {
    inputs.push({ path, facts: await inspect(path) });
  }
  return inputs;
}
