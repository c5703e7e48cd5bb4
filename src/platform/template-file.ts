import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ParseError } from 'jsonc-parser';
import { parse, printParseErrorCode } from 'jsonc-parser';
import { armLimits } from '../arm/limits.ts';
import { plainJson } from '../arm/relaxed-json.ts';
import { ArmTemplateError } from '../arm/template-error.ts';
import { positionAt, positionsIn, templatePosition } from '../arm/template-position.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import type { SourceLocation } from '../model/source-location.ts';
import type { CommandContext } from './command-context.ts';

/** A template or parameter file as read: its text is kept to say where in it something stands. */
export interface JsonFile {
  /** As the user named it. */
  readonly file: string;
  readonly text: string;
  readonly json: Json;
}

/**
 * Reads a file of JSON with comments, a byte order mark and strings over several lines.
 * @throws AtakoraError `ATK1902` when it cannot be read, `ATK2014` with line and column when it is not JSON, `ATK2010` when it is
 * larger than every template may be.
 */
export function readJsonFile(context: CommandContext, file: string): JsonFile {
  const text = readTextFile(context, file);
  try {
    return { file, text, json: JSON.parse(plainJson(text)) as Json };
  } catch (error) {
    if (error instanceof ArmTemplateError) throw new AtakoraError(error.code, `${file}: ${error.message}`, { location: { file } });
    throw notJson(file, text);
  }
}

/**
 * The text of a file.
 * @throws AtakoraError `ATK1902` when there is none, or it is a folder; `ATK2010` when it is larger than four times a template's limit.
 */
export function readTextFile(context: CommandContext, file: string): string {
  const path = resolve(context.platform.cwd, context.options.cwd ?? '.', file);
  try {
    if (statSync(path).size > 4 * armLimits.templateBytes) throw new AtakoraError('ATK2010', `${file} is larger than every template may be`, { location: { file } });
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof AtakoraError) throw cause;
    const reason = (cause as { code?: unknown }).code === 'ENOENT' ? 'there is no such file' : (cause as { code?: unknown }).code === 'EISDIR' ? 'it is a folder' : String((cause as Error).message);
    throw new AtakoraError('ATK1902', `${file} cannot be read: ${reason}`, { cause });
  }
}

function notJson(file: string, text: string): AtakoraError {
  const errors: ParseError[] = [];
  parse(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  const place = positionAt(text, first?.offset ?? text.length);
  const reason = first === undefined ? 'it ends too early' : words(printParseErrorCode(first.error));
  return new AtakoraError('ATK2014', `${file} is not JSON: ${reason} at line ${place.line}, column ${place.column}`, { location: { file, ...place } });
}

/** `CommaExpected` to `comma expected`. */
function words(code: string): string {
  return code.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).toLowerCase();
}

/** Where a path stands in a file. */
export function locationIn({ file, text }: JsonFile, path: string): SourceLocation {
  return { file, ...templatePosition(text, path) };
}

/** The same for many paths of one file. */
export function locationsIn({ file, text }: JsonFile): (path: string) => SourceLocation {
  const find = positionsIn(text);
  return (path) => ({ file, ...find(path) });
}
