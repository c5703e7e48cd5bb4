import { transform } from 'sucrase';
import { pathToFileURL } from 'node:url';

/**
 * TypeScript (and JSX) to JavaScript, line for line, with a source map for the columns. Unused imports go, as they were types.
 * @throws SyntaxError of the transformer with `file` and `loc`, since its stack knows neither.
 */
export function transformTypeScript(source: string, file: string): string {
  const jsx = file.endsWith('x');
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
