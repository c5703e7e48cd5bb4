import { transform } from 'sucrase';

/**
 * TypeScript (and JSX) to JavaScript, line for line. Unused imports go, as they were types.
 * @throws SyntaxError of the transformer with `file` and `loc`, since its stack knows neither.
 */
export function transformTypeScript(source: string, file: string): string {
  const jsx = file.endsWith('x');
  try {
    return transform(source, {
      transforms: jsx ? ['typescript', 'jsx'] : ['typescript'],
      jsxRuntime: 'automatic',
      disableESTransforms: true,
      filePath: file,
    }).code;
  } catch (error) {
    throw error instanceof Error ? Object.assign(error, { file }) : error;
  }
}
