import { expect, it } from 'vitest';
import { assumptionsOf } from '../../../src/advice/whatif/assumptions.js';
import type { End, Figures } from '../../../src/advice/whatif/types.js';
import { reportOf } from '../../support/analyze.js';
import { logOf } from '../../support/lines.js';

const figures = (appSeconds: number): Figures => ({
  requests: 100,
  appRequests: 100,
  appSeconds,
  queuedSeconds: 0,
  cpuSeconds: null,
  workerUtilisation: 0.5,
  coreUtilisation: null,
  workersNeeded: 1,
  requestTime: null,
});
const SERVER = { workers: 1, threads: 1000, cores: 2 };

it.each([
  [65, true],
  [110, false],
  [130, true],
])(
  '%s s simulated of 100 s measured: the first sentence is that it does not explain the log: %s',
  async (s, isSaid) => {
    const end: End = { unknownAs: null, usableCores: 1, simulated: figures(s), after: figures(s) };
    const [first] = assumptionsOf({
      report: await reportOf(logOf([{}])),
      asked: { now: { workers: 1 } },
      changes: { offload: [], compile: [], cache: [], traffic: 1 },
      now: SERVER,
      planned: SERVER,
      sources: [],
      ends: [{ end }],
      spreadS: 0,
      rows: [],
      measuredS: 100,
    });
    expect(first!.startsWith(`The simulation does not explain this log: ${s === 65 ? '65.0' : s} s`)).toBe(isSaid);
  },
);
