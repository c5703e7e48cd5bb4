import { join } from 'node:path';
import { callArguments } from '../engine/load/source-object.ts';
import type { SecretGeneration } from '../model/declared-secret.ts';
import type { Answers } from '../ui/wizard/answers.ts';
import { parseChange } from '../ui/wizard/matrix.ts';
import type { TemplateSecret } from '../ui/wizard/question.ts';
import type { CommandContext } from './command-context.ts';
import type { TemplateFiles } from './init-files.ts';

/** What was done about the secrets of a new project. */
export interface InitSecrets {
  /** Names that `.env` got a value for. */
  readonly written: readonly string[];
  /** Names that had one there, which stays. */
  readonly kept: readonly string[];
  /** Names that are left for later. */
  readonly later: readonly string[];
}

/** File of the secrets of the default environment, for running the code on this machine. */
const secretFile = '.env';

const generation: SecretGeneration = { length: 32, alphabet: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789' };

/** The secrets that a template declares, from its files: its code cannot be loaded before it stands in a project. By name. */
export function templateSecrets({ files }: Pick<TemplateFiles, 'files'>): readonly TemplateSecret[] {
  const found = new Map<string, TemplateSecret>();
  for (const [path, text] of files) {
    const calls = path.endsWith('.ts') ? text.matchAll(/\bsecret\(\s*(['"])([A-Za-z][\w-]*)\1/g) : [];
    for (const call of calls) {
      const [, , name = ''] = call;
      const description = descriptionIn(text, call.index);
      if (!found.has(name)) found.set(name, { name, ...(description === undefined ? {} : { description }) });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The literal text of `description` in the options of the call that begins at an offset. */
function descriptionIn(text: string, offset: number): string | undefined {
  const close = text.indexOf(')', offset);
  const [options] = callArguments(text, offset).filter(({ open }) => open > offset && open < close);
  const property = options?.properties.find(({ key }) => key === 'description');
  return property === undefined ? undefined : /:\s*(['"`])(.*)\1$/s.exec(text.slice(property.start, property.end))?.[2];
}

/** Values by name, made up or asked, that `keepSecrets` writes. Asked before anything is written, so that who leaves has changed nothing. */
export async function takeSecrets(context: CommandContext, folder: string, answers: Answers, declared: readonly TemplateSecret[]): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  const changes = (answers.secrets ?? []).flatMap((line) => parseChange(line, false) ?? []).filter(({ text }) => text !== 'later');
  if (changes.length === 0) return values;
  const [{ openEnvFile }, { readSecretInput }] = await Promise.all([import('../secrets/env-file-store.ts'), import('./secret-input.ts')]);
  const there = new Set((await openEnvFile(join(folder, secretFile)).read()).entries.filter(({ value }) => value !== '').map(({ name }) => name));
  for (const { key, text } of changes.filter((change) => !there.has(change.key))) {
    const description = declared.find(({ name }) => name === key)?.description;
    const { value } = await readSecretInput(context, { name: key, environment: answers.defaultEnvironment, description, ...(text === 'generate' ? { generation, generates: true } : {}) });
    values.set(key, value);
  }
  return values;
}

/** Writes the values into `.env`, mode 600, which git then ignores. @throws AtakoraError of the file's store. */
export async function keepSecrets(folder: string, answers: Answers, values: ReadonlyMap<string, string>, declared: readonly TemplateSecret[]): Promise<InitSecrets> {
  if (values.size > 0) {
    const { openEnvFile } = await import('../secrets/env-file-store.ts');
    await openEnvFile(join(folder, secretFile)).set(values);
  }
  const wanted = (answers.secrets ?? []).flatMap((line) => parseChange(line, false) ?? []).filter(({ text }) => text !== 'later').map(({ key }) => key);
  return { written: [...values.keys()], kept: wanted.filter((name) => !values.has(name)), later: declared.map(({ name }) => name).filter((name) => !wanted.includes(name)) };
}
