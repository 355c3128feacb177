import { execFileSync } from 'node:child_process';

type Flag = 'alternate_on' | 'cursor_flag' | 'cursor_x' | 'wrap_flag' | 'mouse_any_flag' | 'pane_current_command';

/** A real terminal of a given size: a tmux server of its own, with a shell or another command in it. */
export class Tmux {
  private readonly socket = `logsplit-test-${process.pid}-${Math.random().toString(36).slice(2)}`;

  constructor(columns: number, rows: number, command = 'sh') {
    this.run('-f', '/dev/null', 'new-session', '-d', '-x', String(columns), '-y', String(rows), command);
    this.run('set-option', '-g', 'status', 'off');
    this.run('set-option', '-s', 'escape-time', '0');
    this.run('set-option', '-g', 'window-size', 'manual');
  }

  static isThere(): boolean {
    try {
      execFileSync('tmux', ['-V'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  }

  private run(...args: string[]): string {
    return execFileSync('tmux', ['-L', this.socket, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      // Tmux draws no Unicode in another locale.
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
  }

  /** Keys by their tmux names: q, Enter, Escape, BTab, C-c. */
  press(...keys: string[]): void {
    this.run('send-keys', ...keys);
  }

  type(command: string): void {
    this.run('send-keys', '-l', command);
    this.press('Enter');
  }

  /** As a terminal pastes: in brackets if the program has asked for them. */
  paste(text: string): void {
    this.run('set-buffer', text);
    this.run('paste-buffer', '-p');
  }

  resize(columns: number, rows: number): void {
    this.run('resize-window', '-x', String(columns), '-y', String(rows));
  }

  screen(): string {
    return this.run('capture-pane', '-p');
  }

  /** From now on, what a program writes to the terminal goes to a file too. */
  record(file: string): void {
    this.run('pipe-pane', '-O', `cat > '${file}'`);
  }

  flag(name: Flag): string {
    return this.run('display-message', '-p', `#{${name}}`).trim();
  }

  /** The screen as soon as it holds the text. */
  async see(text: string | RegExp): Promise<string> {
    await this.wait(String(text), () =>
      typeof text === 'string' ? this.screen().includes(text) : text.test(this.screen()),
    );
    return this.screen();
  }

  /** Nothing has been drawn for so long. */
  async still(forMs: number): Promise<void> {
    let before = '';
    let since = Date.now();
    await this.wait('rest', () => {
      const now = this.screen();
      if (now !== before) since = Date.now();
      before = now;
      return Date.now() - since > forMs;
    });
  }

  async until(flag: Flag, value: string): Promise<void> {
    await this.wait(`${flag}=${value}`, () => this.flag(flag) === value);
  }

  /** The shell has the terminal again: what is typed before that may go to the program that ends. */
  async untilShell(): Promise<void> {
    await this.wait('its shell', () => this.flag('pane_current_command') !== 'node');
  }

  /** Fails with the screen as it is after twenty seconds. */
  private async wait(what: string, isDone: () => boolean): Promise<void> {
    const deadline = Date.now() + 20_000;
    while (!isDone()) {
      if (Date.now() > deadline) throw new Error(`the terminal never came to ${what}, but shows:\n${this.screen()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Ends the server, and hangs up on what runs in its terminal. */
  close(): void {
    this.run('kill-server');
  }
}
