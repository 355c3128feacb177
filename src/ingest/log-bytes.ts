import { type InputFacts, inspect } from '../source/inspect.js';

/** Logs are packed to a tenth or less. */
const UNPACKED_TIMES = 12;

/** About how many bytes of log inputs hold, unpacked; null where one has no size, such as standard input. */
export function logBytes(inputs: readonly { facts: InputFacts }[]): number | null {
  return inputs.reduce<number | null>((sum, { facts: { sizeBytes, isPacked } }) => {
    return sum === null || sizeBytes === null ? null : sum + sizeBytes * (isPacked ? UNPACKED_TIMES : 1);
  }, 0);
}

/** The same of files by their names. @throws UserError as inspect does */
export async function logBytesOf(paths: readonly string[]): Promise<number | null> {
  return logBytes(await Promise.all(paths.map(async (path) => ({ facts: await inspect(path) }))));
}
