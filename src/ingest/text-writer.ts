import type { AgentDescription } from '../record/agent.js';
import type { Content } from '../record/vocabulary.js';
import type { TableAppender } from '../store/appender.js';
import { BATCH_ROWS, Column } from '../store/column.js';
import type { ColumnKind } from '../store/column-kinds.js';
import { type Cell, type Store, setCell } from '../store/store.js';
import type { Dictionaries } from './batch.js';
import { ByteDictionary } from './byte-dictionary.js';

/** What distinct texts mean; each is asked once. */
export interface DescribeTexts {
  template(path: string): string;
  contentOfPath(path: string): Content;
  contentOfType(contentType: string): Content | null;
  agent(agent: string): AgentDescription;
}

/** Writes the texts that are new in the dictionaries to their tables, with what they mean. */
export class TextWriter {
  readonly #tables: TextTable[];

  private constructor(tables: TextTable[]) {
    this.#tables = tables;
  }

  static async open(store: Store, describe: DescribeTexts): Promise<TextWriter> {
    const templates = new ByteDictionary();
    const open = async (
      table: string,
      dictionary: (d: Dictionaries) => ByteDictionary,
      kinds: readonly ColumnKind[] = [],
      meaning: (text: string) => readonly Cell[] = () => [],
    ): Promise<TextTable> =>
      new TextTable(await store.appender(table, ['id', 'text', ...kinds]), dictionary, kinds, meaning);
    const tables = await Promise.all([
      open('words', (d) => d.words),
      open('clients', (d) => d.clients),
      open('queries', (d) => d.queries),
      open('referrers', (d) => d.referrers),
      open(
        'content_types',
        (d) => d.contentTypes,
        ['text'],
        (type) => [describe.contentOfType(type)],
      ),
      open(
        'agents',
        (d) => d.agents,
        ['text', 'text', 'text', 'text'],
        (agent) => {
          const { browser, os, device, bot } = describe.agent(agent);
          return [browser, os, device, bot];
        },
      ),
      open(
        'paths',
        (d) => d.paths,
        ['id', 'boolean'],
        (path) => [templates.id(describe.template(path)), Number(describe.contentOfPath(path) === 'static')],
      ),
      // Last: writing the paths is what fills it.
      open('templates', () => templates),
    ]);
    return new TextWriter(tables);
  }

  write(dictionaries: Dictionaries): void {
    for (const table of this.#tables) table.write(dictionaries);
  }

  close(): void {
    for (const table of this.#tables) table.close();
  }
}

class TextTable {
  readonly #columns: Column[];

  constructor(
    private readonly appender: TableAppender,
    private readonly dictionary: (d: Dictionaries) => ByteDictionary,
    kinds: readonly ColumnKind[],
    private readonly meaning: (text: string) => readonly Cell[],
  ) {
    this.#columns = (['id', 'text', ...kinds] as const).map((kind) => new Column(kind));
  }

  write(dictionaries: Dictionaries): void {
    const { firstId, texts } = this.dictionary(dictionaries).takeFresh();
    for (let from = 0; from < texts.length; from += BATCH_ROWS) {
      const rows = Math.min(BATCH_ROWS, texts.length - from);
      for (let row = 0; row < rows; row++) this.#set(row, firstId + from + row, texts[from + row]!);
      this.appender.append(this.#columns, rows);
    }
  }

  #set(row: number, id: number, text: string): void {
    const cells = [id, text, ...this.meaning(text)];
    this.#columns.forEach((column, i) => {
      setCell(column, row, cells[i] ?? null);
    });
  }

  close(): void {
    this.appender.close();
  }
}
