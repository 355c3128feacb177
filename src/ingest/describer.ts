import { CONTENTS } from '../record/vocabulary.js';
import type { FreshByTable, FreshShapes, FreshTexts } from './fresh-texts.js';
import { type DescribeTexts, type Meanings, pathMeaning } from './meanings.js';
import { TextIds } from './text-ids.js';
import { textsOf } from './text-list.js';
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
  rows(fresh: FreshByTable): AllTextRows {
    const { words, clients, queries, referrers, contentTypes, agents, paths, shapes, pathShapes } = fresh;
    if (words) this.#describeWords(words);
    if (shapes) this.#describeShapes(shapes);
    if (pathShapes) this.#describeShaped(pathShapes);
    else if (paths) this.#describePaths(paths);
    return {
      words: words && plain(words),
      clients: clients && plain(clients),
      queries: queries && plain(queries),
      referrers: referrers && plain(referrers),
      content_types: contentTypes && this.#describeTypes(contentTypes),
      agents: agents && this.#describeAgents(agents),
      paths: paths && plain(paths),
      templates: this.#templateRows(),
    };
  }

  /** All templates, in the order of their ids 1, 2, …; null: they are not all known. */
  templates(): string[] | null {
    return this.#templates.all();
  }

  #describeWords(words: FreshTexts): void {
    const { dynamicMethods, cacheAnswers } = this.meanings;
    for (const numbers of [dynamicMethods, cacheAnswers]) numbers.from(words.base);
    each(words, (id, word) => {
      dynamicMethods.set(id, Number(this.describe.isDynamicMethod(word)));
      cacheAnswers.set(id, Number(this.describe.isCacheAnswer(word)));
    });
  }

  #describeShapes(fresh: FreshTexts): void {
    const { shapes } = this.meanings;
    shapes.from(fresh.base);
    each(fresh, (id, shape) => shapes.set(id, this.#path(shape)));
  }

  #describePaths(fresh: FreshTexts): void {
    const { paths } = this.meanings;
    paths.from(fresh.base);
    each(fresh, (id, path) => paths.set(id, this.#path(path)));
  }

  /** Paths of one shape mean the same. */
  #describeShaped({ firstId, base, shapes: shapeIds }: FreshShapes): void {
    const { paths, shapes } = this.meanings;
    paths.from(base);
    for (let i = 0; i < shapeIds.length; i++) paths.set(firstId + i, shapes.get(shapeIds[i]!));
  }

  #describeTypes(fresh: FreshTexts): TextRows {
    const { typeContents } = this.meanings;
    typeContents.from(fresh.base);
    const cells = each(fresh, (id, type): Cells => {
      const content = this.describe.contentOfType(type);
      typeContents.set(id, content === null ? 0 : CONTENTS.indexOf(content) + 1);
      return [content];
    });
    return { ...fresh, cells };
  }

  #describeAgents(fresh: FreshTexts): TextRows {
    const { bots } = this.meanings;
    bots.from(fresh.base);
    const cells = each(fresh, (id, agent): Cells => {
      const { browser, os, device, bot } = this.describe.agent(agent);
      bots.set(id, Number(bot !== null));
      return [browser, os, device, bot];
    });
    return { ...fresh, cells };
  }

  #path(path: string): number {
    const { describe } = this;
    return pathMeaning(this.#templates.id(describe.template(path)), describe.contentOfPath(path) === 'static');
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

function plain({ firstId, texts, base }: FreshTexts): TextRows {
  return { firstId, texts, cells: [], base };
}

function each<T>({ firstId, texts }: FreshTexts, describe: (id: number, text: string) => T): T[] {
  return textsOf(texts).map((text, i) => describe(firstId + i, text));
}
