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

/** Takes one Ctrl-C as the wish to stop reading. */
export function catchInterrupt(onInterrupt: () => void): Interrupt {
  const stop = new AbortController();
  const listen = (): void => {
    onInterrupt();
    stop.abort();
  };
  process.once('SIGINT', listen);
  return { signal: stop.signal, release: () => process.off('SIGINT', listen) };
}
