import uPlot from 'uplot';
import type { Series } from '../render/document/document.js';
import { valueText } from '../render/document/value.js';
import { steerByKeys } from './chart-keys.js';
import { element } from './element.js';
import { colorOf } from './theme.js';

interface ChartData {
  times: number[];
  series: Omit<Series, 'key'>[];
}

const HEIGHT = 220;
const LINES = ['--line-0', '--line-1', '--line-2'];

/**
 * Draws every chart of the page in the place of its still picture.
 * @returns what draws them anew, in the colours of the moment
 */
export function drawCharts(): () => void {
  const drawn = [...document.querySelectorAll<HTMLElement>('[data-chart]')].map((place) => {
    const data = JSON.parse(place.querySelector('script')!.textContent!) as ChartData;
    const label = place.getAttribute('aria-label') ?? '';
    place.removeAttribute('role');
    const chart = element('div', { tabindex: '0', role: 'group', 'aria-label': label });
    const hint = 'Drag to zoom, double click to see all; with keys: arrows, + and -, 0.';
    place.replaceChildren(chart, element('p', { class: 'hint' }, hint));
    const keys = steerByKeys(chart, place);
    let plot: uPlot | null = null;
    const draw = (): void => {
      plot?.destroy();
      plot = new uPlot(optionsOf(data, chart.clientWidth), columnsOf(data), chart);
      keys(plot);
    };
    draw();
    new ResizeObserver(() => {
      if (plot !== null && plot.width !== chart.clientWidth) plot.setSize({ width: chart.clientWidth, height: HEIGHT });
    }).observe(chart);
    return draw;
  });
  return () => {
    for (const draw of drawn) draw();
  };
}

/** Behind each series that has an interval, its two bounds. */
function columnsOf({ times, series }: ChartData): uPlot.AlignedData {
  return [
    times,
    ...series.flatMap(({ values, band }) => [values, ...(band === undefined ? [] : [band.low, band.high])]),
  ] as uPlot.AlignedData;
}

function optionsOf({ times, series }: ChartData, width: number): uPlot.Options {
  const kinds = [...new Set(series.map(({ kind }) => kind))];
  const text = colorOf('--muted');
  const grid = { stroke: colorOf('--rule'), width: 1 };
  const described: uPlot.Series[] = [{ label: 'time (UTC)' }];
  const bands: uPlot.Band[] = [];
  series.forEach(({ title, kind, tone = 'plain', band }, i) => {
    const stroke = colorOf(tone === 'plain' ? LINES[i % LINES.length]! : `--${tone}`);
    const value = (_: uPlot, at: number | null): string => valueText(kind, at);
    described.push({ label: title, scale: kind, stroke, value, width: 1.5, dash: i === 0 ? [] : [6, 3] });
    if (band === undefined) return;
    const bound = { scale: kind, stroke: 'transparent', value };
    described.push({ ...bound, label: 'at least' }, { ...bound, label: 'at most' });
    bands.push({ series: [described.length - 1, described.length - 2], fill: withAlpha(stroke) });
  });
  const long = times.at(-1)! - times[0]! > 2 * 86_400;
  return {
    width,
    height: HEIGHT,
    tzDate: (s) => uPlot.tzDate(new Date(s * 1000), 'Etc/UTC'),
    fmtDate: (template) => uPlot.fmtDate(template.replace('{h}', '{HH}').replace('{aa}', '')),
    cursor: { sync: { key: 'time', scales: ['x', null] }, drag: { x: true, y: false } },
    scales: Object.fromEntries(kinds.map((kind) => [kind, { range: fromZero }])),
    axes: [
      { stroke: text, grid, ticks: grid, values: long ? DAYS : HOURS },
      ...kinds.map(
        (kind, i): uPlot.Axis => ({
          scale: kind,
          side: i === 0 ? 3 : 1,
          stroke: text,
          ticks: grid,
          size: 72,
          grid: i === 0 ? grid : { show: false },
          values: (_, splits) => splits.map((split) => valueText(kind, split)),
        }),
      ),
    ],
    series: described,
    bands,
  };
}

const fromZero: uPlot.Range.Function = (_, low, high) => [Math.min(0, low ?? 0), high > 0 ? high * 1.05 : 1];

const time = (s: number, from: number, to: number): string => new Date(s * 1000).toISOString().slice(from, to);
const HOURS: uPlot.Axis.DynamicValues = (_, splits, __, ___, step) =>
  splits.map((s) => (step < 60 ? time(s, 11, 19) : s % 86_400 === 0 ? time(s, 5, 10) : time(s, 11, 16)));
const DAYS: uPlot.Axis.DynamicValues = (_, splits, __, ___, step) =>
  splits.map((s) => (step >= 86_400 || s % 86_400 === 0 ? time(s, 5, 10) : time(s, 11, 16)));

function withAlpha(color: string): string {
  return color.replace(/^rgb\((.*)\)$/, 'rgba($1, 0.18)');
}
