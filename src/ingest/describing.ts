import { Describer } from './describer.js';
import type { FreshByTable } from './fresh-texts.js';
import { type DescribeTexts, Meanings, Settler } from './meanings.js';
import type { RowBatch, RowBatchTarget } from './row-batch.js';
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
  /** @param texts every text that a row names for the first time */
  write(batch: RowBatch, texts: AllTextRows): void;
}

export interface DescribingOptions {
  describe: DescribeTexts;
  /** Memory for distinct texts, of which templates have a share. */
  mostTextBytes: number;
  /** Of texts that were read before; null: none were. */
  lastIds?: LastIds | null;
}

/** Adds to the rows of a parser what their texts mean: beside the thread that parses, which has the most to do. */
export class Describing implements RowBatchTarget {
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

  write(batch: RowBatch, fresh: FreshByTable): void {
    const texts = this.#describer.rows(fresh);
    this.#settler.settle(batch);
    this.target.write(batch, texts);
  }
}
