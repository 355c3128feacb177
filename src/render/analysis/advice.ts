import type { Confidence } from '../../record/vocabulary.js';
import type { Recommendation, Report } from '../../report/types.js';
import type { Block, Finding, Section, Table, Tone } from '../document/document.js';
import { rangeOf, unspelledId } from '../text-advice.js';
import { percent, seconds } from '../units.js';

const SURE: Record<Confidence, Tone> = { high: 'good', medium: 'plain', low: 'warn', none: 'warn' };

/** The recommendations: a table to compare them, then why and how, one after the other. */
export function advice({ recommendations, totals }: Report): Section {
  const title = `What to do${totals.appSeconds === null ? '' : `, of ${seconds(totals.appSeconds)} application time`}`;
  if (recommendations.length === 0) {
    const text = 'Nothing stands out: no static file leaks, nothing repeats, nothing computes.';
    return { title, blocks: [{ block: 'paragraph', text }] };
  }
  return {
    title,
    blocks: [
      table(recommendations),
      {
        block: 'paragraph',
        text: 'Savings of one route overlap: caching what is also compiled saves it once.',
      },
      { block: 'findings', findings: recommendations.map(finding) },
    ],
  };
}

function table(recommendations: readonly Recommendation[]): Table {
  return {
    block: 'table',
    name: 'recommendations',
    caption: 'Recommendations, most application time first',
    columns: [
      { key: 'number', title: '#', kind: 'count' },
      { key: 'action', title: 'action', kind: 'text', isChoice: true },
      { key: 'target', title: 'target', kind: 'text' },
      { key: 'saves_app_s', title: 'saves', kind: 'seconds', about: 'application time, over the period of the log' },
      { key: 'saves_app_low_s', title: 'at least', kind: 'seconds', isDetail: true },
      { key: 'saves_app_high_s', title: 'at most', kind: 'seconds', isDetail: true },
      { key: 'saves_share', title: 'share', kind: 'share', about: 'of all application time' },
      { key: 'requests', title: 'requests', kind: 'count', about: 'that the application need not answer' },
      { key: 'bytes', title: 'bytes', kind: 'bytes', isDetail: true },
      { key: 'confidence', title: 'sure', kind: 'text', isChoice: true },
      { key: 'id', title: 'id', kind: 'text', isDetail: true, about: 'the same in every report on this site' },
      { key: 'why', title: 'why', kind: 'text', isNote: true },
    ],
    rows: recommendations.map(({ id, action, target, saving, confidence, why }, i) => [
      i + 1,
      action,
      target,
      saving.appSeconds,
      saving.low,
      saving.high,
      saving.share,
      saving.requests,
      saving.bytes,
      confidence,
      id,
      why,
    ]),
  };
}

function finding(recommendation: Recommendation, i: number): Finding {
  const { action, target, saving, confidence, why, how } = recommendation;
  const id = unspelledId(recommendation);
  const saves = saving.appSeconds !== null && saving.appSeconds > 0 ? `saves ${seconds(saving.appSeconds)}` : null;
  const share = saving.share !== null && saving.share > 0 ? `${percent(saving.share)} of the application time` : null;
  return {
    title: `${i + 1}. ${action} ${target}`,
    labels: [
      ...[saves, share].filter((text) => text !== null).map((text) => ({ text, tone: 'good' }) as const),
      { text: `confidence: ${confidence}`, tone: SURE[confidence] },
      ...(id === null ? [] : [{ text: `id: ${id}` }]),
    ],
    text: `${why}${rangeOf(recommendation)}`,
    details: { block: 'details', summary: 'How', blocks: howBlocks(how) },
  };
}

type Kind = 'code' | 'list' | 'paragraph';

/** Instructions as blocks: lines indented by four spaces are to paste, those behind a hyphen a list, the others prose. */
function howBlocks(how: string): Block[] {
  const groups: { kind: Kind; lines: string[] }[] = [];
  for (const line of how.split('\n')) {
    const last = groups.at(-1);
    const kind = line === '' && last?.kind === 'code' ? 'code' : kindOf(line);
    const text = line.slice({ code: 4, list: 2, paragraph: 0 }[kind]);
    if (last?.kind === kind) last.lines.push(text);
    else groups.push({ kind, lines: [text] });
  }
  return groups.flatMap(({ kind, lines }): Block[] => {
    if (kind === 'code') return [{ block: 'code', text: lines.join('\n').trimEnd() }];
    if (kind === 'list') return [{ block: 'list', items: lines }];
    return lines.filter((line) => line !== '').map((text) => ({ block: 'paragraph', text }));
  });
}

function kindOf(line: string): Kind {
  return line.startsWith('    ') ? 'code' : line.startsWith('- ') ? 'list' : 'paragraph';
}
