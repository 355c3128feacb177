#!/usr/bin/env node
import { run } from './cli/program.js';

const { stdin, stdout, stderr, env } = process;
for (const stream of [stdout, stderr]) {
  // `logsplit analyze … | head` closes the pipe early: that is the reader's right.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
process.exitCode = await run(process.argv.slice(2), { stdin, stdout, stderr, env });
