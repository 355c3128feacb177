import { expect, it } from 'vitest';
import { replayFiles } from '../../../src/advice/replay/files.js';
import type { NumberColumns } from '../../../src/store/number-columns.js';

it('takes as many hosts as a log can name', async () => {
  const hosts = 200_000;
  const names = Array.from({ length: hosts }, (_, i) => ({ id: i + 2, host: `h${i}.example` }));
  const asked = { start_s: [0, 1, 2], line: [0, 1, 2], host_id: [2, hosts + 1, hosts + 1], bytes: [5, 7, 7] };
  const values: Record<string, readonly number[]> = {
    ...asked,
    method_id: [1, 1, 1],
    path_id: [1, 1, 1],
    query_id: [0, 0, 0],
  };
  const batch: NumberColumns = {
    rows: 3,
    doubles: (name) => Float64Array.from(values[name] ?? [Number.NaN, Number.NaN, Number.NaN]),
    integers: (name) => Int32Array.from(values[name]!),
    booleans: () => new Uint8Array(3),
  };
  const replayed = await replayFiles(
    {
      query: async <Row>(name: string) => (name === 'static_hosts' ? names : [{ id: 1 }]) as Row[],
      batches: () => {
        throw new Error('the log is in order');
      },
      stretches: async function* () {
        yield batch;
      },
    },
    [60],
  );
  expect(replayed).toHaveLength(hosts);
  expect(replayed[0]).toMatchObject({ host: 'h0.example', requests: 1, cached: [{ hits: 0 }] });
  expect(replayed.at(-1)).toMatchObject({ requests: 2, cached: [{ hits: 1, bytes: 7, appSeconds: null }] });
});
