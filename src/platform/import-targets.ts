import { nearest } from '../define/nearest.ts';
import type { SecretVault, SecretWithValue } from '../engine/secret-vault.ts';
import type { DeclaredSecret } from '../model/declared-secret.ts';
import { AtakoraError } from '../model/errors.ts';
import { isSecretName, secretKey, variableName, vaultSecretName } from '../model/secret-name.ts';
import type { EnvFileChange } from '../secrets/env-file-store.ts';
import { openEnvFile } from '../secrets/env-file-store.ts';
import { envValues } from '../secrets/env-file.ts';
import type { ImportChange } from '../ui/plain/secret-import.ts';
import { chooseVault, componentsOf } from './chosen-secret.ts';
import type { CommandContext } from './command-context.ts';
import { textFlag } from './command-context.ts';
import { commandLine } from './command-line.ts';
import { envFilePlace } from './env-file-place.ts';
import type { EnvironmentVault, SecretSession } from './secret-session.ts';
import { secretTags } from './secret-tags.ts';
import { paragraph } from './state-text.ts';

/** One name of the file in one place where it belongs. */
export interface ImportItem {
  /** As the file writes it. */
  readonly name: string;
  readonly change: ImportChange;
  /** Name of the vault or file. */
  readonly place: string;
  /** A declared name that was perhaps meant. */
  readonly near?: string;
  /** Puts the value there; answers the id of the version, where there are versions. Absent: nothing is to be done. */
  readonly write?: () => Promise<string | undefined>;
}

/** Current values that are asked for together: a vault answers thousands a second, one after the other takes minutes. */
const askedAtOnce = 8;

/** Codes with which a vault refuses to say what the current value is, and takes a new one all the same. */
const unreadable: ReadonlySet<string> = new Set(['ATK1802', 'ATK2223', 'ATK2224']);

/**
 * Holds values against the vaults that keep them. Nothing is written yet.
 * @param all Takes names that nobody declares along, into the only vault or the one of `--vault`.
 * @throws AtakoraError `ATK2220` for a vault that is not applied yet, and what asking a vault throws.
 */
export async function vaultItems(context: CommandContext, session: SecretSession, values: ReadonlyMap<string, string>, all: boolean): Promise<readonly ImportItem[]> {
  const wanted = textFlag(context, 'vault');
  const chosen = wanted === undefined ? undefined : chooseVault(session);
  const entries = [...values].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([name, value]): readonly (ImportItem | VaultEntry)[] => {
    const declared = session.declared.filter((secret) => secretKey(secret.name) === secretKey(name) && (chosen === undefined || secret.vault === chosen.address));
    if (declared.length === 0) {
      return all ? [{ name, value, declared: undefined, vault: chosen ?? chooseVault(session) }] : [{ name, change: 'not-declared', place: '', ...nearIn(session, name) }];
    }
    return declared.map((secret) => ({ name, value, declared: secret, vault: vaultOf(session, secret) }));
  });
  const items: ImportItem[] = [];
  for (let start = 0; start < entries.length; start += askedAtOnce) {
    items.push(...(await Promise.all(entries.slice(start, start + askedAtOnce).map(async (entry) => ('vault' in entry ? vaultItem(context, session, entry) : entry)))));
  }
  return items;
}

function nearIn({ declared }: SecretSession, name: string): { readonly near?: string } {
  const near = nearest(name, declared.map((secret) => secret.name));
  return near === undefined ? {} : { near };
}

function vaultOf({ vaults, scene }: SecretSession, { vault, name }: DeclaredSecret): EnvironmentVault {
  const found = vaults.find(({ address }) => address === vault);
  if (found === undefined) {
    throw new AtakoraError('ATK2222', `environment ${scene.session.facts.key} has no vault for ${name}`);
  }
  return found;
}

interface VaultEntry {
  readonly name: string;
  readonly value: string;
  readonly declared: DeclaredSecret | undefined;
  readonly vault: EnvironmentVault;
}

