import { createHash } from 'node:crypto';
import type { Block, Document, Finding, Section } from './document.js';
import { barsHtml, chartHtml } from './html-charts.js';
import { escaped } from './html-escape.js';
import { tableHtml } from './html-table.js';
import { valueText } from './value.js';

/** What the page needs to be used: text for its script and its style element. */
export interface PageAssets {
  /** null: none. */
  script: string | null;
  style: string;
}

/**
 * A document as one HTML file: readable as it is, and with its script sortable, filterable, with charts to zoom. It asks
 * for nothing over the network, and its Content-Security-Policy would not let it.
 */
export function renderHtml(document: Document, { script, style }: PageAssets): string {
  const policy = [
    "default-src 'none'",
    `script-src ${script === null ? "'none'" : sourceHash(script)}`,
    `style-src ${sourceHash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escaped(document.title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#report">Skip to the report</a>
<header>
<h1>${escaped(document.title)}</h1>
<p class="subtitle">${escaped(document.subtitle)}</p>
<nav aria-label="Sections"><ul>${document.sections.map(link).join('')}</ul></nav>
</header>
<main id="report">
${document.sections.map(sectionHtml).join('\n')}
</main>${script === null ? '' : `\n<script>${script}</script>`}
</body>
</html>
`;
}

function sourceHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function link({ title }: Section, i: number): string {
  return `<li><a href="#section-${i + 1}">${escaped(title)}</a>`;
}

function sectionHtml({ title, blocks }: Section, i: number): string {
  const id = `section-${i + 1}`;
  return `<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${escaped(title)}</h2>
${blocks.map(blockHtml).join('\n')}
</section>`;
}

function blockHtml(block: Block): string {
  switch (block.block) {
    case 'paragraph':
      return `<p>${escaped(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escaped(item)}`).join('')}</ul>`;
    case 'code':
      return `<pre tabindex="0"><code>${block.text
        .split('\n')
        .map((line) => escaped(line))
        .join('\n')}</code></pre>`;
    case 'facts':
      return `<dl class="facts">${block.facts
        .map(({ label, kind, value, note, tone = 'plain' }) => {
          const small = note === undefined ? '' : `<dd class="note">${escaped(note)}`;
          return `<div><dt>${escaped(label)}<dd class="${tone}">${escaped(valueText(kind, value))}${small}</div>`;
        })
        .join('')}</dl>`;
    case 'table':
      return tableHtml(block);
    case 'timeChart':
      return chartHtml(block);
    case 'bars':
      return barsHtml(block);
    case 'findings':
      return `<div class="findings">${block.findings.map(findingHtml).join('\n')}</div>`;
    case 'details':
      return `<details><summary>${escaped(block.summary)}</summary>${block.blocks.map(blockHtml).join('\n')}</details>`;
  }
}

function findingHtml({ title, labels, text, details }: Finding): string {
  const tags = labels.map(({ text, tone = 'plain' }) => `<span class="tag ${tone}">${escaped(text)}</span>`).join(' ');
  return `<article>
<h3>${escaped(title)}</h3>${tags === '' ? '' : `\n<p class="tags">${tags}</p>`}
<p>${escaped(text)}</p>${details === undefined ? '' : `\n${blockHtml(details)}`}
</article>`;
}
