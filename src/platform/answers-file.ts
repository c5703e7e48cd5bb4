import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ParseError } from 'jsonc-parser';
import { parse, printParseErrorCode } from 'jsonc-parser';
import { suggestion } from '../define/nearest.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { Answers } from '../ui/wizard/answers.ts';
import { questionIds, readDraft, toAnswers } from '../ui/wizard/answers.ts';
import { formatTags } from '../ui/wizard/tag-text.ts';

/**
 * Answers of `init` from a JSON file (comments and trailing commas allowed): the names of the questions, tags as text or as an object.
 * @throws AtakoraError `ATK1902` when it cannot be read, `ATK1002` naming everything in it that is not an answer.
 */
export function readAnswersFile(cwd: string, path: string): Partial<Answers> {
  const value = parseAnswers(readText(resolve(cwd, path), path), path);
  const tags = value['tags'];
  const lines = lineIds.flatMap((id) => (isScalars(value[id]) ? [[id, linesOf(value[id])] as const] : []));
  const flat: Readonly<Record<string, Json>> = { ...value, ...(isTexts(tags) ? { tags: formatTags(tags) } : {}), ...Object.fromEntries(lines) };
  // An editor's way to the schema of such files is no answer.
  const { $schema: _schema, ...answered } = flat;
  const problems = Object.entries(answered).flatMap(([name, answer]) => problemOf(name, answer));
  if (problems.length > 0) {
    throw new AtakoraError('ATK1002', `${path}: ${problems.join('; ')}`);
  }
  const draft = readDraft(flat);
  const answers = toAnswers(draft);
  return Object.fromEntries(Object.entries(answers).filter(([name]) => name in draft));
}

/** Questions with a line for each change; as an object, `{ "prod.cosmos.maxThroughput": 8000 }`. */
const lineIds = ['settings', 'secrets'] as const;

function isScalars(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return value !== undefined && isJsonObject(value) && Object.values(value).every((item) => ['string', 'number', 'boolean'].includes(typeof item) || isList(item));
}

function isList(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function linesOf(value: Readonly<Record<string, Json>>): readonly string[] {
  return Object.entries(value).map(([name, item]) => `${name}=${isList(item) ? item.join(',') : String(item)}`);
}

function isTexts(value: Json | undefined): value is Readonly<Record<string, string>> {
  return value !== undefined && isJsonObject(value) && Object.values(value).every((item) => typeof item === 'string');
}

function readText(file: string, path: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new AtakoraError('ATK1902', `${path} cannot be read`, { cause });
  }
}

function parseAnswers(text: string, path: string): Readonly<Record<string, Json>> {
  const errors: ParseError[] = [];
  const value = parse(text, errors, { allowTrailingComma: true }) as Json | undefined;
  const [first] = errors;
  if (first !== undefined) {
    const line = text.slice(0, first.offset).split('\n').length;
    throw new AtakoraError('ATK1002', `${path}:${line} is not JSON: ${printParseErrorCode(first.error)}`);
  }
  if (value === undefined || !isJsonObject(value)) {
    throw new AtakoraError('ATK1002', `${path} is not an object of answers`, { hint: `It has ${questionIds.join(', ')}.` });
  }
  return value;
}

function problemOf(name: string, answer: Json): readonly string[] {
  if (!questionIds.some((id) => id === name)) return [`"${name}" is not a question. ${suggestion(name, questionIds)}`];
  const isLines = lineIds.some((id) => id === name);
  const fits = name === 'environments' || isLines ? isList(answer) : typeof answer === 'string';
  return fits ? [] : [`${name} must be ${isLines ? 'a list of NAME=VALUE, or an object of values' : name === 'environments' ? 'a list of names' : name === 'tags' ? 'text, or an object of texts' : 'text'}`];
}
