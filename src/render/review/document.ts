import { METRIC_WORDS, valueWords } from '../../review/says.js';
import type { Finding as Found, Review } from '../../review/types.js';
import type { Block, Document, Fact, Finding, Section, Tone } from '../document/document.js';
import { percent, seconds } from '../units.js';
import { charts } from './charts.js';
import { adviceTable, hostTable, openTable, routeTable, weekTable } from './tables.js';
import {
  daysWords,
  forecastWords,
  KIND_WORDS,
  loadWords,
  partsWords,
  signed,
  testsWords,
  totalLines,
} from './words.js';

/** The review as a document, what matters first. */
export function reviewDocument(review: Review): Document {
  const { period, against, zone } = review;
  const sections = [changed(review), inAll(review), routes(review), advice(review), capacity(review)];
  return {
    title: `Review of ${period.name}`,
    subtitle: `${daysWords(period, zone)} against ${against.name} (${daysWords(against, zone)}), days of ${zone}`,
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

const TONE: Record<Found['kind'], Tone> = {
  regression: 'bad',
  improvement: 'good',
  traffic: 'plain',
  new: 'plain',
  gone: 'plain',
};

function changed(review: Review): Section {
  return {
    title: 'What changed',
    blocks: [
      { block: 'facts', facts: facts(review) },
      ...(review.notes.length === 0 ? [] : [{ block: 'list', items: review.notes } as const]),
      ...(review.findings.length === 0 ? [] : [{ block: 'findings', findings: review.findings.map(finding) } as const]),
      { block: 'paragraph', text: testsWords(review) },
      findingTable(review),
    ],
  };
}

function facts({ totals: { before, after, sameMix }, load }: Review): Fact[] {
  const ratio = (was: number, is: number): string =>
    was === 0 ? '' : `${signed(is / was - 1, percent)} against the period before`;
  return [
    { label: 'requests', kind: 'count', value: after.requests, note: ratio(before.requests, after.requests) },
    ...(after.appSeconds === null || before.appSeconds === null
      ? []
      : [
          {
            label: 'application time',
            kind: 'seconds',
            value: after.appSeconds,
            note: ratio(before.appSeconds, after.appSeconds),
          } as const,
        ]),
    ...(after.latency === null || before.latency === null
      ? []
      : [
          {
            label: '95% within',
            kind: 'seconds',
            value: after.latency.p95,
            note: `${seconds(before.latency.p95)} before${sameMix === null ? '' : `, ${seconds(sameMix.p95)} had each route its share of before`}`,
          } as const,
        ]),
    {
      label: 'server errors',
      kind: 'share',
      value: after.requests === 0 ? null : after.errors / after.requests,
      note: before.requests === 0 ? '' : `${percent(before.errors / before.requests)} before`,
      tone: after.errors > 0 ? 'warn' : 'good',
    },
    ...(load?.utilisation == null
      ? []
      : [
          {
            label: 'busy at the peak',
            kind: 'share',
            value: load.utilisation,
            note: `of ${load.workers} workers`,
            tone: load.utilisation > 0.7 ? 'bad' : 'good',
          } as const,
        ]),
  ];
}

function finding({ kind, route, appSeconds, says }: Found): Finding {
  return {
    title: route,
    labels: [
      { text: KIND_WORDS[kind], tone: TONE[kind] },
      ...(appSeconds === null ? [] : [{ text: `${signed(appSeconds, seconds)} of application time` }]),
    ],
    text: says,
  };
}

/** A row for each change: for CSV, and to compare. */
function findingTable({ findings }: Review): Block {
  return {
    block: 'table',
    name: 'changes',
    caption: 'Each change',
    columns: [
      { key: 'kind', title: 'kind', kind: 'text', isChoice: true },
      { key: 'route', title: 'route', kind: 'text' },
      { key: 'metric', title: 'of', kind: 'text', isChoice: true },
      { key: 'before', title: 'before', kind: 'text' },
      { key: 'after', title: 'now', kind: 'text' },
      { key: 'before_value', title: 'before, raw', kind: 'number', isDetail: true, about: 'seconds, or a fraction' },
      { key: 'after_value', title: 'now, raw', kind: 'number', isDetail: true, about: 'seconds, or a fraction' },
      { key: 'since', title: 'since', kind: 'text' },
      { key: 'chance', title: 'by chance', kind: 'share', about: 'probability of any such change without a cause' },
      { key: 'app_s', title: 'app time', kind: 'seconds', about: 'application time more or less' },
    ],
    rows: findings.flatMap(({ kind, route, changes, appSeconds }) =>
      changes.length === 0
        ? [[KIND_WORDS[kind], route, null, null, null, null, null, null, null, appSeconds]]
        : changes.map(({ metric, before, after, since, p }) => [
            KIND_WORDS[kind],
            route,
            METRIC_WORDS[metric],
            valueWords(metric, before),
            valueWords(metric, after),
            before,
            after,
            since,
            p,
            appSeconds,
          ]),
    ),
  };
}

function inAll(review: Review): Section {
  const { totals, appSeconds, hosts } = review;
  return {
    title: 'In all',
    blocks: [
      {
        block: 'table',
        name: 'totals',
        caption: 'Before and now',
        columns: [
          { key: 'what', title: '', kind: 'text' },
          { key: 'before', title: 'before', kind: 'text' },
          { key: 'after', title: 'now', kind: 'text' },
          { key: 'before_value', title: 'before, raw', kind: 'number', isDetail: true },
          { key: 'after_value', title: 'now, raw', kind: 'number', isDetail: true },
          { key: 'change', title: 'change', kind: 'change' },
          {
            key: 'same_mix',
            title: 'at the mix of before',
            kind: 'text',
            about: 'had each route its share of the requests of before',
          },
        ],
        rows: totalLines(totals).map(({ label, before, after, sameMix, shown, isShare }) => [
          label,
          before === null ? null : shown(before),
          after === null ? null : shown(after),
          before,
          after,
          isShare || before === null || after === null || before === 0 ? null : after / before - 1,
          sameMix === null ? null : shown(sameMix),
        ]),
      },
      ...(appSeconds === null ? [] : [{ block: 'paragraph', text: partsWords(appSeconds) } as const]),
      ...charts(review),
      ...(hosts.length === 0 ? [] : [hostTable(hosts)]),
    ],
  };
}

function routes({ routes: all }: Review): Section {
  return { title: 'Routes', blocks: all.length === 0 ? [] : [routeTable(all)] };
}

function advice({ advice: became, open, against }: Review): Section {
  return {
    title: 'Advice',
    blocks: [
      ...(became === null || became.recommendations.length === 0 ? [] : [adviceTable(became, against.name)]),
      ...(open.length === 0 ? [] : [openTable(open)]),
    ],
  };
}

function capacity({ load, forecast, weeks }: Review): Section {
  return {
    title: 'Capacity',
    blocks: [
      { block: 'paragraph', text: loadWords(load) },
      { block: 'list', items: forecastWords(forecast) },
      weekTable(weeks),
    ],
  };
}
