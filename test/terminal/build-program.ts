import { rolldown } from 'rolldown';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program bundled for one test file. */
export interface BuiltProgram {
  readonly file: string;
  remove(): Promise<void>;
}

/** Bundles a program of the tests as the product is bundled (production React, no devtools): a child process has no transform for TSX. */
export async function buildProgram(entry: string): Promise<BuiltProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'atakora-terminal-'));
  const bundle = await rolldown({
    input: entry,
    platform: 'node',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    plugins: [
      {
        name: 'no-devtools',
        resolveId: (id) => (id === 'react-devtools-core' ? '\0no-devtools' : undefined),
        load: (id) => (id === '\0no-devtools' ? 'export default undefined;' : undefined),
      },
    ],
    onLog: () => undefined,
  });
  await bundle.write({ dir: folder, format: 'esm', entryFileNames: 'program.mjs', chunkFileNames: '[name]-[hash].mjs' });
  await bundle.close();
  return { file: join(folder, 'program.mjs'), remove: () => rm(folder, { recursive: true, force: true }) };
}
