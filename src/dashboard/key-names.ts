import type { Key } from 'ink';

const CONTROL_NAMES = new Map([
  ['\r', 'return'],
  ['\n', 'return'],
  ['\t', 'tab'],
  ['\x7f', 'backspace'],
  ['\b', 'backspace'],
]);

/**
 * The names of the keys in one piece of input: 'q', 'G', 'down', 'shift+tab', 'ctrl+c'. A piece holds several when
 * the terminal sent them together, as it does when a key is held down.
 */
export function keyNames(input: string, key: Key): string[] {
  const named = specialName(key);
  if (named !== null) return [named];
  if (key.meta) return [];
  if (key.ctrl) return [`ctrl+${input}`];
  return Array.from(
    input,
    (char) => CONTROL_NAMES.get(char) ?? (/[\x01-\x1a]/.test(char) ? `ctrl+${letterOf(char)}` : char),
  );
}

/** The letter that is pressed with Ctrl for a control character. */
function letterOf(char: string): string {
  return String.fromCharCode(char.charCodeAt(0) + 96);
}

function specialName(key: Key): string | null {
  if (key.upArrow) return 'up';
  if (key.downArrow) return 'down';
  if (key.leftArrow) return 'left';
  if (key.rightArrow) return 'right';
  if (key.pageUp) return 'pageup';
  if (key.pageDown) return 'pagedown';
  if (key.home) return 'home';
  if (key.end) return 'end';
  if (key.return) return 'return';
  if (key.escape) return 'escape';
  if (key.tab) return key.shift ? 'shift+tab' : 'tab';
  // Most terminals send DEL for backspace, which ink calls delete.
  return key.backspace || key.delete ? 'backspace' : null;
}
