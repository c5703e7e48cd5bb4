import { pathToFileURL } from 'node:url';
import { installHooks } from './module-hooks.ts';

/** What native type stripping cannot do and a transformer can. */
const refusedSyntax = new Set(['ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX', 'ERR_INVALID_TYPESCRIPT_SYNTAX', 'ERR_UNKNOWN_FILE_EXTENSION']);

/**
 * Imports a user's module: TypeScript by Node's own type stripping; code that stripping refuses (enums, parameter properties, `.tsx`, type imports
 * without `type`) once more through a transformer that keeps line numbers and is loaded only then.
 */
export async function importModule(file: string, options: { readonly folder: string; readonly libraryUrl: string }): Promise<Readonly<Record<string, unknown>>> {
  // Loading the same file twice in one process must see its changes.
  const attempt = `?run=${process.hrtime.bigint().toString(36)}`;
  try {
    return await importWith(file, { ...options, transform: undefined, attempt });
  } catch (error) {
    if (!isRefused(error)) {
      throw error;
    }
    const { transformTypeScript } = await import('./transform-typescript.ts');
    return importWith(file, { ...options, transform: transformTypeScript, attempt: `${attempt}t` });
  }
}

async function importWith(file: string, options: Parameters<typeof installHooks>[0]): Promise<Readonly<Record<string, unknown>>> {
  const hooks = installHooks(options);
  try {
    return (await import(`${pathToFileURL(file).href}${options.attempt}`)) as Readonly<Record<string, unknown>>;
  } finally {
    hooks.remove();
  }
}

function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const code = 'code' in error ? String(error.code) : '';
  return refusedSyntax.has(code) || (error instanceof SyntaxError && /does not provide an export named/.test(error.message));
}
