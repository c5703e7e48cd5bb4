import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AtakoraError } from '../../model/errors.ts';
import type { SourceLocation } from '../../model/source-location.ts';

/**
 * Says in the user's words why their backend could not be loaded: syntax, an import that leads nowhere, or an error that it threw,
 * each with file, line, column and the source line. Coded errors of definitions pass with their own code.
 */
export function loadError(error: unknown, folder: string, entry: string): AtakoraError {
  const location = locationOf(error, folder) ?? { file: entry };
  if (error instanceof AtakoraError) {
    return error.location === undefined ? new AtakoraError(error.code, error.message, { hint: error.hint, location, cause: error }) : error;
  }
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_UNSUPPORTED_DIR_IMPORT' || code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') {
    return importError(error as Error, folder, entry);
  }
  const source = sourceLine(location, folder);
  const shown = source === '' ? '' : `\n    ${source}`;
  return error instanceof SyntaxError || code.startsWith('ERR_INVALID_TYPESCRIPT')
    ? new AtakoraError('ATK1202', `the backend does not compile: ${clean(message, folder)}${shown}`, { location, cause: error })
    : new AtakoraError('ATK1203', `the backend threw ${error instanceof Error ? error.name : 'an error'}: ${clean(message, folder)}${shown}`, { location, cause: error });
}

function importError(error: Error, folder: string, entry: string): AtakoraError {
  const [, wanted = '', from = ''] = /Cannot find (?:module|package) '([^']+)'(?: imported from (.+))?/.exec(error.message) ?? [];
  const file = from === '' ? entry : relativeFile(from, folder);
  const name = wanted.startsWith('/') ? `./${relative(folder, wanted)}` : wanted;
  const hint = wanted.startsWith('/') || wanted.startsWith('.') ? 'Correct the path.' : `Install it: npm install ${wanted}`;
  const line = importLine(file, folder, wanted);
  return new AtakoraError('ATK1205', `"${name}" cannot be found`, { location: line === undefined ? { file } : { file, line }, hint, cause: error });
}

/** Line of the import statement that names a module; undefined when it cannot be told. */
function importLine(file: string, folder: string, wanted: string): number | undefined {
  const last = wanted.split('/').at(-1) ?? wanted;
  try {
    const at = readFileSync(`${folder}/${file}`, 'utf8')
      .split('\n')
      .findIndex((line) => /\bfrom\b|\bimport\b/.test(line) && line.includes(last.replace(/\.[a-z]+$/, '')));
    return at === -1 ? undefined : at + 1;
  } catch {
    return undefined;
  }
}

/** First place of a stack, or of the head that V8 writes above a syntax error, that lies in the project. */
function locationOf(error: unknown, folder: string): SourceLocation | undefined {
  if (!(error instanceof Error)) {
    return undefined;
  }
  const at = 'loc' in error && typeof error.loc === 'object' && error.loc !== null ? (error.loc as { line?: number; column?: number }) : undefined;
  if ('file' in error && typeof error.file === 'string' && error.file.startsWith(folder)) {
    return { file: relativeFile(error.file, folder), ...(at?.line === undefined ? {} : { line: at.line }), ...(at?.column === undefined ? {} : { column: at.column }) };
  }
  for (const line of (error.stack ?? '').split('\n')) {
    const found = /(?:file:\/\/|^|[\s(])(\/[^:()]+?|[A-Za-z]:[^:()]+?)(?:\?[^:]*)?:(\d+)(?::(\d+))?\)?$/.exec(line.trim());
    const file = found?.[1] === undefined ? undefined : decode(found[1]);
    if (file?.startsWith(folder) === true && !file.includes('/node_modules/')) {
      const number = at?.line ?? Number(found?.[2]);
      const column = at?.column ?? (found?.[3] === undefined ? undefined : Number(found[3]));
      return { file: relativeFile(file, folder), line: number, ...(column === undefined ? {} : { column }) };
    }
  }
  return undefined;
}

function decode(path: string): string {
  return path.includes('%') ? decodeURIComponent(path) : path;
}

function relativeFile(path: string, folder: string): string {
  const plain = path.startsWith('file:') ? fileURLToPath(path.replace(/[?#].*$/, '')) : path.replace(/[?#].*$/, '');
  return relative(folder, plain).replaceAll('\\', '/');
}

function sourceLine(location: SourceLocation, folder: string): string {
  try {
    return readFileSync(`${folder}/${location.file}`, 'utf8').split('\n')[(location.line ?? 0) - 1]?.trim() ?? '';
  } catch {
    return '';
  }
}

/** The message without this machine's paths. */
function clean(message: string, folder: string): string {
  return message.replaceAll(`${folder}/`, '').replace(/^Error transforming [^:]+: /, '').replace(/ \(\d+:\d+\)$/, '').replaceAll(/\?run=[a-z0-9]+/g, '');
}
