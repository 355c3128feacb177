import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grouped } from '../src/grouped.js';

test('digits stand in groups as the runtime would write them', () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double()), (n) => {
      expect(grouped(n)).toBe((n === 0 ? 0 : n).toLocaleString('en-US'));
    }),
  );
});
