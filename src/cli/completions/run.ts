import type { Command } from 'commander';
import type { Io } from '../io.js';
import { write } from '../write.js';
import { bashCompletion } from './bash.js';
import { fishCompletion } from './fish.js';
import { completionModel } from './model.js';
import type { Shell } from './shells.js';
import { zshCompletion } from './zsh.js';

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** `logsplit completions`: a script for a shell, made from the commands and their options. */
export async function completions(program: Command, shell: Shell, { stdout }: Io): Promise<void> {
  await write(stdout, SCRIPTS[shell](completionModel(program)));
}
