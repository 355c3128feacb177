import { CONTENTS } from '../record/vocabulary.js';
import type { FreshByTable, FreshTexts } from './fresh-texts.js';
import { type DescribeTexts, type Meanings, pathMeaning } from './meanings.js';
import { TextIds } from './text-ids.js';
import { textAt } from './text-list.js';
import type { AllTextRows, TextRows, TextTableName } from './text-rows.js';

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
  rows(fresh: FreshByTable): AllTextRows {
    this.#forget(fresh);
    const { words, clients, queries, referrers, contentTypes, agents, paths, shapes } = fresh;
    const m = this.meanings;
    const { describe } = this;
    each(words, (id, word) => {
      m.dynamicMethods.set(id, Number(describe.isDynamicMethod(word)));
      m.cacheAnswers.set(id, Number(describe.isCacheAnswer(word)));
    });
    each(shapes, (id, shape) => m.shapes.set(id, this.#path(shape)));
    if (paths?.shapes === undefined) each(paths, (id, path) => m.paths.set(id, this.#path(path)));
    else {
      const { firstId, shapes: ids } = paths;
      for (let i = 0; i < ids.length; i++) m.paths.set(firstId + i, m.shapes.get(ids[i]!));
    }
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
    const all: Partial<Record<TextTableName, TextRows | undefined>> = {
      words: plain(words),
      clients: plain(clients),
      queries: plain(queries),
      referrers: plain(referrers),
      content_types: contentTypes && { ...contentTypes, cells: typeCells },
      agents: agents && { ...agents, cells: agentCells },
      paths: plain(paths),
      templates: this.#templateRows(),
    };
    return Object.fromEntries(Object.entries(all).filter(([, rows]) => rows !== undefined));
  }

  #path(path: string): number {
    const { describe } = this;
    return pathMeaning(this.#templates.id(describe.template(path)), describe.contentOfPath(path) === 'static');
  }

  #forget({ words, contentTypes, agents, paths, shapes }: FreshByTable): void {
    const m = this.meanings;
    if (words) for (const numbers of [m.dynamicMethods, m.cacheAnswers]) numbers.from(words.base);
    if (paths) m.paths.from(paths.base);
    if (shapes) m.shapes.from(shapes.base);
    if (contentTypes) m.typeContents.from(contentTypes.base);
    if (agents) m.bots.from(agents.base);
  }

  #templateRows(): TextRows | undefined {
    const fresh = this.#templates.takeFresh();
    if (fresh.texts.ends.length === 0) return undefined;
    const rows = { ...fresh, base: this.#templateBase, cells: [] };
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

function plain(fresh: FreshTexts | undefined): TextRows | undefined {
  return fresh && { ...fresh, cells: [] };
}

function each<T>(fresh: FreshTexts | undefined, describe: (id: number, text: string) => T): T[] {
  const results: T[] = [];
  if (fresh === undefined) return results;
  const { firstId, texts } = fresh;
  for (let i = 0; i < texts.ends.length; i++) results.push(describe(firstId + i, textAt(texts, i)));
  return results;
}
