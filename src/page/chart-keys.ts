import type uPlot from 'uplot';
import { element } from './element.js';

/** A zoom by keys. */
const STEP = 0.5;

/**
 * Arrows move along a chart's times, + and - zoom around the place, 0 or escape shows all; the values there are spoken.
 * @returns what tells it the chart, each time that it is drawn
 */
export function steerByKeys(target: HTMLElement, place: HTMLElement): (plot: uPlot) => void {
  let plot: uPlot | null = null;
  let at = 0;
  const spoken = element('p', { class: 'unseen', 'aria-live': 'polite' });
  place.append(spoken);
  const zoom = (drawn: uPlot, factor: number): void => {
    const times = drawn.data[0];
    const { min = times[0]!, max = times.at(-1)! } = drawn.scales.x!;
    const half = ((max! - min!) * factor) / 2;
    const middle = times[at]!;
    drawn.setScale('x', {
      min: Math.max(times[0]!, middle - half),
      max: Math.min(times.at(-1)!, middle + half),
    });
  };
  target.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (plot === null || ctrlKey || metaKey || altKey) return;
    const last = plot.data[0].length - 1;
    if (key === 'ArrowLeft') at = Math.max(0, at - 1);
    else if (key === 'ArrowRight') at = Math.min(last, at + 1);
    else if (key === 'Home') at = 0;
    else if (key === 'End') at = last;
    else if (key === '+' || key === '=') zoom(plot, STEP);
    else if (key === '-') zoom(plot, 1 / STEP);
    else if (key === '0' || key === 'Escape') plot.setScale('x', { min: plot.data[0][0]!, max: plot.data[0][last]! });
    else return;
    event.preventDefault();
    const shown = plot;
    plot.setCursor({ left: plot.valToPos(plot.data[0][at]!, 'x'), top: plot.over.clientHeight / 2 });
    spoken.textContent = [
      new Date(plot.data[0][at]! * 1000).toISOString().slice(0, 19).replace('T', ' '),
      ...plot.series.slice(1).map(({ label, value }, i) => {
        const format = value as (plot: uPlot, value: number | null) => string;
        return `${label} ${format(shown, shown.data[i + 1]![at] ?? null)}`;
      }),
    ].join(', ');
  });
  return (drawn) => {
    plot = drawn;
  };
}
