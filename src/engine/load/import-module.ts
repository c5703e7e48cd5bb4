import { getSourceMapsSupport, setSourceMapsSupport } from 'node:module';
import { pathToFileURL } from 'node:url';
import { AtakoraError } from '../../model/errors.ts';
import { installHooks } from './module-hooks.ts';
import type { HookOptions } from './module-hooks.ts';
import { stackPlace } from './stack-place.ts';

/** Errors of native type stripping for what a transformer can do. */
const refusedSyntax = new Set(['ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX', 'ERR_INVALID_TYPESCRIPT_SYNTAX', 'ERR_UNKNOWN_FILE_EXTENSION']);

export interface ImportOptions extends Pick<HookOptions, 'folder' | 'libraryUrl'> {
  /** Gives up waiting for a module that does not finish; its reason is thrown. */
  readonly signal?: AbortSignal;
}

/**
 * Imports so far in this process. A count and not the time: Node's compile cache goes by URL, so one that never comes back would be stripped and
 * compiled anew in every run (40 ms), and leave its files behind each time.
 */
let imports = 0;

/**
 * Imports a user's module: TypeScript by Node's own type stripping; code that stripping refuses (enums, parameter properties, `.tsx`, type imports
 * without `type`) once more through a transformer that keeps places and is loaded only then. Importing the same file again sees its changes.
 * @throws AtakoraError `ATK1208` when the module waits for something that never comes; else what loading throws.
 */
export async function importModule(file: string, options: ImportOptions): Promise<Readonly<Record<string, unknown>>> {
  imports += 1;
  const attempt = `?load=${imports}`;
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

async function importWith(file: string, options: HookOptions & ImportOptions): Promise<Readonly<Record<string, unknown>>> {
  const hooks = installHooks(options);
  // The transformer moves columns; its source maps bring them back in stacks.
  const maps = options.transform === undefined ? undefined : mapStacks();
  const never = whenNothingIsLeft(file, options.signal);
  try {
    return (await Promise.race([import(`${pathToFileURL(file).href}${options.attempt}`), never.promise])) as Readonly<Record<string, unknown>>;
  } catch (error) {
    // A stack becomes text when it is first read, and only now with source maps.
    const known = error instanceof Error && stackPlace(error.stack ?? '', options.folder) !== undefined;
    throw error instanceof SyntaxError && !known && !isRefused(error) ? await placed(error, hooks.loaded) : error;
  } finally {
    never.stop();
    maps?.restore();
    hooks.remove();
  }
}

/** The error with the place that the transformer's own errors have. */
async function placed(error: SyntaxError, files: readonly string[]): Promise<SyntaxError> {
  const { locateSyntaxError } = await import('./locate-syntax-error.ts');
  return 'file' in error ? error : Object.assign(error, locateSyntaxError(files));
}

function mapStacks(): { restore(): void } {
  const before = getSourceMapsSupport();
  setSourceMapsSupport(true, { nodeModules: false, generatedCode: true });
  return { restore: () => setSourceMapsSupport(before.enabled, { nodeModules: before.nodeModules, generatedCode: before.generatedCode }) };
}

/** Rejects when the process has nothing left to do, so that a module which still waits would wait for ever, or when the signal says so. */
function whenNothingIsLeft(file: string, signal: AbortSignal | undefined): { readonly promise: Promise<never>; stop(): void } {
  const { promise, reject } = Promise.withResolvers<never>();
  // Nobody listens any more once the import has ended first.
  promise.catch(() => undefined);
  const onIdle = (): void => reject(new AtakoraError('ATK1208', 'the backend waits for something that never comes: a top-level `await` has no end', { location: { file: pathToFileURL(file).href } }));
  const onAbort = (): void => reject(signal?.reason);
  process.once('beforeExit', onIdle);
  signal?.addEventListener('abort', onAbort, { once: true });
  return {
    promise,
    stop: () => {
      process.off('beforeExit', onIdle);
      signal?.removeEventListener('abort', onAbort);
    },
  };
}

function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const code = 'code' in error ? String(error.code) : '';
  return refusedSyntax.has(code) || (error instanceof SyntaxError && /does not provide an export named/.test(error.message));
}
