/** The user stopped the reading; what was read is reported. @param cause why there is no report, where there is none */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(cause?: unknown) {
    super('Interrupted.', { cause });
  }
}

export interface Interrupt {
  /** Aborted by the first Ctrl-C. */
  signal: AbortSignal;
  /** From now on a Ctrl-C ends the process, as it does after the first. */
  release(): void;
}

/** Takes one Ctrl-C as the wish to stop reading, or one of other signals. */
export function catchInterrupt(onInterrupt: () => void, signals: readonly NodeJS.Signals[] = ['SIGINT']): Interrupt {
  const stop = new AbortController();
  const release = (): void => {
    for (const signal of signals) process.off(signal, listen);
  };
  const listen = (): void => {
    release();
    onInterrupt();
    stop.abort();
  };
  for (const signal of signals) process.on(signal, listen);
  return { signal: stop.signal, release };
}
