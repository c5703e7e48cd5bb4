import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { projectRoot } from '../../gates/gate.ts';

/** Modules of the program and what stands in their place: the same, watched. */
const watched: Readonly<Record<string, URL>> = {
  'src/platform/project-ports.ts': new URL('mortal-ports.ts', import.meta.url),
  'src/azure/blob-container.ts': new URL('mortal-blobs.ts', import.meta.url),
  'src/azure/local-client.ts': new URL('logged-client.ts', import.meta.url),
  'src/resources/catalogue.ts': new URL('twin-plans.ts', import.meta.url),
};

export interface MortalProgram {
  readonly file: string;
  /** For files of the tests; goes with the program. */
  readonly folder: string;
  remove(): void;
}

/** Bundles the command line as the product is bundled, with ports that count and kill. */
export async function buildMortalProgram(): Promise<MortalProgram> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'atakora-crash-')));
  const bundle = await rolldown({
    input: { program: fileURLToPath(new URL('program.ts', import.meta.url)), index: join(projectRoot, 'src/index.ts') },
    platform: 'node',
    external: [/^node:/],
    resolve: { conditionNames: ['import', 'node', 'module', 'default'], mainFields: ['module', 'main'] },
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    plugins: [
      {
        name: 'watched-modules',
        resolveId: async function resolve(source, importer) {
          if (source === 'react-devtools-core') return '\0nothing';
          const found = await this.resolve(source, importer, { skipSelf: true });
          const instead = found === null ? undefined : watched[found.id.slice(projectRoot.length + 1)];
          const file = instead === undefined ? undefined : fileURLToPath(instead);
          return file === undefined || file === importer ? found : file;
        },
        load: (id) => (id === '\0nothing' ? 'export default undefined;' : null),
      },
    ],
    onLog: () => undefined,
  });
  await bundle.write({ dir: join(folder, 'dist'), format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' });
  await bundle.close();
  copyFileSync(join(projectRoot, 'package.json'), join(folder, 'package.json'));
  mkdirSync(join(folder, 'cases'));
  return { file: join(folder, 'dist', 'program.js'), folder: join(folder, 'cases'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
