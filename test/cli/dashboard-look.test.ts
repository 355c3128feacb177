import { describe, expect, it } from 'vitest';
import { dashboardLook } from '../../src/cli/dashboard-look.js';

const stdout = { isTTY: true } as NodeJS.WriteStream;
const UTF8 = { LANG: 'de_DE.UTF-8', TERM: 'xterm-256color' };
const look = (env: NodeJS.ProcessEnv, options: Parameters<typeof dashboardLook>[0] = {}, color = true) =>
  dashboardLook(options, color, { stdout, env: { ...UTF8, ...env } });

describe('how the dashboard is drawn', () => {
  it.each([
    ['nothing else', {}, 'dark'],
    ['a bright background', { COLORFGBG: '0;15' }, 'light'],
    ['NO_COLOR', { NO_COLOR: '1', COLORFGBG: '0;15' }, 'none'],
    ['an empty NO_COLOR', { NO_COLOR: '' }, 'dark'],
    ['a dumb terminal', { TERM: 'dumb' }, 'none'],
  ])('with %s in the environment', (_name, env, palette) => {
    expect(look(env).palette).toBe(palette);
  });

  it('is as --theme says, also where the environment says something else', () => {
    expect(look({ NO_COLOR: '1', COLORFGBG: '0;15' }, { theme: 'dark' }).palette).toBe('dark');
    expect(look({ COLORFGBG: '0;15' }, { theme: 'high-contrast' }).palette).toBe('contrast-light');
    expect(look({}, { theme: 'none' }).palette).toBe('none');
  });

  it('has no colours with --no-color', () => {
    expect(look({}, { theme: 'dark' }, false).palette).toBe('none');
  });

  it.each([
    ['a UTF-8 locale', {}, 'unicode'],
    ['its other spelling', { LANG: 'C.utf8' }, 'unicode'],
    ['LC_ALL above LANG', { LC_ALL: 'C' }, 'ascii'],
    ['no locale', { LANG: '' }, 'ascii'],
    ['the Linux console', { TERM: 'linux' }, 'ascii'],
    ['a VT220', { TERM: 'vt220' }, 'ascii'],
    ['tmux', { TERM: 'tmux-256color' }, 'unicode'],
  ])('with the characters that %s has', (_name, env, charset) => {
    expect(look(env).charset).toBe(charset);
  });

  it('is ASCII with --ascii', () => {
    expect(look({}, { ascii: true }).charset).toBe('ascii');
  });
});
