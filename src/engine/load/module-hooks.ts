import { existsSync, readFileSync, statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { dirname, extname, join, resolve as resolvePath } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pathAliases } from './path-aliases.ts';

/** How user code is read while the hooks are in place. */
export interface HookOptions {
  /** Project folder; only files below it (outside node_modules) are treated as user code. */
  readonly folder: string;
  /** File URL that `import 'atakora'` gets when the project has no installation of its own. */
  readonly libraryUrl: string;
  /** Set when native type stripping refused the code: source text to JavaScript with the same lines. */
  readonly transform: ((source: string, file: string) => string) | undefined;
  /** Appended to the URLs of user modules, so that a second attempt does not meet the modules of the first. */
  readonly attempt: string;
}

const endings = ['.ts', '.tsx', '.mts', '.js', '.mjs', '.jsx', '.json'];
const writtenToReal: Readonly<Record<string, readonly string[]>> = { '.js': ['.ts', '.tsx'], '.mjs': ['.mts'], '.jsx': ['.tsx'] };

/**
 * Lets Node load what people write: imports without extension, of directories, `.js` for `.ts`, `paths` of tsconfig.json, and `atakora` itself.
 * Synchronous, in this thread; `remove` takes the hooks away again.
 */
export function installHooks(options: HookOptions): { remove(): void } {
  const aliases = pathAliases(options.folder);
  const hooks = registerHooks({
    resolve: (specifier, context, next) => {
      const parent = context.parentURL;
      if (specifier.startsWith('file:') && isUserModule(specifier, options.folder)) {
        return { url: specifier, ...formatOf(specifier), shortCircuit: true };
      }
      if (parent !== undefined && isUserModule(parent, options.folder)) {
        const file = resolveFile(specifier, dirname(fileURLToPath(parent.replace(/[?#].*$/, ''))), aliases);
        if (file !== undefined) {
          return { url: `${pathToFileURL(file).href}${options.attempt}`, ...formatOf(file), shortCircuit: true };
        }
      }
      if (specifier !== 'atakora') {
        return next(specifier, context);
      }
      try {
        return next(specifier, context);
      } catch {
        return { url: options.libraryUrl, shortCircuit: true };
      }
    },
    load: (url, context, next) => {
      const transform = options.transform;
      if (transform === undefined || !isUserModule(url, options.folder) || !/\.(m?ts|tsx|jsx)(\?|$)/.test(url)) {
        return next(url, context);
      }
      const file = fileURLToPath(url.replace(/[?#].*$/, ''));
      return { format: 'module', source: transform(readFileSync(file, 'utf8'), file), shortCircuit: true };
    },
  });
  return { remove: () => hooks.deregister() };
}

function isUserModule(url: string, folder: string): boolean {
  if (!url.startsWith('file:')) {
    return false;
  }
  const file = fileURLToPath(url.replace(/[?#].*$/, ''));
  return file.startsWith(folder) && !file.slice(folder.length).includes('/node_modules/');
}

/** User TypeScript is always an ES module, whatever a package.json says or does not: Node need neither guess nor warn. */
function formatOf(file: string): { readonly format?: 'module-typescript' } {
  return /\.m?ts(\?|$)/.test(file) ? { format: 'module-typescript' } : {};
}

/** The file that a relative or aliased specifier means; undefined leaves it to Node. */
function resolveFile(specifier: string, from: string, aliases: (specifier: string) => readonly string[]): string | undefined {
  const bases = specifier.startsWith('.') ? [resolvePath(from, specifier)] : aliases(specifier);
  for (const base of bases) {
    const file = existingFile(base);
    if (file !== undefined) {
      return file;
    }
  }
  return undefined;
}

function existingFile(base: string): string | undefined {
  const ending = extname(base);
  const candidates = [
    base,
    ...(writtenToReal[ending] ?? []).map((real) => base.slice(0, -ending.length) + real),
    ...endings.map((real) => base + real),
    ...endings.map((real) => join(base, `index${real}`)),
  ];
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
}
