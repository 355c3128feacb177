import type { KeyedLayout } from '../format/keyed.js';
import type { ByteTargets } from './byte-fields.js';
import type { ByteReader } from './byte-reader.js';
import { JsonScanner } from './json-scanner.js';
import type { KeyNode } from './key-tree.js';
import { isTextOnly } from './keyed-field.js';
import { KeyedFields, type KeyedTargets } from './keyed-fields.js';
import { LogfmtScanner } from './logfmt-scanner.js';
import { LtsvScanner } from './ltsv-scanner.js';
import { PlainValues } from './plain-values.js';

const SCANNERS = { json: JsonScanner, ltsv: LtsvScanner, logfmt: LogfmtScanner };
/** Readers take more memory than the places of the tree; a log has few lists of keys. */
const MAX_READERS = 512;

/**
 * A reader over bytes for lines whose fields have keys. What the keys mean is asked once for each list of keys that
 * occurs, of the reader for texts; a list that it sees otherwise (a key twice, say) is left to it.
 * @param roomFrom where in the buffer there is room for a line's values
 */
export function keyedByteReader(layout: KeyedLayout, to: ByteTargets, roomFrom: number): ByteReader {
  const { line, batch } = to;
  const { notation } = layout;
  const scanner = new SCANNERS[notation.kind](line, notation);
  const targets: KeyedTargets = { ...to, plain: new PlainValues(line, roomFrom), moment: { timeUs: 0, requestS: 0 } };
  let readers = 0;

  const fieldsOf = (node: KeyNode, start: number, end: number): KeyedFields | null => {
    const found = layout.keysOf(line.text(start, end));
    const keys = node.keys();
    if (found === null || readers >= MAX_READERS || found.keys.length !== keys.length) return null;
    if (found.keys.some((key, i) => key !== keys[i]) || found.settled.readers.some(isTextOnly)) return null;
    readers++;
    return new KeyedFields(keys, found.settled, targets);
  };

  return (start, end) => {
    const node = scanner.scan(start, end);
    if (node === null) return false;
    if (node.fields === undefined) node.fields = fieldsOf(node, start, end);
    const { fields } = node;
    if (fields === null) return false;
    line.begin(batch.rows);
    if (!fields.read(scanner.spans)) {
      batch.clearRow(line.row);
      return false;
    }
    if (line.asked !== 0) batch.columns.upstream_asked.setNumber(line.row, line.asked - 1);
    if (fields.viaText) line.store(batch);
    batch.rows++;
    return true;
  };
}
