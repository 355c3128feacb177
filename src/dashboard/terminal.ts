const SHOW = '\x1b[?1049h\x1b[?25l\x1b[?7l';
/** Ends a frame that broke off; then mouse and bracketed paste, which are not ours: whoever turned them on may be dead. */
const OTHERS_OFF = '\x1b[?2026l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l';
const RESTORE = `${OTHERS_OFF}\x1b[0m\x1b[?7h\x1b[?25h\x1b[?1049l`;

export interface Terminal {
  /** Alternate screen, no cursor, no wrapping at the edge; again after the program was suspended. */
  enter(): void;
  /** Everything as it was; once is enough, and more often does no harm. */
  leave(): void;
  /** leave(), for good. */
  release(): void;
}

/** Takes the terminal over, and gives it back also when the process dies of an error that nobody catches. */
export function takeTerminal(stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream): Terminal {
  let isOurs = false;
  const enter = () => {
    if (isOurs) return;
    isOurs = true;
    stdout.write(SHOW);
  };
  const leave = () => {
    if (!isOurs) return;
    isOurs = false;
    if (stdin.isRaw) stdin.setRawMode(false);
    if (stdout.writable) stdout.write(RESTORE);
  };
  // A terminal that is gone reports it on every write; there is nothing left to restore.
  const ignore = () => {};
  stdin.on('error', ignore);
  stdout.on('error', ignore);
  // The monitor sees the error before node prints it: it must be printed on the reader's own screen.
  process.on('uncaughtExceptionMonitor', leave);
  process.on('exit', leave);
  const release = () => {
    leave();
    // What is typed from now on is for the shell.
    stdin.pause();
    process.off('uncaughtExceptionMonitor', leave);
    process.off('exit', leave);
    // The error of the last write comes after the write.
    setImmediate(() => {
      stdin.off('error', ignore);
      stdout.off('error', ignore);
    });
  };
  enter();
  return { enter, leave, release };
}
