/** What is closed on the screen is printed open, but for notes and values of tables; charts get the colours of paper. */
export function openForPrint(redraw: () => void): void {
  let before: { opened: HTMLDetailsElement[]; theme: string | undefined } | null = null;
  const { dataset } = document.documentElement;
  addEventListener('beforeprint', () => {
    if (before !== null) return;
    const opened = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open], .values, .table details)')];
    before = { opened, theme: dataset.theme };
    for (const details of opened) details.open = true;
    dataset.theme = 'light';
    redraw();
  });
  addEventListener('afterprint', () => {
    if (before === null) return;
    for (const details of before.opened) details.open = false;
    if (before.theme === undefined) delete dataset.theme;
    else dataset.theme = before.theme;
    before = null;
    redraw();
  });
}
