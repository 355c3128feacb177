import { element } from './element.js';

const THEMES = ['auto', 'light', 'dark'] as const;

/** A button that overrules what the reader's system prefers; the choice lasts as long as the page is open. */
export function addThemeButton(redraw: () => void): void {
  let at = 0;
  const button = element('button', { type: 'button', class: 'theme' });
  const show = (): void => {
    button.textContent = `Theme: ${THEMES[at]}`;
    if (at === 0) delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = THEMES[at]!;
  };
  button.addEventListener('click', () => {
    at = (at + 1) % THEMES.length;
    show();
    redraw();
  });
  show();
  document.querySelector('header')?.append(button);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
}

/** The colour that a custom property stands for now, as a canvas takes it. */
export function colorOf(property: string): string {
  const probe = element('i');
  probe.style.color = `var(${property})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
