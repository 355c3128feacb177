import type { Bars, TimeChart } from './document.js';
import { escaped, jsonInScript } from './html-escape.js';
import { tableHtml } from './html-table.js';
import { chartTable } from './tables.js';
import { valueText } from './value.js';

const WIDTH = 800;
const HEIGHT = 160;

/**
 * A chart as a still picture, which the page's script replaces by one to point at and to zoom, with its data, and with
 * its values as a table for those who cannot see it.
 */
export function chartHtml(chart: TimeChart): string {
  const { name, caption, times, series } = chart;
  if (times.length < 2) return '';
  const said = series.map(({ title, kind, values }) => {
    const known = values.filter((value) => value !== null);
    if (known.length === 0) return `${title}: none`;
    return `${title}: from ${valueText(kind, Math.min(...known))} to ${valueText(kind, Math.max(...known))}`;
  });
  const data = { times, series: series.map(({ key: _key, ...one }) => one) };
  return `<figure class="chart">
<figcaption>${escaped(caption)}</figcaption>
<div class="plot" data-chart role="img" aria-label="${escaped(`${caption}. ${said.join('; ')}`)}">
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${lines(chart)}</svg>
<script type="application/json">${jsonInScript(data)}</script>
</div>
<details class="values"><summary>Values</summary>${tableHtml({ ...chartTable(chart), name: `${name}-values` })}</details>
</figure>`;
}

/** Each series by the scale of its kind. */
function lines({ times, series }: TimeChart): string {
  const first = times[0]!;
  const span = times.at(-1)! - first;
  return series
    .map(({ kind, values, tone = 'plain' }, i) => {
      const most = Math.max(
        ...series.filter((one) => one.kind === kind).flatMap((one) => one.values.map((v) => v ?? 0)),
      );
      const points = values.flatMap((value, at) =>
        value === null
          ? []
          : [
              `${x(((times[at]! - first) / span) * WIDTH)},${x(HEIGHT - (most > 0 ? (value / most) * (HEIGHT - 4) : 0) - 2)}`,
            ],
      );
      return `<polyline class="line-${i % 3} ${tone}" points="${points.join(' ')}"/>`;
    })
    .join('');
}

/** Bars beside their labels; widths are attributes, since the page's policy allows no style in tags. */
export function barsHtml({ caption, name, kind, title, bars, whole }: Bars): string {
  if (bars.length === 0) return '';
  const full = whole ?? Math.max(...bars.map(({ value }) => value));
  const rows = bars.map(({ label, value, tone = 'plain' }) => {
    const share = full > 0 ? value / full : 0;
    const part = whole === undefined || kind === 'share' ? '' : `<td class="num">${escaped(valueText('share', share))}`;
    const width = x(Math.min(1, share) * 100);
    return `<tr><th scope="row">${escaped(label, 80)}<td class="num">${escaped(valueText(kind, value))}${part}<td class="bar"><svg aria-hidden="true"><rect class="${tone}" width="${width}%" height="100%"/></svg>`;
  });
  const share = whole === undefined || kind === 'share' ? '' : '<th scope="col" class="num">share';
  return `<table class="bars" id="${name}">
<caption>${escaped(caption)}</caption>
<thead class="unseen"><tr><th scope="col">name<th scope="col">${escaped(title)}${share}<th scope="col">bar</thead>
<tbody>
${rows.join('\n')}
</tbody></table>`;
}

function x(n: number): string {
  return String(Number(n.toFixed(1)));
}
