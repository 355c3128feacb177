import { cleanText } from '../../render/clean.js';
import { bytes, count, percent } from '../../render/units.js';
import type { Recommendation } from '../../report/types.js';
import { field, heading, paragraph } from '../detail-lines.js';
import { type Doc, docWithList } from '../doc.js';
import { type Line, span } from '../line.js';
import { CONFIDENCE_TONE, duration, durationRange, type Look } from '../look.js';
import type { State } from '../state.js';
import { plural } from '../words.js';
import { wrap } from '../wrap.js';

const WIDEST_TEXT = 110;

/** A recommendation in full: what it saves, why, how, and the routes it covers. */
export function recommendationDetail(state: State, row: number, columns: number): Doc | null {
  const { report, look } = state;
  const recommendation = report.recommendations[row];
  if (recommendation === undefined) return null;
  const { action, target, routes, why, how } = recommendation;
  const text = (source: string): Line[] =>
    wrap(source, Math.min(WIDEST_TEXT, columns), look.charset).map((line) => [span(line)]);
  const lines = [
    ...paragraph(action, target, columns, look, 'strong'),
    ...saving(recommendation, look),
    ...heading('Why'),
    ...text(why),
    ...heading('How'),
    ...text(how),
    ...heading(`${count(routes.length)} ${plural(routes.length, 'route')}`),
  ];
  return docWithList(lines, routes.length, (i) => [span(cleanText(routes[i] ?? '', columns, look.charset), 'plain')]);
}

function saving({ id, saving, confidence }: Recommendation, look: Look): Line[] {
  const { appSeconds, requests, low, high } = saving;
  const lines: Line[] = [];
  if (appSeconds === null) lines.push(field('Saves', [span('the log has no times to tell', 'dim')], look));
  else if (appSeconds === 0) lines.push(field('Saves', [span('nothing by itself', 'dim')], look));
  else {
    const share = saving.share === null ? '' : `, ${percent(saving.share)} of all`;
    lines.push(field('Saves', [span(duration(appSeconds, look), 'good'), span(` of app time${share}`)], look));
    if (low !== null && high !== null) lines.push(field('Between', [span(durationRange(low, high, look))], look));
  }
  const traffic = `${count(requests)} ${plural(requests, 'request')}, ${bytes(saving.bytes)}`;
  if (requests > 0) lines.push(field('Touches', [span(traffic)], look));
  return [
    ...lines,
    field('Confidence', [span(confidence, CONFIDENCE_TONE[confidence])], look),
    field('Id', [span(cleanText(id, Number.POSITIVE_INFINITY, look.charset), 'dim')], look),
  ];
}
