import { CONTENTS } from '../record/vocabulary.js';
import type { TableAppender } from '../store/appender.js';
import { BATCH_ROWS, Column } from '../store/column.js';
import type { ColumnKind } from '../store/column-kinds.js';
import { type Cell, type Store, setCell } from '../store/store.js';
import { ByteDictionary } from './byte-dictionary.js';
import type { AllFreshTexts, DictionaryName, FreshTexts } from './fresh-texts.js';
import type { DescribeTexts, IdNumbers, Meanings } from './meanings.js';

/** How the texts of a dictionary are stored: its table, and the cells behind id and text. */
interface Plan {
  table: string;
  kinds: readonly ColumnKind[];
  /** Keeps what the text means for requests; returns the further cells of its row. */
  describe(id: number, text: string): readonly Cell[];
  keeps: readonly IdNumbers[];
}

/** Writes texts to their tables, with what they mean. */
export class TextWriter {
  private constructor(
    private readonly tables: Readonly<Record<DictionaryName, TextTable>>,
    private readonly templates: Templates,
  ) {}

  static async open(
    store: Store,
    describe: DescribeTexts,
    meanings: Meanings,
    mostTemplateBytes: number,
  ): Promise<TextWriter> {
    const templates = new Templates(await TextTable.open(store, plain('templates')), mostTemplateBytes);
    const plans = plansOf(describe, meanings, templates);
    const entries = await Promise.all(
      Object.entries(plans).map(async ([name, plan]) => [name, await TextTable.open(store, plan)] as const),
    );
    return new TextWriter(Object.fromEntries(entries) as Record<DictionaryName, TextTable>, templates);
  }

  write(fresh: AllFreshTexts): void {
    for (const [name, table] of this.#entries()) table.write(fresh[name]);
    this.templates.write();
  }

  /** Makes what was written visible to queries. */
  flush(): void {
    for (const [, table] of this.#entries()) table.flush();
    this.templates.table.flush();
  }

  /** The tables in which one text may stand under several ids, since it was forgotten in between. */
  tablesWithTwins(): string[] {
    return [...this.#entries().map(([, table]) => table), this.templates.table]
      .filter((table) => table.hasTwins)
      .map((table) => table.name);
  }

  close(): void {
    for (const [, table] of this.#entries()) table.close();
    this.templates.table.close();
  }

  #entries(): [DictionaryName, TextTable][] {
    return Object.entries(this.tables) as [DictionaryName, TextTable][];
  }
}

function plain(table: string): Plan {
  return { table, kinds: [], describe: () => [], keeps: [] };
}

function plansOf(describe: DescribeTexts, m: Meanings, templates: Templates): Record<DictionaryName, Plan> {
  return {
    words: {
      table: 'words',
      kinds: [],
      keeps: [m.dynamicMethods, m.cacheAnswers],
      describe: (id, word) => {
        m.dynamicMethods.set(id, Number(describe.isDynamicMethod(word)));
        m.cacheAnswers.set(id, Number(describe.isCacheAnswer(word)));
        return [];
      },
    },
    clients: plain('clients'),
    queries: plain('queries'),
    referrers: plain('referrers'),
    contentTypes: {
      table: 'content_types',
      kinds: ['text'],
      keeps: [m.typeContents],
      describe: (id, type) => {
        const content = describe.contentOfType(type);
        m.typeContents.set(id, content === null ? 0 : CONTENTS.indexOf(content) + 1);
        return [content];
      },
    },
    agents: {
      table: 'agents',
      kinds: ['text', 'text', 'text', 'text'],
      keeps: [m.bots],
      describe: (id, agent) => {
        const { browser, os, device, bot } = describe.agent(agent);
        m.bots.set(id, Number(bot !== null));
        return [browser, os, device, bot];
      },
    },
    paths: {
      table: 'paths',
      kinds: [],
      keeps: [m.templates, m.staticPaths],
      describe: (id, path) => {
        m.templates.set(id, templates.id(describe.template(path)));
        m.staticPaths.set(id, Number(describe.contentOfPath(path) === 'static'));
        return [];
      },
    },
  };
}

/** The templates of paths have ids of their own. */
class Templates {
  readonly #dictionary = new ByteDictionary();
  #base = 0;

  constructor(
    readonly table: TextTable,
    private readonly mostBytes: number,
  ) {}

  id(template: string): number {
    return this.#dictionary.id(template);
  }

  write(): void {
    const fresh = this.#dictionary.takeFresh();
    this.table.write({ ...fresh, base: this.#base });
    if (this.#dictionary.bytes <= this.mostBytes) return;
    this.#base = fresh.firstId + fresh.texts.length;
    this.#dictionary.restart(this.#base);
  }
}

class TextTable {
  readonly #columns: Column[];
  #hasTwins = false;

  private constructor(
    private readonly appender: TableAppender,
    private readonly plan: Plan,
  ) {
    this.#columns = (['id', 'text', ...plan.kinds] as const).map((kind) => new Column(kind));
  }

  static async open(store: Store, plan: Plan): Promise<TextTable> {
    return new TextTable(await store.appender(plan.table), plan);
  }

  write({ firstId, texts, base }: FreshTexts): void {
    this.#hasTwins ||= base > 0 && texts.length > 0;
    for (const numbers of this.plan.keeps) numbers.from(base);
    for (let from = 0; from < texts.length; from += BATCH_ROWS) {
      const rows = Math.min(BATCH_ROWS, texts.length - from);
      for (let row = 0; row < rows; row++) this.#set(row, firstId + from + row, texts[from + row]!);
      this.appender.append(this.#columns, rows);
    }
  }

  get name(): string {
    return this.plan.table;
  }

  get hasTwins(): boolean {
    return this.#hasTwins;
  }

  flush(): void {
    this.appender.flush();
  }

  close(): void {
    this.appender.close();
  }

  #set(row: number, id: number, text: string): void {
    const cells = [id, text, ...this.plan.describe(id, text)];
    this.#columns.forEach((column, i) => {
      setCell(column, row, cells[i] ?? null);
    });
  }
}
