import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    // Most tests wait for processes that they start: a second worker pays on two cores too, where Vitest would take one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Real child processes, terminals and archives: slow on a busy machine, never endless.
    testTimeout: 90_000,
    hookTimeout: 180_000,
    setupFiles: ['test/fixed-seed.ts'],
    unstubEnvs: true,
  },
});
