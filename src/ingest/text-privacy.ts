import { networkOf, type Privacy, redact, redactFields, withoutQuery } from '../record/privacy.js';
import type { HitBatch } from './batch.js';
import { ByteDictionary } from './byte-dictionary.js';
import type { AllFreshTexts, FreshTexts } from './fresh-texts.js';
import { IdNumbers, idsOf } from './meanings.js';
import { TextListBuilder, textsOf } from './text-list.js';

/** Takes out of a batch and its texts what is not to be stored, before anything leaves the parser. */
export class TextPrivacy {
  readonly #clients = new RewrittenTexts(networkOf);
  readonly #referrers = new RewrittenTexts(withoutQuery);

  constructor(private readonly privacy: Privacy) {}

  /** Whether nothing is taken out. */
  get keepsAll(): boolean {
    return !this.privacy.anonymizeIp && !this.privacy.dropQuery;
  }

  /** @returns the texts that the batch's ids stand for now */
  apply({ columns, rows }: HitBatch, fresh: AllFreshTexts): AllFreshTexts {
    const { anonymizeIp, dropQuery } = this.privacy;
    if (this.keepsAll) return fresh;
    const told = { ...fresh, paths: this.#paths(fresh.paths) };
    if (anonymizeIp) told.clients = this.#clients.rewrite(fresh.clients, idsOf(columns.client_id, rows));
    if (dropQuery) {
      told.referrers = this.#referrers.rewrite(fresh.referrers, idsOf(columns.referrer_id, rows));
      told.queries = { ...fresh.queries, texts: new TextListBuilder().list() };
      idsOf(columns.query_id, rows).fill(0);
    }
    const { extra } = columns;
    for (let row = 0; row < rows; row++) {
      const fields = extra.texts![row];
      if (fields) extra.setText(row, redactFields(fields, this.privacy));
    }
    return told;
  }

  /** What is shown of a rejected line. */
  redact(text: string): string {
    return redact(text, this.privacy);
  }

  /** Among the paths are request lines that are none, in which anything may stand. */
  #paths(fresh: FreshTexts): FreshTexts {
    const { dropQuery } = this.privacy;
    return mapped(fresh, (text) =>
      redact(text, { dropQuery, anonymizeIp: this.privacy.anonymizeIp && !text.startsWith('/') }),
    );
  }
}

function mapped(fresh: FreshTexts, map: (text: string) => string): FreshTexts {
  const texts = new TextListBuilder();
  for (const text of textsOf(fresh.texts)) texts.add(map(text));
  return { ...fresh, texts: texts.list() };
}

/** Texts of which many become one: ids of their own, in place of those that were read. */
class RewrittenTexts {
  readonly #dictionary = new ByteDictionary();
  readonly #ids = new IdNumbers();
  #base = -1;

  constructor(private readonly map: (text: string) => string) {}

  /** @param ids of the batch, which are replaced */
  rewrite({ firstId, texts, base }: FreshTexts, ids: Int32Array): FreshTexts {
    if (base !== this.#base) {
      // What was read before is forgotten, or stored by another reading: ids go on above all of it.
      this.#base = base;
      this.#ids.from(base);
      this.#dictionary.restart(firstId);
    }
    textsOf(texts).forEach((text, i) => {
      this.#ids.set(firstId + i, this.#dictionary.id(this.map(text)));
    });
    for (let row = 0; row < ids.length; row++) ids[row] = this.#ids.get(ids[row]!);
    return { ...this.#dictionary.takeFresh(), base };
  }
}
