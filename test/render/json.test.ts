import { beforeAll, describe, expect, it } from 'vitest';
import { renderJson } from '../../src/render/json.js';
import type { Report } from '../../src/report/types.js';
import { reportOf } from '../support/analyze.js';
import { HOSTILE, LONG_PATH, poisoned } from '../support/hostile.js';
import { siteLog } from '../support/site.js';

/** C0 but line ends, DEL, C1, what turns the direction of text, line separators, a byte order mark. */
const ACTIVE = /[^\P{Cc}\n]|\p{Bidi_Control}|[\u2028\u2029\ufeff]/u;

/** Every leaf of a value by its path. */
function leaves(value: unknown, path = ''): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map([[path, value]]);
  const own: [string, unknown][] = Object.keys(value).length === 0 ? [[path, Array.isArray(value) ? '[]' : '{}']] : [];
  return new Map([...own, ...Object.entries(value).flatMap(([key, member]) => [...leaves(member, `${path}.${key}`)])]);
}

let site: Report;
beforeAll(async () => {
  site = await reportOf(siteLog());
});

describe('the JSON report', () => {
  it.each<[string, (report: Report) => Report]>([
    ['a small shop', (report) => report],
    ['hostile texts everywhere', (report) => poisoned(report, HOSTILE)],
    ['long texts everywhere', (report) => poisoned(report, LONG_PATH)],
  ])('of %s parses back to the report, numbers to six decimals', (_name, change) => {
    const report = change(site);
    const expected = leaves(report);
    const found = leaves(JSON.parse(renderJson(report)));
    expect([...found.keys()]).toEqual([...expected.keys()]);
    for (const [path, value] of expected) {
      if (typeof value === 'number') expect(Math.abs((found.get(path) as number) - value)).toBeLessThan(6e-7);
      else expect(found.get(path)).toBe(value);
    }
  });

  it('holds nothing raw that acts on a terminal', () => {
    const json = renderJson(poisoned(site, HOSTILE));
    expect(json).not.toMatch(ACTIVE);
    expect(json).not.toMatch(/\p{Cs}/u);
    expect(json).toContain('\\u009b31m');
    expect(json).toContain('\\u202e');
    expect(json).toContain('商品/東京');
  });

  it('is one object that ends with a line end, without crumbs of binary fractions', () => {
    const json = renderJson(site);
    expect(json).toMatch(/^\{\n {2}"schema": "logsplit\.report\/1",\n[\s\S]*\n\}\n$/);
    expect(json).not.toMatch(/\d\.\d{7,}/);
  });
});
