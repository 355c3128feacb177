import type { Look } from '../dashboard/look.js';
import { backgroundOf, paletteOf } from '../dashboard/theme.js';
import { type Io, wantsColor, wantsUnicode } from './io.js';
import type { AnalyzeOptions } from './options.js';

/** How the dashboard is drawn: as the options say, and where they say nothing, as the terminal's environment does. */
export function dashboardLook(
  { theme, ascii }: Pick<AnalyzeOptions, 'theme' | 'ascii'>,
  color: boolean,
  { stdout, env }: Pick<Io, 'stdout' | 'env'>,
): Look {
  // NO_COLOR is about programs that were not told otherwise.
  const hasColors = theme === undefined ? wantsColor(stdout, env, color) : color;
  return {
    palette: hasColors ? paletteOf(theme ?? null, backgroundOf(env.COLORFGBG)) : 'none',
    charset: ascii !== true && wantsUnicode(env) ? 'unicode' : 'ascii',
  };
}
