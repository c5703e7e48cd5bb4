import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { nearest } from '../define/nearest.ts';
import type { DeclaredSecret } from '../model/declared-secret.ts';
import { AtakoraError } from '../model/errors.ts';
import { secretKey } from '../model/secret-name.ts';
import { envValues, parseEnvFile } from '../secrets/env-file.ts';
import { gitViewOf } from '../secrets/git-guard.ts';
import { checkSecretValue } from '../secrets/secret-value.ts';
import type { CommandContext } from './command-context.ts';

/** Permission bits of others than the owner. */
const openBits = 0o077;

/**
 * Reads `--secrets-file`: values by the names that the code writes; names of the vault are taken too. Every value of it is in the redactor
 * before it is looked at. Told as warnings: rights that let others read it, a file that git tracks, names that nobody declares.
 * @throws AtakoraError `ATK1902` when it cannot be read, `ATK2262` when it is neither lines of variables nor a JSON object of texts, `ATK2204` naming every value that cannot be kept.
 */
export async function readSecretsFile(context: CommandContext, file: string, declared: readonly DeclaredSecret[]): Promise<ReadonlyMap<string, string>> {
  const path = resolve(context.platform.cwd, file);
  const text = await readText(path, file);
  const given = text.trimStart().startsWith('{') ? jsonValues(text, file) : envValues(parseEnvFile(text));
  for (const value of given.values()) context.output.protect(value);
  for (const warning of [...(await careless(path, file)), ...unknownNames([...given.keys()], declared, file)]) context.output.emit({ type: 'log', level: 'warning', text: warning });
  const known = new Map(declared.flatMap((secret) => {
    const value = given.get(secret.name) ?? [...given].find(([name]) => isNamed(secret, name))?.[1];
    return value === undefined ? [] : [[secret.name, value] as const];
  }));
  refuseUnfit(known, file);
  return known;
}

async function readText(path: string, file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw new AtakoraError('ATK2262', `${file} is no valid UTF-8 text`);
    throw new AtakoraError('ATK1902', `${file} cannot be read (${code})`);
  }
}

/** Errors of the parser quote what they cannot read: they go nowhere. */
function jsonValues(text: string, file: string): ReadonlyMap<string, string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new AtakoraError('ATK2262', `${file} begins like JSON and is none`);
  }
  const entries = Object.entries(parsed as Readonly<Record<string, unknown>>);
  const odd = entries.filter(([, value]) => typeof value !== 'string').map(([name]) => name);
  if (odd.length > 0) throw new AtakoraError('ATK2262', `${file}: ${odd.join(', ')} ${odd.length === 1 ? 'is no text' : 'are no texts'}`, { hint: 'Write numbers and the like in quotes.' });
  return new Map(entries as readonly (readonly [string, string])[]);
}

async function careless(path: string, file: string): Promise<readonly string[]> {
  const { mode } = await stat(path);
  const open = process.platform !== 'win32' && (mode & openBits) !== 0;
  const tracked = (await gitViewOf(path).catch(() => 'outside')) === 'tracked';
  return [...(open ? [`${file} can be read by others than its owner: \`chmod 600 ${file}\``] : []), ...(tracked ? [`${file} is tracked by git: untrack it, and rotate what is in it`] : [])];
}

function unknownNames(names: readonly string[], declared: readonly DeclaredSecret[], file: string): readonly string[] {
  return names
    .filter((name) => !declared.some((secret) => isNamed(secret, name)))
    .map((name) => {
      const near = nearest(name, declared.map((secret) => secret.name));
      return `${name} of ${file} is declared by nobody and is not written${near === undefined ? '' : `; did you mean ${near}?`}`;
    });
}

function isNamed({ name }: DeclaredSecret, given: string): boolean {
  return secretKey(given) === secretKey(name);
}

function refuseUnfit(values: ReadonlyMap<string, string>, file: string): void {
  const unfit = [...values].flatMap(([name, value]) => {
    const error = checkSecretValue(value).find(({ severity }) => severity === 'error');
    return error === undefined ? [] : [`${name}: ${error.summary}`];
  });
  if (unfit.length > 0) throw new AtakoraError('ATK2204', `${file}: ${unfit.join('; ')}`);
}
