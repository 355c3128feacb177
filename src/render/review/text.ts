import { routeName } from '../../report/route-name.js';
import type { HostChange, Review } from '../../review/types.js';
import { prose } from '../text-prose.js';
import { bold, type Section, type TextStyle } from '../text-style.js';
import { textTable } from '../text-table.js';
import { count, percent, seconds } from '../units.js';
import { renderVerification } from '../verification.js';
import {
  changeWords,
  daysWords,
  forecastWords,
  KIND_WORDS,
  loadWords,
  number,
  partsWords,
  signed,
  testsWords,
  totalLines,
} from './words.js';

const INDENT = '     ';

/** The review as plain text, what matters first. Everything that comes from the log is cleaned. */
export function renderReview(review: Review, style: TextStyle): string {
  const sections = [
    head(review, style),
    changes(review, style),
    whole(review, style),
    hosts(review, style),
    routes(review, style),
    open(review, style),
    capacity(review, style),
  ].filter(({ lines }) => lines.length > 0);
  const texts = sections.map(({ title, lines }) =>
    [...(title === null ? [] : [bold(title, style)]), ...lines].join('\n'),
  );
  if (review.advice !== null) texts.splice(-2, 0, renderVerification(review.advice, style).trimEnd());
  return `${texts.join('\n\n')}\n`;
}

function head({ period, against, zone, notes }: Review, style: TextStyle): Section {
  return {
    title: `REVIEW of ${period.name} against ${against.name}`,
    lines: [
      `  ${daysWords(period, zone)} against ${daysWords(against, zone)}, days of ${zone}`,
      ...notes.flatMap((note) => prose(note, style.columns, '  ')),
    ],
  };
}

function changes(review: Review, style: TextStyle): Section {
  const shown = review.findings.slice(0, style.top);
  const left = review.findings.length - shown.length;
  const table = textTable(
    [
      { title: '', align: 'left' },
      { title: 'route', align: 'left', flexible: true },
      { title: 'app time', align: 'right' },
    ],
    shown.map(({ kind, route, appSeconds }) => [
      KIND_WORDS[kind],
      route,
      appSeconds === null ? '-' : signed(appSeconds, seconds),
    ]),
    style.columns,
  );
  return {
    title: 'WHAT CHANGED',
    lines: [
      ...(shown.length === 0 ? [] : [table[0]!]),
      ...shown.flatMap(({ says }, i) => [table[i + 1]!, ...prose(says, style.columns, INDENT)]),
      ...(left > 0 ? [`  and ${left} more: --top ${review.findings.length}, or --output json`] : []),
      ...prose(testsWords(review), style.columns, '  '),
    ],
  };
}

function whole({ totals, appSeconds }: Review, style: TextStyle): Section {
  const lines = totalLines(totals);
  const table = textTable(
    [
      { title: '', align: 'left' },
      { title: 'before', align: 'right' },
      { title: 'now', align: 'right' },
      { title: 'change', align: 'right' },
      { title: 'at the mix of before', align: 'right' },
    ],
    lines.map(({ label, before, after, sameMix, shown, isShare }) => [
      label,
      before === null ? '-' : shown(before),
      after === null ? '-' : shown(after),
      isShare ? '' : changeWords(before, after),
      sameMix === null ? '' : shown(sameMix),
    ]),
    style.columns,
  );
  return {
    title: 'IN ALL',
    lines: [...table, ...(appSeconds === null ? [] : prose(partsWords(appSeconds), style.columns, '  '))],
  };
}

