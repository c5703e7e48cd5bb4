import { suggestion } from '../define/nearest.ts';
import type { DeclaredSecret } from '../model/declared-secret.ts';
import { AtakoraError } from '../model/errors.ts';
import { isSecretName, secretKey, variableName } from '../model/secret-name.ts';
import { declaredAs } from '../platform/chosen-secret.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { textFlag } from '../platform/command-context.ts';
import { commandLine } from '../platform/command-line.ts';
import { confirmChange } from '../platform/confirm-change.ts';
import { envFilePlace } from '../platform/env-file-place.ts';
import { revealValue } from '../platform/reveal-value.ts';
import { readSecretInput } from '../platform/secret-input.ts';
import type { SecretSession } from '../platform/secret-session.ts';
import { openSecretSession } from '../platform/secret-session.ts';
import { suggestDeclared, tellCode } from '../platform/secret-notices.ts';
import { warn } from '../platform/secret-text.ts';
import { paragraph, table } from '../platform/state-text.ts';
import { envValues } from '../secrets/env-file.ts';
import type { EnvFileStore } from '../secrets/env-file-store.ts';
import { openEnvFile } from '../secrets/env-file-store.ts';

/** The secret of a command that works on an `.env` file. */
interface LocalSecret {
  readonly session: SecretSession;
  readonly declared: DeclaredSecret | undefined;
  /** Name of the variable. */
  readonly variable: string;
  readonly file: EnvFileStore;
  /** Name of the file, for people. */
  readonly fileName: string;
}

/** The code is run on this machine: no cloud is asked, and no subscription has to be known. */
function openForFile(context: CommandContext): Promise<SecretSession> {
  return openSecretSession({ ...context, options: { ...context.options, local: true } }, { withoutCode: true });
}

async function openLocal(context: CommandContext, given: string): Promise<LocalSecret> {
  if (!isSecretName(given)) throw new AtakoraError('ATK1308', `"${given.slice(0, 40)}" cannot be the name of a secret`, { hint: 'Use 1 to 127 letters, digits, `_` and `-`, a letter first.' });
  const session = await openForFile(context);
  const declared = declaredAs(given, session.declared);
  const place = envFilePlace(session.scene.session);
  return { session, declared, variable: variableName(declared?.name ?? given), file: openEnvFile(place.path), fileName: place.name };
}

/** `secrets set NAME --dotenv`. @throws AtakoraError `ATK1002` for what a file cannot keep, and what input and file throw */
export async function setInEnvFile(context: CommandContext): Promise<number> {
  const [, given = '', argument] = context.positionals;
  // Before anything can fail and be told.
  if (argument !== undefined && argument !== '-') context.output.protect(argument);
  const foreign = ['expires', 'content-type', 'tag'].find((flag) => context.flags[flag] !== undefined);
  if (foreign !== undefined) throw new AtakoraError('ATK1002', `--${foreign} is for a vault: a file keeps values only`, { hint: 'Leave it out, or leave out --dotenv.' });
  const { session, declared, variable, file, fileName } = await openLocal(context, given);
  tellCode(context, session);
  if (declared === undefined) suggestDeclared(context, session, given);
  const { value, source } = await readSecretInput(context, { name: variable, environment: fileName, argument, description: declared?.description, generation: declared?.generate });
  const { changed, ignoredIn } = await file.set(new Map([[variable, value]]));
  if (ignoredIn !== undefined) context.output.text(paragraph(context, `${fileName} is ignored by git from now on (${ignoredIn})`));
  context.output.document({ name: variable, file: fileName, result: changed ? 'set' : 'unchanged', source, declared: declared !== undefined }, () => (changed ? `set ${variable} in ${fileName}\n` : `${variable} in ${fileName} has that value already\n`));
  return 0;
}

