import { constants } from 'node:os';

const FATAL = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'] as const;

/** The first signal that asks the process to end; `stop` ends the waiting. */
export function fatalSignal(): { readonly received: Promise<NodeJS.Signals>; stop(): void } {
  let listen: (signal: NodeJS.Signals) => void = () => {};
  const received = new Promise<NodeJS.Signals>((resolve) => {
    listen = resolve;
  });
  for (const signal of FATAL) process.on(signal, listen);
  const stop = () => {
    for (const signal of FATAL) process.off(signal, listen);
  };
  return { received, stop };
}

/** Ends the process by the signal that it had caught. */
export function raise(signal: NodeJS.Signals): void {
  process.exitCode = 128 + constants.signals[signal];
  process.kill(process.pid, signal);
}
