import { transform } from 'sucrase';
import { pathToFileURL } from 'node:url';

/**
 * TypeScript (and JSX) to JavaScript, line for line, with a source map for the columns. Unused imports go, as they were types.
 * @throws SyntaxError of the transformer with `file` and `loc`, since its stack knows neither.
 */
export function transformTypeScript(source: string, file: string): string {
  const jsx = file.endsWith('x');
  refuseNamespaces(source, file);
  try {
    const { code, sourceMap } = transform(source, {
      transforms: jsx ? ['typescript', 'jsx'] : ['typescript'],
      jsxRuntime: 'automatic',
      production: true,
      disableESTransforms: true,
      filePath: file,
      sourceMapOptions: { compiledFilename: file },
    });
    const map = Buffer.from(JSON.stringify({ ...sourceMap, sources: [pathToFileURL(file).href] })).toString('base64');
    return `${code}\n//# sourceMappingURL=data:application/json;base64,${map}`;
  } catch (error) {
    throw error instanceof Error ? Object.assign(error, { file }) : error;
  }
}

/** The transformer leaves namespaces out without a word. Those that hold only types need no transformer and may stand in a file of their own. */
function refuseNamespaces(source: string, file: string): void {
  const found = /^([ \t]*)(?:export\s+)?(?:namespace|module)\s+[\w.]+\s*\{/m.exec(source);
  if (found !== null) {
    const line = source.slice(0, found.index).split('\n').length;
    const column = (found[1] ?? '').length + 1;
    throw Object.assign(new SyntaxError('a namespace cannot be loaded: write a module of its own instead'), { file, loc: { line, column } });
  }
}
