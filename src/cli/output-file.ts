import { open, rm, stat } from 'node:fs/promises';
import { UserError } from '../errors.js';

export interface OutputFile {
  /** Puts the text in place of what the file held. */
  write(text: string): Promise<void>;
  /** Leaves no trace: a file that was there is as it was, a new one is gone. */
  abandon(): Promise<void>;
}

/**
 * Opens a file to write a report to, before the long work, so that a bad path fails at once.
 * @throws UserError where it cannot be written
 */
export async function openOutput(path: string): Promise<OutputFile> {
  const isNew = await stat(path).then(
    () => false,
    () => true,
  );
  const file = await open(path, 'a').catch((cause: NodeJS.ErrnoException) => {
    throw new UserError(
      `${path} cannot be written (${cause.code}).`,
      'Name a file in a folder that exists and is yours.',
      { cause },
    );
  });
  return {
    async write(text) {
      // A device such as /dev/stdout has nothing to cut off.
      if ((await file.stat()).isFile()) await file.truncate();
      await file.writeFile(text);
      await file.close();
    },
    async abandon() {
      await file.close();
      if (isNew) await rm(path, { force: true });
    },
  };
}
