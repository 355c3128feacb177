import { CONTENTS } from '../record/vocabulary.js';
import type { AllFreshTexts, FreshTexts } from './fresh-texts.js';
import type { DescribeTexts, Meanings } from './meanings.js';
import { TextIds } from './text-ids.js';
import { textAt } from './text-list.js';
import type { AllTextRows, TextRows } from './text-rows.js';

type Cells = readonly (string | null)[];

/** Works out what new texts mean: once for each, however many requests carry it. */
export class Describer {
  readonly #templates = new TextIds();
  #templateBase = 0;

  readonly #mostTemplateBytes: number;

  /**
   * @param mostTemplateBytes of memory for route templates
   * @param lastTemplateId that is given to another one
   */
  constructor(
    private readonly describe: DescribeTexts,
    private readonly meanings: Meanings,
    { mostTemplateBytes, lastTemplateId }: { mostTemplateBytes: number; lastTemplateId: number },
  ) {
    this.#mostTemplateBytes = mostTemplateBytes;
    if (lastTemplateId > 0) this.#restartTemplates(lastTemplateId + 1);
  }

  /** Keeps what the texts mean for requests, and gives the rows of their tables. */
  rows({ words, clients, queries, referrers, contentTypes, agents, paths }: AllFreshTexts): AllTextRows {
    this.#forget({ words, contentTypes, agents, paths });
    const m = this.meanings;
    const { describe } = this;
    each(words, (id, word) => {
      m.dynamicMethods.set(id, Number(describe.isDynamicMethod(word)));
      m.cacheAnswers.set(id, Number(describe.isCacheAnswer(word)));
    });
    each(paths, (id, path) => {
      m.templates.set(id, this.#templates.id(describe.template(path)));
      m.staticPaths.set(id, Number(describe.contentOfPath(path) === 'static'));
    });
    const typeCells = each(contentTypes, (id, type): Cells => {
      const content = describe.contentOfType(type);
      m.typeContents.set(id, content === null ? 0 : CONTENTS.indexOf(content) + 1);
      return [content];
    });
    const agentCells = each(agents, (id, agent): Cells => {
      const { browser, os, device, bot } = describe.agent(agent);
      m.bots.set(id, Number(bot !== null));
      return [browser, os, device, bot];
    });
    return {
      words: plain(words),
      clients: plain(clients),
      queries: plain(queries),
      referrers: plain(referrers),
      content_types: { ...contentTypes, cells: typeCells },
      agents: { ...agents, cells: agentCells },
      paths: plain(paths),
      templates: this.#templateRows(),
    };
  }

  #forget({ words, contentTypes, agents, paths }: Omit<AllFreshTexts, 'clients' | 'queries' | 'referrers'>): void {
    const m = this.meanings;
    for (const numbers of [m.dynamicMethods, m.cacheAnswers]) numbers.from(words.base);
    for (const numbers of [m.templates, m.staticPaths]) numbers.from(paths.base);
    m.typeContents.from(contentTypes.base);
    m.bots.from(agents.base);
  }

  #templateRows(): TextRows {
    const fresh = this.#templates.takeFresh();
    const rows = plain({ ...fresh, base: this.#templateBase });
    if (this.#templates.bytes > this.#mostTemplateBytes) {
      this.#restartTemplates(fresh.firstId + fresh.texts.ends.length);
    }
    return rows;
  }

  #restartTemplates(firstId: number): void {
    this.#templateBase = firstId;
    this.#templates.restart(firstId);
  }
}

function plain(fresh: FreshTexts): TextRows {
  return { ...fresh, cells: [] };
}

function each<T>({ firstId, texts }: FreshTexts, describe: (id: number, text: string) => T): T[] {
  const results: T[] = [];
  for (let i = 0; i < texts.ends.length; i++) results.push(describe(firstId + i, textAt(texts, i)));
  return results;
}
