import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { text as textOfStream } from 'node:stream/consumers';
import { AtakoraError } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import { secretCollisions } from '../model/secret-name.ts';
import { parseEnvFile } from '../secrets/env-file.ts';
import { gitViewOf } from '../secrets/git-guard.ts';
import { checkSecretValue } from '../secrets/secret-value.ts';
import type { CommandContext } from './command-context.ts';

/** What a file brings, by name; every value is registered with the redactor. */
export interface ImportFile {
  readonly values: ReadonlyMap<string, string>;
  /** Names without a value, as files that show what to fill in have them. Sorted. */
  readonly empty: readonly string[];
  /** Sentences that name lines and names, never values. */
  readonly warnings: readonly string[];
}

/** Files of variables are small; more is something else, and would take long to be refused. Bytes. */
const mostBytes = 1024 * 1024;

/**
 * Reads the file of `secrets import`: `NAME=VALUE` lines as Node reads them, or a JSON object of texts; `-` is standard input.
 * @throws AtakoraError `ATK1902` when it cannot be read, `ATK2204` naming every value that cannot be kept, `ATK2206` for what is neither form,
 * `ATK2212` for two names of one secret.
 */
export async function readImportFile(context: CommandContext, file: string): Promise<ImportFile> {
  const text = await readText(context, file);
  const shown = file === '-' ? 'standard input' : file;
  const read = /^\s*\{/.test(text) ? jsonEntries(text, shown) : envEntries(text, shown);
  for (const value of read.values.values()) context.output.protect(value);
  const collision = secretCollisions([...read.values.keys()])[0];
  if (collision !== undefined) {
    throw new AtakoraError('ATK2212', `${shown} has ${collision.join(' and ')}, which are one secret in Key Vault`);
  }
  const values = new Map([...read.values].filter(([, value]) => value !== ''));
  return { values, empty: [...read.values.keys()].filter((name) => !values.has(name)).sort(), warnings: [...read.warnings, ...checkedValues(values), ...(await gitWarning(context, file))] };
}

interface Entries {
  readonly values: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

function envEntries(text: string, shown: string): Entries {
  const { entries, problems } = parseEnvFile(text.replace(/^\uFEFF/, ''));
  const repeated = new Set(entries.filter(({ name, line }) => entries.some((other) => other.name === name && other.line > line)).map(({ line }) => line));
  const wrong = problems.find(({ line }) => !repeated.has(line));
  if (wrong !== undefined) {
    throw new AtakoraError('ATK2206', `${shown}:${wrong.line}: ${wrong.what}`, { location: { file: shown, line: wrong.line } });
  }
  return { values: new Map(entries.map(({ name, value }) => [name, value])), warnings: problems.map(({ line, what }) => `${shown}:${line}: ${what}`) };
}

/** Errors of the parser quote what they cannot read: they go nowhere. */
function jsonEntries(text: string, shown: string): Entries {
  let parsed: JsonObject;
  try {
    parsed = JSON.parse(text) as JsonObject;
  } catch {
    throw new AtakoraError('ATK2206', `${shown} begins like JSON and is none`);
  }
  const odd = Object.entries(parsed).flatMap(([name, value]) => (typeof value === 'string' ? [] : [name]));
  if (odd.length > 0) {
    throw new AtakoraError('ATK2206', `${shown}: ${odd.join(', ')} ${odd.length === 1 ? 'is no text' : 'are no texts'}`, { hint: 'Write numbers and the like in quotes.' });
  }
  return { values: new Map(Object.entries(parsed as Readonly<Record<string, string>>)), warnings: [] };
}

function checkedValues(values: ReadonlyMap<string, string>): readonly string[] {
  const findings = [...values].flatMap(([name, value]) => checkSecretValue(value).map((finding) => ({ ...finding, summary: `${name}: ${finding.summary}` })));
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first !== undefined) {
    throw new AtakoraError('ATK2204', errors.map(({ summary }) => summary).join('; '), { hint: first.hint });
  }
  return findings.map(({ summary }) => summary);
}

async function readText(context: CommandContext, file: string): Promise<string> {
  if (file === '-') {
    return textOfStream(context.platform.stdin as NodeJS.ReadStream);
  }
  const path = resolve(context.platform.cwd, file);
  try {
    const { size } = await stat(path);
    if (size > mostBytes) {
      throw new AtakoraError('ATK2206', `${file} has ${size} bytes, which no file of environment variables has`, { hint: `At most ${mostBytes} bytes are read.` });
    }
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path));
  } catch (error) {
    if (error instanceof AtakoraError) throw error;
    if (error instanceof TypeError) throw new AtakoraError('ATK2206', `${file} is not UTF-8 text`, { hint: 'Save it as UTF-8; some shells write UTF-16.', cause: error });
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new AtakoraError('ATK1902', `${file} cannot be read (${code})`, { cause: error });
  }
}

async function gitWarning(context: CommandContext, file: string): Promise<readonly string[]> {
  const view = file === '-' ? 'outside' : await gitViewOf(resolve(context.platform.cwd, file)).catch(() => 'outside');
  return view === 'tracked' ? [`${basename(file)} is tracked by git: untrack it with \`git rm --cached\`, and rotate what is in it`] : [];
}
