import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    // Real child processes, terminals and archives: slow on a busy machine, never endless.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    setupFiles: ['test/fixed-seed.ts'],
    unstubEnvs: true,
  },
});
