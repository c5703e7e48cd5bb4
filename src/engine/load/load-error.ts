import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ErrorCode } from '../../model/error-codes.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { SourceLocation } from '../../model/source-location.ts';
import { projectPath, relocate } from './project-path.ts';
import { stackPlace } from './stack-place.ts';

/** Codes of Node for an import that leads nowhere. */
const unresolved = new Set(['ERR_MODULE_NOT_FOUND', 'ERR_UNSUPPORTED_DIR_IMPORT', 'ERR_PACKAGE_PATH_NOT_EXPORTED', 'ERR_PACKAGE_IMPORT_NOT_DEFINED', 'ERR_INVALID_MODULE_SPECIFIER']);

/** Hints for what Node refuses to load, by its code. */
const hints: Readonly<Record<string, string>> = {
  ERR_IMPORT_ATTRIBUTE_MISSING: "Import JSON with { type: 'json' } behind the path.",
  ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING: 'A package must bring JavaScript: Node.js reads no TypeScript below node_modules.',
};

/**
 * Says in the user's words why their code could not be loaded: syntax (`ATK1202`), an import that leads nowhere (`ATK1205`), or an error
 * that it threw (`ATK1203`), each with file, line, column and the source line. Coded errors of definitions pass with their own code.
 * @param entry File that was loaded, relative to the project folder.
 */
export function loadError(error: unknown, folder: string, entry: string): AtakoraError {
  const found = placeOf(error, folder);
  const location = found?.place ?? { file: entry };
  if (error instanceof AtakoraError) {
    return atPlace(error, folder, location);
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof Error && unresolved.has(code)) {
    return importError(error, folder, entry);
  }
  const compiles = !(code in hints) && !code.includes('TYPESCRIPT') && !(error instanceof SyntaxError && found?.thrown !== true);
  const what = compiles ? `the backend threw ${error instanceof Error ? error.name : 'what is no error'}` : 'the backend does not compile';
  const hint = hints[code];
  return new AtakoraError(compiles ? 'ATK1203' : 'ATK1202', `${what}: ${withoutPaths(messageOf(error), folder)}${sourceLine(location, folder)}`, { location, cause: error, ...(hint === undefined ? {} : { hint }) });
}

/** A coded error with its place relative to the project; one that is not about the code (an interruption) as it is. */
function atPlace(error: AtakoraError, folder: string, location: SourceLocation): AtakoraError {
  if (error.location === undefined && isOfCommand(error.code)) {
    return error;
  }
  const { address, code, hint, message } = error;
  const place = error.location === undefined ? location : relocate(error.location, folder);
  return new AtakoraError(code, message, { hint, location: place, cause: error, ...(address === undefined ? {} : { address }) });
}

function isOfCommand(code: ErrorCode): boolean {
  return code.startsWith('ATK10');
}

function importError(error: Error, folder: string, entry: string): AtakoraError {
  const [, wanted] = /(?:module|package|import) '([^']+)'/.exec(error.message) ?? [];
  const [, from] = / imported from (.+)$/m.exec(error.message) ?? [];
  const file = from === undefined ? entry : projectPath(from.replace(/\?load=\w+$/, ''), folder);
  if (wanted === undefined) {
    return new AtakoraError('ATK1205', withoutPaths(messageOf(error), folder), { location: { file }, cause: error });
  }
  const isPath = wanted.startsWith(sep) || wanted.startsWith('.') || wanted.startsWith('file:');
  const name = isPath && !wanted.startsWith('.') ? `./${projectPath(wanted, folder)}` : wanted;
  const place = importPlace(file, folder, wanted);
  return new AtakoraError('ATK1205', `"${name}" cannot be found`, { location: { file, ...place }, hint: isPath ? 'Correct the path.' : `Install it: npm install ${wanted}`, cause: error });
}

/** Line and column of the statement that imports a module; nothing when they cannot be told. */
function importPlace(file: string, folder: string, wanted: string): Pick<SourceLocation, 'line' | 'column'> {
  const last = (wanted.split('/').at(-1) ?? wanted).replace(/\.[a-z]+$/, '');
  const lines = linesOf(file, folder);
  const at = lines.findIndex((line) => /\b(?:from|import|require)\b/.test(line) && line.includes(last));
  return at === -1 ? {} : { line: at + 1, column: (lines[at] ?? '').search(/\S/) + 1 };
}

/** Where an error lies in the project: what a transformer says of itself, else the stack. */
function placeOf(error: unknown, folder: string): { readonly place: SourceLocation; readonly thrown: boolean } | undefined {
  if (!(error instanceof Error)) {
    return undefined;
  }
  if ('file' in error && typeof error.file === 'string') {
    const at = 'loc' in error && typeof error.loc === 'object' && error.loc !== null ? (error.loc as { line?: number; column?: number }) : {};
    return { place: { file: projectPath(error.file, folder), ...(at.line === undefined ? {} : { line: at.line }), ...(at.column === undefined ? {} : { column: at.column }) }, thrown: false };
  }
  return stackPlace(error.stack ?? '', folder);
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

/** The line of a place on a line of its own; nothing when it cannot be read. */
function sourceLine(location: SourceLocation, folder: string): string {
  const line = location.line === undefined ? '' : (linesOf(location.file, folder)[location.line - 1]?.trim() ?? '');
  return line === '' ? '' : `\n    ${line}`;
}

function linesOf(file: string, folder: string): readonly string[] {
  try {
    return readFileSync(join(folder, file), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** The message without this machine's paths and without what loaders add. */
function withoutPaths(message: string, folder: string): string {
  return message
    .replaceAll(`${pathToFileURL(folder).href}/`, '')
    .replaceAll(`${folder}${sep}`, '')
    .replace(/^Error transforming [^:]+: /, '')
    .replace(/ \(\d+:\d+\)$/, '')
    .replaceAll(/\?load=\w+/g, '');
}
