import MarkdownIt from 'markdown-it';
import { beforeAll, describe, expect, it } from 'vitest';
import { analysisDocument } from '../../src/render/analysis/document.js';
import type { Block } from '../../src/render/document/document.js';
import { renderMarkdown } from '../../src/render/document/markdown.js';
import type { Report } from '../../src/report/types.js';
import { reportOf } from '../support/analyze.js';
import { ACTIVE, HOSTILE, LONG_PATH, poisoned } from '../support/hostile.js';
import { siteLog } from '../support/site.js';

const markdown = new MarkdownIt({ html: true, linkify: true });
const ATTACKS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '&lt;script&gt;',
  '[x](javascript:alert(1))',
  '![x](http://evil.example/x.png)',
  'https://evil.example www.evil.example a@evil.example',
  '|a|b|',
  '`a` ``` ~~~',
  '**a** __b__ ~~c~~ $d$',
  '\\',
  '@everyone #1',
];

/** What a Markdown reader makes of a text: every kind of node, in its order. */
function kinds(text: string): string[] {
  return markdown.parse(text, {}).flatMap(({ type, children }) => [type, ...(children ?? []).map((one) => one.type)]);
}

function shown(text: string): string {
  return markdown
    .parse(text, {})
    .flatMap(({ children }) => children ?? [])
    .map(({ content }) => content)
    .join('')
    .replaceAll('\u200b', '');
}

const page = (blocks: readonly Block[]): string =>
  renderMarkdown({ title: 't', subtitle: 's', sections: [{ title: 'x', blocks }] }, { top: 20 });

let site: Report;
beforeAll(async () => {
  site = await reportOf(siteLog());
});

describe('Markdown', () => {
  it.each(ATTACKS)('shows %s as it is, in a paragraph, a list and a table', (attack) => {
    const blocks = (text: string): Block[] => [
      { block: 'paragraph', text },
      { block: 'list', items: [text] },
      {
        block: 'table',
        name: 't',
        caption: text,
        columns: [
          { key: 'a', title: text, kind: 'text' },
          { key: 'b', title: 'b', kind: 'text' },
        ],
        rows: [[text, 'b']],
      },
    ];
    const text = page(blocks(attack));
    expect(kinds(text).filter((kind) => kind !== 'text_special')).toEqual(
      expect.not.arrayContaining(['html_inline', 'html_block', 'link_open', 'image', 's_open']),
    );
    expect(kinds(text).filter((kind) => /_open$/.test(kind))).toEqual(
      kinds(page(blocks('plain'))).filter((kind) => /_open$/.test(kind)),
    );
    expect(shown(text).split(attack)).toHaveLength(6);
  });

  it.each(['- a', '+ a', '1. a', '2) a', '# a', '> a', '===', '---', '    a', ''])(
    'takes %j at the beginning of a line for nothing else',
    (text) => {
      const blocks = (one: string): Block[] => [
        { block: 'paragraph', text: 'before' },
        { block: 'paragraph', text: one },
        { block: 'list', items: [one, 'b'] },
      ];
      const plain = kinds(page(blocks(text.trim() === '' ? '' : 'plain')));
      const open = (all: string[]): string[] => all.filter((kind) => /_(open|block)$|^hr$/.test(kind));
      expect(open(kinds(page(blocks(text))))).toEqual(open(plain));
    },
  );

  it.each([...ATTACKS, HOSTILE, LONG_PATH])(
    'has the same parts for a report with %.40j behind every text',
    (poison) => {
      const text = renderMarkdown(analysisDocument(poisoned(site, poison)), { top: 20 });
      const clean = renderMarkdown(analysisDocument(poisoned(site, 'plain')), { top: 20 });
      const parts = (one: string): string[] => kinds(one).filter((kind) => /_open$|html|image|fence/.test(kind));
      expect(parts(text)).toEqual(parts(clean));
      expect(text).not.toMatch(ACTIVE);
    },
  );

  it('closes code behind any run of backticks', () => {
    const text = page([{ block: 'code', text: 'a\n```\n<script>\n````' }]);
    expect(markdown.parse(text, {}).find(({ type }) => type === 'fence')!.content).toBe('a\n```\n<script>\n````\n');
  });

  it('tells how many rows a table has besides', () => {
    const text = renderMarkdown(analysisDocument(site), { top: 2 });
    expect(text).toMatch(new RegExp(`and \\d+ more: --top ${site.routes.length}`));
  });

  it('prints instructions that several recommendations share once', () => {
    const text = renderMarkdown(analysisDocument(site), { top: 20 });
    expect(text.match(/py-spy record/g)).toHaveLength(1);
    expect(text).toMatch(/\*\*How\*\*: as for \d\. compile/);
  });
});
