import { fstatSync } from 'node:fs';

/** What ends the reading of a source before its end. It is told, and what came before it is kept. */
export class SourceFault extends Error {
  override readonly name = 'SourceFault';
  /** Whether all of the content came out all the same, its last line not cut. */
  readonly isBehindContent: boolean;

  constructor(
    message: string,
    { isBehindContent = false, cause }: { isBehindContent?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.isBehindContent = isBehindContent;
  }
}

/** An archive that ends in the middle. @param kind gzip or zstd */
export function truncated(kind: string): SourceFault {
  return new SourceFault(`the ${kind} archive is truncated; what came before is kept`);
}

/** An archive whose bytes make no sense. @param why as its decoder says it */
export function damaged(kind: string, why: string): SourceFault {
  return new SourceFault(`the ${kind} archive is damaged (${why}); what came before is kept`);
}

/** An archive with something else behind it. */
export function trailing(kind: string): SourceFault {
  return new SourceFault(`other data follows the end of the ${kind} archive; it is left out`, {
    isBehindContent: true,
  });
}

/** An input that cannot be read on. */
export function cutShort(cause: unknown): SourceFault {
  if (cause instanceof SourceFault) return cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  return new SourceFault(`it could not be read to its end (${code ?? message}); what came before is kept`, { cause });
}

/** Looks behind the end of a file. @throws SourceFault where it was truncated meanwhile */
export function refuseTruncated(
  fd: number,
  { readBytes, sizeBefore }: { readBytes: number; sizeBefore: number },
): void {
  const { size } = fstatSync(fd);
  if (size < readBytes && size < sizeBefore) {
    throw new SourceFault('it was truncated while it was read; what came before is kept');
  }
}
