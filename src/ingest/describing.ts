import type { ColumnData } from '../store/column.js';
import { Describer } from './describer.js';
import type { FreshByTable } from './fresh-texts.js';
import type { RowTarget } from './line-parser.js';
import { type DescribeTexts, Meanings, Settler } from './meanings.js';
import type { AllTextRows, LastIds } from './text-rows.js';

/** Of the memory for distinct texts: the rest is for what is read from lines. */
export const TEMPLATE_SHARE = 0.25;

/** A route template, and how many requests have it. */
export interface RouteTemplate {
  id: number;
  template: string;
  requests: number;
}

/** Takes batches of rows and what they mean. */
export interface BatchTarget {
  /**
   * @param columns of BATCH_COLUMNS, in its order, which the caller uses again
   * @param rows at most BATCH_ROWS
   * @param texts every text that a row names for the first time
   */
  write(columns: readonly ColumnData[], rows: number, texts: AllTextRows): void;
}

export interface DescribingOptions {
  describe: DescribeTexts;
  /** Memory for distinct texts, of which templates have a share. */
  mostTextBytes: number;
  /** Of texts that were read before; null: none were. */
  lastIds?: LastIds | null;
}

/** Adds to the rows of a parser what their texts mean: beside the thread that parses, which has the most to do. */
export class Describing implements RowTarget {
  readonly #describer: Describer;
  readonly #settler: Settler;

  constructor(
    private readonly target: BatchTarget,
    { describe, mostTextBytes, lastIds = null }: DescribingOptions,
  ) {
    const meanings = new Meanings();
    this.#describer = new Describer(describe, meanings, {
      mostTemplateBytes: mostTextBytes * TEMPLATE_SHARE,
      lastTemplateId: lastIds?.templates ?? 0,
    });
    this.#settler = new Settler(meanings);
  }

  /** Whether the application has served a static file: a report names the paths then. */
  get hasLeaks(): boolean {
    return this.#settler.hasLeaks;
  }

  /** Every template that requests have; null: they are not all known any more, and the store has to be asked. */
  traffic(): RouteTemplate[] | null {
    const templates = this.#describer.templates();
    if (templates === null) return null;
    return templates
      .map((template, i) => ({ id: i + 1, template, requests: this.#settler.requestsOf(i + 1) }))
      .filter(({ requests }) => requests > 0);
  }

  write(columns: readonly ColumnData[], rows: number, fresh: FreshByTable): void {
    const texts = this.#describer.rows(fresh);
    this.#settler.settle(columns, rows);
    this.target.write([...columns, ...this.#settler.columns], rows, texts);
  }
}
