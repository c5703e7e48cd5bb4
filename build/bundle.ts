import { rolldown } from 'rolldown';
import { chunkGroups } from './chunk-groups.ts';

const emptyModule = '\0empty-module';

const httpModule = '\0http';

/**
 * Node.js's HTTP without what an import of it costs: that reads every property of the module, and one of them, the WebSocket, loads a whole
 * second client of HTTP (25 ms).
 */
const httpWithoutImport = `const http = process.getBuiltinModule('node:http');
export default http;
export const { Agent, ClientRequest, IncomingMessage, METHODS, STATUS_CODES, Server, ServerResponse, createServer, get, globalAgent, request } = http;
`;

/** What a bundle is made from and where it goes; all paths absolute. */
export interface BundleRequest {
  /** Source file by the name of the file in `outputFolder` (without `.js`) that it becomes. */
  readonly entries: Readonly<Record<string, string>>;
  readonly outputFolder: string;
}

/** One file of a bundle. */
export interface BundledChunk {
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Files that are loaded with it at once. */
  readonly imports: readonly string[];
  /** Files that are loaded when the code in it asks for them. */
  readonly dynamicImports: readonly string[];
  /** Absolute paths of the source files in it. */
  readonly modules: readonly string[];
}

/**
 * Bundles the entries with everything that they import into ES modules. All entries share their chunks, so the
 * program and the library have one instance of each module: a backend that a user defines with the library is
 * known to the program that loads it. What the source imports dynamically stays in files of its own.
 */
export async function bundle({ entries, outputFolder }: BundleRequest): Promise<readonly BundledChunk[]> {
  const build = await rolldown({
    input: { ...entries },
    platform: 'node',
    external: [/^node:(?!http$)/],
    // `module` before `main`: what some libraries publish under `main` loads its parts by names that only exist unbundled.
    resolve: { conditionNames: ['import', 'node', 'module', 'default'], mainFields: ['module', 'main'] },
    transform: {
      target: 'node22',
      define: {
        // React and its reconciler choose their production builds by this.
        'process.env.NODE_ENV': '"production"',
        // Azure's clients ask of every body whether it is a form. None of ours is, and the question loads Node.js's client of `fetch` (20 ms).
        FormData: 'undefined',
      },
    },
    plugins: [
      {
        // Ink imports React's developer tools only when a variable asks for them; marked as external, the import
        // would be hoisted and fail at start-up.
        name: 'without-react-devtools',
        resolveId: (source) => (source === 'react-devtools-core' ? emptyModule : null),
        load: (id) => (id === emptyModule ? 'export default undefined;' : null),
      },
      {
        name: 'http-without-import',
        resolveId: (source) => (/^(?:node:)?http$/.test(source) ? httpModule : null),
        load: (id) => (id === httpModule ? httpWithoutImport : null),
      },
    ],
    onLog(level, log, handler) {
      // Libraries test for globals in ways that a bundler comments on; what fails to resolve must stop the build.
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
      // What one file imports later, because most of its runs do without, others may need at once.
      if (level !== 'info' && log.code !== 'EVAL' && log.code !== 'COMMONJS_VARIABLE_IN_ESM' && log.code !== 'INEFFECTIVE_DYNAMIC_IMPORT') handler(level, log);
    },
  });
  const { output } = await build.write({
    dir: outputFolder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    codeSplitting: {
      groups: [
        ...chunkGroups(),
        // What all Azure clients stand on. Left to the bundler, some of it lies in the chunk of the sign-in library, five times
        // as large, which a command on the local Azure would then load.
        { name: 'azure-core', test: /[\\/]node_modules[\\/](?:@azure[\\/]core-|@azure-rest[\\/]|@typespec[\\/])/ },
      ],
    },
    // Names stay, so that a stack trace in a crash report can be read without a source map.
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    sourcemap: false,
    comments: { legal: false, annotation: false, jsdoc: false },
  });
  await build.close();
  return output
    .filter((file) => file.type === 'chunk')
    .map((chunk) => ({
      fileName: chunk.fileName,
      sizeBytes: Buffer.byteLength(chunk.code),
      imports: chunk.imports,
      dynamicImports: chunk.dynamicImports,
      modules: chunk.moduleIds.filter((id) => !id.startsWith('\0')),
    }));
}