function hosts({ hosts: all }: Review, style: TextStyle): Section {
  const shown = all.slice(0, style.top);
  if (shown.length === 0) return { title: 'HOSTS', lines: [] };
  return {
    title: 'HOSTS',
    lines: [
      ...textTable(
        [
          { title: 'host', align: 'left', flexible: true },
          { title: 'requests', align: 'right' },
          { title: '', align: 'right' },
          { title: 'app time', align: 'right' },
          { title: '', align: 'right' },
          { title: 'p95', align: 'right' },
          { title: '', align: 'right' },
          { title: '5xx', align: 'right' },
        ],
        shown.map(({ host, before, after }: HostChange) => [
          host ?? '-',
          count(after.requests),
          changeWords(before.requests, after.requests),
          after.appSeconds === null ? '-' : seconds(after.appSeconds),
          changeWords(before.appSeconds, after.appSeconds),
          after.latency === null ? '-' : seconds(after.latency.p95),
          changeWords(before.latency?.p95 ?? null, after.latency?.p95 ?? null),
          after.requests === 0 ? '-' : percent(after.errors / after.requests),
        ]),
        style.columns,
      ),
      ...(all.length > shown.length ? [`  and ${all.length - shown.length} more: --top ${all.length}`] : []),
    ],
  };
}

function routes({ routes: all }: Review, style: TextStyle): Section {
  const shown = all.slice(0, style.top);
  return {
    title: 'ROUTES by application time',
    lines: [
      ...textTable(
        [
          { title: 'app time', align: 'right' },
          { title: '', align: 'right' },
          { title: 'requests', align: 'right' },
          { title: '', align: 'right' },
          { title: 'p50', align: 'right', optional: true },
          { title: 'p95', align: 'right' },
          { title: '', align: 'right' },
          { title: '5xx', align: 'right', optional: true },
          { title: 'by app', align: 'right', optional: true },
          { title: 'route', align: 'left', flexible: true },
        ],
        shown.map(({ before, after, ...route }) => [
          after?.appSeconds == null ? '-' : seconds(after.appSeconds),
          before === null ? 'new' : after === null ? 'gone' : changeWords(before.appSeconds, after.appSeconds),
          after === null ? '-' : count(after.requests),
          changeWords(before?.requests ?? null, after?.requests ?? null),
          after?.latency == null ? '-' : seconds(after.latency.p50),
          after?.latency == null ? '-' : seconds(after.latency.p95),
          changeWords(before?.latency?.p95 ?? null, after?.latency?.p95 ?? null),
          after === null ? '-' : percent(after.errors / after.requests),
          after === null ? '-' : percent(after.servedBy.app / after.requests),
          routeName(route),
        ]),
        style.columns,
      ),
      ...(all.length > shown.length
        ? [`  and ${all.length - shown.length} more: --top ${all.length}, or --output json`]
        : []),
    ],
  };
}

function open({ open: all }: Review, style: TextStyle): Section {
  const shown = all.slice(0, style.top);
  if (shown.length === 0) return { title: 'STILL TO DO', lines: ['  Nothing stands out.'] };
  return {
    title: 'STILL TO DO',
    lines: textTable(
      [
        { title: 'action', align: 'left' },
        { title: 'target', align: 'left', flexible: true },
        { title: 'saves', align: 'right' },
        { title: 'sure', align: 'left' },
        { title: '', align: 'left' },
      ],
      shown.map(({ action, target, saving, confidence, isNew }) => [
        action,
        target,
        saving.appSeconds === null || saving.appSeconds === 0 ? '-' : seconds(saving.appSeconds),
        confidence,
        isNew ? 'new' : '',
      ]),
      style.columns,
    ),
  };
}

function capacity({ load, forecast, weeks }: Review, style: TextStyle): Section {
  const table = textTable(
    [
      { title: 'week', align: 'left' },
      { title: 'requests', align: 'right' },
      { title: '', align: 'right' },
      { title: 'app time', align: 'right' },
      { title: 'in work at the peak', align: 'right' },
      { title: '', align: 'left' },
    ],
    weeks
      .slice(-8)
      .map(({ name, requests, appSeconds, peak, isWhole }, i, those) => [
        name,
        count(requests),
        i > 0 && isWhole && those[i - 1]!.isWhole ? changeWords(those[i - 1]!.requests, requests) : '',
        appSeconds === null ? '-' : seconds(appSeconds),
        peak === null ? '-' : number(peak),
        isWhole ? '' : 'not whole',
      ]),
    style.columns,
  );
  return {
    title: 'CAPACITY',
    lines: [
      ...prose(loadWords(load), style.columns, '  '),
      ...forecastWords(forecast).flatMap((sentence) => prose(sentence, style.columns, '  ')),
      ...table,
    ],
  };
}
