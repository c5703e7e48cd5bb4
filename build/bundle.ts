import { rolldown } from 'rolldown';

const emptyModule = '\0empty-module';

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
    external: [/^node:/],
    // `module` before `main`: what some libraries publish under `main` loads its parts by names that only exist unbundled.
    resolve: { conditionNames: ['import', 'node', 'module', 'default'], mainFields: ['module', 'main'] },
    transform: {
      target: 'node22',
      // React and its reconciler choose their production builds by this.
      define: { 'process.env.NODE_ENV': '"production"' },
    },
    plugins: [
      {
        // Ink imports React's developer tools only when a variable asks for them; marked as external, the import
        // would be hoisted and fail at start-up.
        name: 'without-react-devtools',
        resolveId: (source) => (source === 'react-devtools-core' ? emptyModule : null),
        load: (id) => (id === emptyModule ? 'export default undefined;' : null),
      },
    ],
    onLog(level, log, handler) {
      // Libraries test for globals in ways that a bundler comments on; what fails to resolve must stop the build.
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
      if (level !== 'info' && log.code !== 'EVAL' && log.code !== 'COMMONJS_VARIABLE_IN_ESM') handler(level, log);
    },
  });
  const { output } = await build.write({
    dir: outputFolder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    codeSplitting: {
      // What all Azure clients stand on. Left to the bundler, some of it lies in the chunk of the sign-in library, five times
      // as large, which a command on the local Azure would then load.
      groups: [{ name: 'azure-core', test: /[\\/]node_modules[\\/](?:@azure[\\/]core-|@azure-rest[\\/]|@typespec[\\/])/ }],
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
