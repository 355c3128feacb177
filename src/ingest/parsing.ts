import type { Store } from '../store/store.js';
import { describeTexts } from './describe-texts.js';
import { Describing, type RouteTemplate } from './describing.js';
import { HitWriter } from './hit-writer.js';
import { type LogParser, openParser, type RowStore } from './log-parser.js';
import type { ReadOptions } from './read-options.js';
import type { LastIds } from './text-rows.js';

/** A parser, and the writer of what it parses. */
export interface Parsing {
  parser: LogParser;
  writer: HitWriter;
  /** Of the requests so far; null: the store has to be asked. */
  traffic(): RouteTemplate[] | null;
}

export interface ParsingStart {
  /** How many logs are to be read, at most. */
  logs: number;
  /** Bytes to be parsed; null: not known. */
  bytes: number | null;
  /** Of the texts that the store holds; null: it is empty. */
  lastIds: LastIds | null;
}

export async function openParsing(
  store: Store,
  { choose, format: request, purpose = 'all', mostTextBytes, routePatterns, routeTemplates, privacy }: ReadOptions,
  { logs, bytes, lastIds }: ParsingStart,
): Promise<Parsing> {
  const naming = { patterns: routePatterns, templates: routeTemplates };
  const writer = await HitWriter.open(store, purpose);
  if (logs > 1 && purpose === 'all') await writer.keep('file');
  const describing = new Describing(writer, { describe: describeTexts(naming), mostTextBytes, lastIds });
  const target: RowStore = {
    write: (batch, fresh) => describing.write(batch, fresh),
    catchUp: () => writer.catchUp(),
    get needsTexts() {
      return describing.hasLeaks;
    },
  };
  const parser = openParser(target, { choose, request, naming, purpose, privacy, mostTextBytes, lastIds }, bytes);
  return { parser, writer, traffic: () => describing.traffic() };
}
