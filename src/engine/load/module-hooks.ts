import { existsSync, readFileSync, statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { dirname, extname, join, resolve as resolvePath, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pathAliases } from './path-aliases.ts';

/** How user code is read while the hooks are in place. */
export interface HookOptions {
  /** Project folder, absolute; files below it (outside node_modules) and what they import by path are user code. */
  readonly folder: string;
  /** File URL that `import 'atakora'` gets when the project has no installation of its own. */
  readonly libraryUrl: string;
  /** Set when native type stripping refused the code: source text to JavaScript with the same lines. */
  readonly transform: ((source: string, file: string) => string) | undefined;
  /** Query put behind the URLs of user modules, so that an attempt never meets the modules of an earlier one. */
  readonly attempt: string;
}

const endings = ['.ts', '.tsx', '.mts', '.js', '.mjs', '.jsx', '.json'];
const writtenToReal: Readonly<Record<string, readonly string[]>> = { '.js': ['.ts', '.tsx'], '.mjs': ['.mts'], '.jsx': ['.tsx'] };

/** Hooks that are in place. */
export interface InstalledHooks {
  /** User code that was read so far, in this order. */
  readonly loaded: readonly string[];
  remove(): void;
}

/**
 * Lets Node load what people write: imports without extension, of directories, `.js` for `.ts`, `paths` of tsconfig.json, and `atakora` itself.
 * Synchronous, in this thread; `remove` takes the hooks away again.
 */
export function installHooks(options: HookOptions): InstalledHooks {
  const loaded: string[] = [];
  const aliases = pathAliases(options.folder);
  const isUserModule = (url: string): boolean => url.endsWith(options.attempt) || isBelow(url, options.folder);
  const asUserModule = (file: string) => ({ url: `${pathToFileURL(file).href}${options.attempt}`, ...formatOf(file), shortCircuit: true });
  const hooks = registerHooks({
    resolve: (specifier, context, next) => {
      const { parentURL } = context;
      if (specifier.endsWith(options.attempt)) {
        return asUserModule(fileOf(specifier));
      }
      if (parentURL === undefined || !isUserModule(parentURL)) {
        return next(specifier, context);
      }
      const file = resolveFile(specifier, dirname(fileOf(parentURL)), aliases);
      if (file !== undefined) {
        return asUserModule(file);
      }
      const found = specifier === 'atakora' ? ownLibrary(() => next(specifier, context), options.libraryUrl) : next(specifier, context);
      return isBelow(found.url, options.folder) ? asUserModule(fileOf(found.url)) : found;
    },
    load: (url, context, next) => {
      if (!isUserModule(url) || !/\.(?:m?[jt]s|[jt]sx)$/.test(fileOf(url))) {
        return next(url, context);
      }
      const file = fileOf(url);
      loaded.push(file);
      const { transform } = options;
      if (transform === undefined || /\.m?js$/.test(file)) {
        return next(url, context);
      }
      return { format: 'module', source: transform(readFileSync(file, 'utf8'), file), shortCircuit: true };
    },
  });
  return { loaded, remove: () => hooks.deregister() };
}

/** The project's own installation of this library, else the one that runs. */
function ownLibrary<Found extends { readonly url: string }>(installed: () => Found, libraryUrl: string): Found | { readonly url: string; readonly shortCircuit: true } {
  try {
    return installed();
  } catch {
    return { url: libraryUrl, shortCircuit: true };
  }
}

function fileOf(url: string): string {
  return fileURLToPath(url.replace(/[?#].*$/, ''));
}

function isBelow(url: string, folder: string): boolean {
  if (!url.startsWith('file:')) {
    return false;
  }
  const file = fileOf(url);
  return file.startsWith(`${folder}${sep}`) && !file.slice(folder.length).includes(`${sep}node_modules${sep}`);
}

const moduleSyntax = /^\s*(?:import\b(?!\s*\()|export\b)/m;

/** User TypeScript, and JavaScript that imports or exports, is an ES module whatever a package.json says or does not: Node need neither guess nor warn. */
function formatOf(file: string): { readonly format?: 'module-typescript' | 'module' } {
  if (/\.m?ts$/.test(file)) {
    return { format: 'module-typescript' };
  }
  return file.endsWith('.js') && moduleSyntax.test(readFileSync(file, 'utf8')) ? { format: 'module' } : {};
}

/** The file that a relative or aliased specifier means; undefined leaves it to Node. */
function resolveFile(specifier: string, from: string, aliases: (specifier: string) => readonly string[]): string | undefined {
  const isRelative = /^\.\.?(?:\/|$)/.test(specifier);
  const bases = isRelative ? [resolvePath(from, fileName(specifier))] : aliases(specifier);
  return bases.map(existingFile).find((file) => file !== undefined);
}

/** A specifier is part of a URL, but people write file names; `%` that encodes nothing stays. */
function fileName(specifier: string): string {
  try {
    return decodeURIComponent(specifier);
  } catch {
    return specifier;
  }
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
