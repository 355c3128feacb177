import { expect, it } from 'vitest';
import { textToCopy } from '../../src/dashboard/copied.js';
import { eventOf } from '../../src/dashboard/keys.js';
import { reduce } from '../../src/dashboard/reduce.js';
import { initialState } from '../../src/dashboard/state.js';
import { fixtureReport, HOSTILE } from './fixture-report.js';

it('what is copied of a hostile row holds no line break and no control byte', () => {
  const base = fixtureReport();
  const report = { ...base, routes: base.routes.map((route) => ({ ...route, route: `/x\nreboot\n${HOSTILE}` })) };
  const state = initialState(report, { palette: 'none', charset: 'unicode' }, { columns: 80, rows: 24 });
  const text = textToCopy(reduce(state, eventOf('2', state)!));
  expect(text).toContain('/x\\nreboot\\n');
  expect(text!.replaceAll('\t', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
});
