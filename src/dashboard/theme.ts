/** What a user can ask for. */
export const THEMES = ['dark', 'light', 'high-contrast', 'none'] as const;
export type Theme = (typeof THEMES)[number];

export type Background = 'dark' | 'light';

/** A theme on a background: one set of styles in tone.ts. */
export type Palette = 'dark' | 'light' | 'contrast-dark' | 'contrast-light' | 'none';

/**
 * The terminal's background by COLORFGBG (`15;0`, `0;default;15`), which rxvt, Konsole and others set; null: it does not
 * tell. Of the sixteen colours 7 and those from 9 on are bright, as Vim takes them.
 */
export function backgroundOf(colorFgBg: string | undefined): Background | null {
  const background = /;(\d{1,2})$/.exec(colorFgBg ?? '')?.[1];
  if (background === undefined || Number(background) > 15) return null;
  return Number(background) === 7 || Number(background) >= 9 ? 'light' : 'dark';
}

/** @param theme null: the user did not say */
export function paletteOf(theme: Theme | null, background: Background | null): Palette {
  if (theme === 'high-contrast') return `contrast-${background ?? 'dark'}`;
  return theme ?? background ?? 'dark';
}
