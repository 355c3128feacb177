import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Real terminals and servers on a busy machine: once more, before a landing is refused for a late key press.
    retry: process.env.CI === 'true' ? 1 : 0,
  },
});
