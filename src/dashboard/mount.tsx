import { render, useInput } from 'ink';
import { Asker } from './asker.js';
import { clipboardSequence, textToCopy } from './copied.js';
import { Dashboard } from './dashboard.js';
import type { Size } from './geometry.js';
import { keyNames } from './key-names.js';
import { eventOf } from './keys.js';
import type { Look } from './look.js';
import { ownPane } from './panes/own.js';
import { reduce } from './reduce.js';
import { Screen } from './screen.js';
import type { News, Source } from './source.js';
import { sqlBehind } from './sql/behind.js';
import { type DashboardEvent, initialState, type State } from './state.js';
import type { Terminal } from './terminal.js';

export interface Mounted {
  /** Resolves when the user quits or the terminal goes away; rejects when drawing fails. */
  readonly ended: Promise<unknown>;
  /** Resolves when nothing is asked of the log any more. */
  unmount(): Promise<void>;
  tell(news: News): void;
}

const FALLBACK: Size = { columns: 80, rows: 24 };
const NOT_STOPPED_MS = 200;

/** Connects keyboard, state and screen. */
export function mount(
  { report, log, news, own = [], write }: Source,
  look: Look,
  { stdin, stdout }: { stdin: NodeJS.ReadStream; stdout: NodeJS.WriteStream },
  terminal: Terminal,
): Mounted {
  const size = (): Size => ({ columns: stdout.columns || FALLBACK.columns, rows: stdout.rows || FALLBACK.rows });
  const screen = new Screen(stdout, size());
  let state: State = { ...initialState(report, look, size(), news !== null), own: own.map(ownPane) };
  let isDrawing = false;
  let isSuspended = false;
  let hasEnded = false;

  const draw = () => {
    isDrawing = false;
    if (hasEnded || isSuspended) return;
    if (state.hasQuit) app.unmount();
    else app.rerender(<Screenful state={state} onKey={onKey} />);
  };
  const dispatch = (event: DashboardEvent) => {
    const next = reduce(state, event);
    if (next === state) return;
    state = next;
    asker?.look(state);
    // Keys that arrive together, and a window that is dragged, take one frame.
    if (!isDrawing) setImmediate(draw);
    isDrawing = true;
  };
  const asker = log === null ? null : new Asker(log, dispatch, state);
  const onKey = (key: string) => {
    if (key === 'ctrl+z') return suspend();
    const event = eventOf(key, state);
    if (event === undefined) return;
    const before = state;
    dispatch(event);
    for (const told of outcomes(event, before)) dispatch(told);
  };
  const notice = (text: string, isBad = false): DashboardEvent => ({ type: 'notice', text, isBad });
  /** What commands ask of the world outside of the state. */
  const outcomes = (event: DashboardEvent, before: State): readonly DashboardEvent[] => {
    switch (event.type) {
      case 'copy': {
        const text = textToCopy(before);
        if (text === null) return [notice('There is nothing to copy here.', true)];
        stdout.write(clipboardSequence(text));
        return [notice(`Sent to the clipboard of the terminal: ${text.split('\n')[0]}`)];
      }
      case 'reveal':
        return [{ type: 'text', title: 'SQL', body: sqlBehind(before, log) }];
      case 'accept': {
        const { prompt, report } = before;
        if (prompt?.kind !== 'write' || prompt.text.trim() === '') return [];
        const path = prompt.text.trim();
        if (write === undefined) return [notice('There is nowhere to write a report to.', true)];
        write(path, report).then(
          () => dispatch(notice(`Written to ${path}.`)),
          (error: Error) => dispatch(notice(`${error.message} ${'fix' in error ? String(error.fix) : ''}`, true)),
        );
        return [];
      }
      default:
        return [];
    }
  };
  const onResize = () => {
    screen.reset(size());
    dispatch({ type: 'resize', size: size() });
  };
  const onContinue = () => {
    if (hasEnded) return;
    isSuspended = false;
    terminal.enter();
    stdin.setRawMode(true);
    onResize();
  };
  /** As Ctrl-Z does without raw mode: the whole job stops, and the shell has the terminal until `fg`. */
  const suspend = () => {
    if (process.platform === 'win32') return;
    isSuspended = true;
    terminal.leave();
    process.kill(0, 'SIGTSTP');
    // Where no shell controls jobs, nothing has stopped.
    setTimeout(onContinue, NOT_STOPPED_MS);
  };
  const onLost = () => dispatch({ type: 'quit' });

  const app = render(<Screenful state={state} onKey={onKey} />, {
    stdout: screen as unknown as NodeJS.WriteStream,
    stdin,
    // Each frame in one write, which is what Screen wants.
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  stdout.on('resize', onResize).on('error', onLost);
  stdin.on('end', onLost).on('error', onLost);
  process.on('SIGCONT', onContinue);
  const disconnect = () => {
    hasEnded = true;
    stdout.off('resize', onResize).off('error', onLost);
    stdin.off('end', onLost).off('error', onLost);
    process.off('SIGCONT', onContinue);
  };
  const unmount = async () => {
    disconnect();
    app.unmount();
    await asker?.close();
  };
  const tell = (what: News): void => {
    if (what.type === 'grown' ? what.lines !== state.live?.lines : what.type === 'reading' && what.hasGrown)
      asker?.grown();
    dispatch(what);
  };
  return { ended: app.waitUntilExit().finally(disconnect), unmount, tell };
}

function Screenful({ state, onKey }: { state: State; onKey(key: string): void }) {
  useInput((input, key) => {
    for (const name of keyNames(input, key)) onKey(name);
  });
  return <Dashboard state={state} />;
}