async function vaultItem(context: CommandContext, session: SecretSession, { name, value, declared, vault }: VaultEntry): Promise<ImportItem> {
  if (!isSecretName(name)) {
    throw new AtakoraError('ATK1308', `"${name}" cannot be the name of a secret`, { hint: 'Use 1 to 127 letters, digits, `_` and `-`, a letter first.' });
  }
  const opened = await session.vaultOf(vault.address);
  if (opened === undefined) {
    const [file = 'FILE'] = context.positionals.slice(1);
    throw new AtakoraError('ATK2220', `the vault ${vault.address} is not applied yet, and there is no other place for a secret`, {
      address: vault.address,
      hint: `Apply with the file, which writes the values as soon as the vault stands: \`${commandLine(context, `apply --secrets-file ${file === '-' ? 'FILE' : file}`)}\`.`,
    });
  }
  const vaultName = declared?.vaultName ?? vaultSecretName(name);
  const current = await currentOf(context, opened, vaultName);
  if (current !== 'unreadable' && current?.value === value) {
    return { name, change: 'equal', place: vault.name };
  }
  const change: ImportChange = current === undefined ? 'new' : current === 'unreadable' ? 'unknown' : 'changed';
  return { name, change, place: vault.name, write: () => addVersion(context, opened, { name, vaultName, value, components: componentsOf(declared), current: current === 'unreadable' ? undefined : current }) };
}

async function currentOf(context: CommandContext, vault: SecretVault, name: string): Promise<SecretWithValue | 'unreadable' | undefined> {
  try {
    const current = await vault.get(name, undefined, context.signal);
    if (current !== undefined) context.output.protect(current.value);
    return current;
  } catch (error) {
    if (error instanceof AtakoraError && unreadable.has(error.code)) return 'unreadable';
    throw error;
  }
}

interface NewVersion {
  readonly name: string;
  readonly vaultName: string;
  readonly value: string;
  readonly components: readonly string[];
  readonly current: SecretWithValue | undefined;
}

/** What people gave the version before stays with the new one. */
async function addVersion(context: CommandContext, vault: SecretVault, { name, vaultName, value, components, current }: NewVersion): Promise<string> {
  const own = Object.fromEntries(Object.entries(current?.tags ?? {}).filter(([tag]) => !tag.startsWith('atakora:')));
  const tags = secretTags(context, { components, source: 'import', own });
  try {
    const { version } = await vault.set(vaultName, value, { tags, ...(current?.contentType === undefined ? {} : { contentType: current.contentType }) }, context.signal);
    return version;
  } catch (error) {
    if (!(error instanceof AtakoraError) || error.code !== 'ATK2225') throw error;
    throw new AtakoraError('ATK2225', error.message, { source: 'azure', cause: error.cause, hint: `Recover it with \`${commandLine(context, `secrets recover ${name}`)}\`, then import again: what was set is not set again.` });
  }
}

/** Holds values against the environment's file of variables. Nothing is written yet; writing the first writes all of them at once. */
export async function envFileItems(context: CommandContext, session: SecretSession, values: ReadonlyMap<string, string>, all: boolean): Promise<readonly ImportItem[]> {
  const { path, name: place } = envFilePlace(session.scene.session);
  const store = openEnvFile(path);
  const there = envValues(await store.read());
  for (const value of there.values()) context.output.protect(value);
  const found = [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => {
    const declared = session.declared.find((secret) => secretKey(secret.name) === secretKey(name));
    const held = [...there.keys()].findLast((key) => secretKey(key) === secretKey(name));
    const change: ImportChange = declared === undefined && !all ? 'not-declared' : held === undefined ? 'new' : there.get(held) === value ? 'equal' : 'changed';
    return { name, value, change, key: held ?? variableName(declared?.name ?? name) };
  });
  const changes = new Map(found.flatMap(({ key, value, change }) => (change === 'new' || change === 'changed' ? [[key, value] as const] : [])));
  let writing: Promise<EnvFileChange> | undefined;
  const write = async (): Promise<undefined> => {
    const first = writing === undefined;
    const { ignoredIn } = await (writing ??= store.set(changes));
    if (first && ignoredIn !== undefined) context.output.text(paragraph(context, `${place} is ignored by git from now on (${ignoredIn})`));
  };
  return found.map(({ name, change }) => ({ name, change, place, ...(change === 'new' || change === 'changed' ? { write } : {}), ...(change === 'not-declared' ? nearIn(session, name) : {}) }));
}
