import { UserError } from '../../errors.js';
import { inputPaths, withLogs } from '../analyze.js';
import { Interrupted } from '../interrupt.js';
import type { Io } from '../io.js';
import { openOutput } from '../output-file.js';
import { write } from '../write.js';
import { interact } from './interact.js';
import type { SqlOptions } from './options.js';
import { renderAnswer } from './render.js';

const ALL_ROWS = 2 ** 31;

/** `logsplit sql`: asks a log or a store, with one query or, on a terminal, as long as somebody asks. */
export async function sql(paths: readonly string[], options: SqlOptions, color: boolean, io: Io): Promise<void> {
  const { stdin, stdout } = io;
  const isAsked = options.query === undefined && stdin.isTTY === true;
  if (
    options.query === undefined &&
    !isAsked &&
    (paths.includes('-') || (paths.length === 0 && options.db === undefined))
  )
    throw new UserError('There is no query.', "Give it with --query 'SELECT …', and name the log or the store (--db).");
  const inputs = inputPaths(paths, { ...options, cpu: [], cores: null, workers: null }, io);
  const file = options.outputFile === undefined ? null : await openOutput(options.outputFile);
  const query = options.query ?? (isAsked ? null : await readAll(stdin));
  const reading = { ...options, cpu: [], cores: null, workers: null };
  try {
    await withLogs(inputs, reading, color, io, 'all', async (store, { filter }, isWhole) => {
      const reader = await store.reader();
      try {
        await reader.showViews(filter?.choice ?? null);
        const columns = stdout.isTTY ? (stdout.columns ?? 80) : 200;
        const answer = async (text: string): Promise<string> => {
          const isCut = options.output === 'text' || options.output === 'markdown';
          return renderAnswer(await reader.table(text, isCut ? options.top : ALL_ROWS), options.output, columns);
        };
        if (query === null) await interact(answer, () => reader.interrupt(), io);
        else if (file === null) await write(stdout, await answer(query));
        else await file.write(await answer(query));
      } finally {
        reader.close();
      }
      if (!isWhole) throw new Interrupted();
    });
  } catch (error) {
    await file?.abandon();
    throw error;
  }
}

async function readAll(stream: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