/** `secrets get NAME --dotenv`. @throws AtakoraError `ATK1002`, `ATK2228` and what the file throws */
export async function getFromEnvFile(context: CommandContext): Promise<number> {
  const [, given = ''] = context.positionals;
  if (textFlag(context, 'version') !== undefined) throw new AtakoraError('ATK1002', '--version is for a vault: a file keeps one value', { hint: 'Leave it out, or leave out --dotenv.' });
  const { variable, file, fileName } = await openLocal(context, given);
  const values = envValues(await file.read());
  const value = values.get(variable);
  if (value === undefined) throw notThere(variable, fileName, values);
  context.output.protect(value);
  await revealValue(context, { name: variable, value, where: fileName, facts: { file: fileName } });
  return 0;
}

/** `secrets list --dotenv`: declared ones with whether they are there, then the other variables of the file. */
export async function listEnvFile(context: CommandContext): Promise<number> {
  const [, name] = context.positionals;
  if (context.flags['deleted'] === true) throw new AtakoraError('ATK1002', '--deleted is for a vault: what is removed from a file is gone', { hint: 'Leave it out, or leave out --dotenv.' });
  if (name !== undefined) throw new AtakoraError('ATK1002', 'a file keeps one version of a secret: list takes no name with --dotenv');
  const session = await openForFile(context);
  tellCode(context, session);
  const place = envFilePlace(session.scene.session);
  const file = openEnvFile(place.path);
  const values = envValues(await file.read());
  for (const value of values.values()) context.output.protect(value);
  if (await file.isOpenToOthers()) warn(context, `others on this machine may read ${place.name}: chmod 600 ${place.name}`);
  const declared = session.declared.map((secret) => {
    const value = values.get(variableName(secret.name));
    return { name: variableName(secret.name), state: value === undefined ? (secret.required ? 'missing' : 'optional') : value === '' ? 'empty' : 'set', declared: true, consumers: secret.consumers.map(({ component, setting, address }) => ({ component, setting, address })) };
  });
  const known = new Set(declared.map((secret) => secretKey(secret.name)));
  const others = [...values.keys()].filter((key) => !known.has(secretKey(key))).map((key) => ({ name: key, state: 'not declared', declared: false, consumers: [] }));
  const rows = [...declared, ...others];
  context.output.document({ file: place.name, environment: session.scene.session.facts.name, secrets: rows }, () =>
    rows.length === 0 ? paragraph(context, `${place.name} has no variables, and no secret is declared`) : `${place.name}\n${table(context, [['NAME', 'STATE', 'READ BY'], ...rows.map((row) => [row.name, row.state === 'optional' ? 'missing, optional' : row.state, [...new Set(row.consumers.map(({ component }) => component))].join(', ')])])}`,
  );
  return 0;
}

/** `secrets remove NAME --dotenv`. @throws AtakoraError `ATK1002`, `ATK1003`, `ATK1006`, `ATK2228` and what the file throws */
export async function removeFromEnvFile(context: CommandContext): Promise<number> {
  const [, given = ''] = context.positionals;
  if (context.flags['purge'] === true) throw new AtakoraError('ATK1002', '--purge is for a vault: what is removed from a file is gone', { hint: 'Leave it out, or leave out --dotenv.' });
  const { variable, file, fileName } = await openLocal(context, given);
  const values = envValues(await file.read());
  for (const value of values.values()) context.output.protect(value);
  if (!values.has(variable)) throw notThere(variable, fileName, values);
  await confirmChange(context, { text: `Remove ${variable} from ${fileName}? It cannot be recovered.` });
  await file.remove([variable]);
  context.output.document({ name: variable, file: fileName, result: 'removed' }, () => `removed ${variable} from ${fileName}\nto set it anew: ${commandLine(context, `secrets set ${variable} --dotenv`)}\n`);
  return 0;
}

function notThere(variable: string, fileName: string, values: ReadonlyMap<string, string>): AtakoraError {
  return new AtakoraError('ATK2228', `${fileName} has no ${variable}`, { hint: values.size === 0 ? `The file has no variables: \`atakora secrets set ${variable} --dotenv\`.` : suggestion(variable, [...values.keys()]) });
}
