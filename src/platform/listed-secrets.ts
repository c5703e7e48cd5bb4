import { mapBounded } from '../engine/apply/bounded.ts';
import { markOf, rotationTags } from '../engine/rotate/rotation-tags.ts';
import type { DeletedSecret, SecretVault, SecretVersion } from '../engine/secret-vault.ts';
import type { DeclaredSecret } from '../model/declared-secret.ts';
import { AtakoraError } from '../model/errors.ts';
import { secretKey, vaultSecretName, variableName } from '../model/secret-name.ts';
import { envValues } from '../secrets/env-file.ts';
import { openEnvFile } from '../secrets/env-file-store.ts';
import type { ListedSecret, ShownVersion } from '../ui/browsers/secrets/listed-secret.ts';
import { inSecretOrder } from '../ui/browsers/secrets/listed-secret.ts';
import type { CommandContext } from './command-context.ts';
import { envFilePlace } from './env-file-place.ts';
import type { HeldSecret } from './secret-check.ts';
import { checkSecret } from './secret-check.ts';
import type { EnvironmentVault, SecretSession } from './secret-session.ts';

/** Versions of so many secrets are read at once. */
const atOnce = 8;

/** The list grows by so many. */
const pageSize = 25;

export type TellSecrets = (items: readonly ListedSecret[]) => void;

/** What is known of where secrets are kept. */
interface Shelf extends Pick<ListedSecret, 'place' | 'placeStands' | 'isCodeKnown' | 'now'> {
  readonly address: string;
  /** Commands have to name the vault of what nobody declares. */
  readonly isOneOfSeveral: boolean;
}

/**
 * The secrets of the environment's vaults, as they come in: what a vault holds, page by page, then what is missing or was removed, then the
 * versions of each. No value is read, and nothing is changed.
 * @throws AtakoraError `ATK18xx` for a vault that may not be listed.
 */
export async function vaultSecrets(context: CommandContext, session: SecretSession, tell: TellSecrets, signal: AbortSignal): Promise<readonly ListedSecret[]> {
  const all = new Map<string, ListedSecret>();
  const versionsOf = new Map<string, SecretVault>();
  const told = (): readonly ListedSecret[] => inSecretOrder([...all.values()]);
  for (const vault of session.vaults) {
    const opened = await session.vaultOf(vault.address);
    const shelf = shelfOf(context, session, vault);
    const declared = new Map(session.declared.filter(({ vault: address }) => address === vault.address).map((secret) => [secretKey(secret.vaultName), secret]));
    for await (const version of opened?.list(signal) ?? []) {
      const item = heldSecret(shelf, version, declared.get(secretKey(version.name)));
      all.set(item.id, item);
      if (opened !== undefined) versionsOf.set(item.id, opened);
      if (all.size % pageSize === 0) tell(told());
    }
    const removed = opened === undefined ? [] : await deletedIn(opened, signal);
    const others = [...removed.map((secret) => removedSecret(shelf, secret, declared.get(secretKey(secret.name)))), ...[...declared.values()].map((secret) => missingSecret(shelf, secret))];
    for (const item of others) if (!all.has(item.id)) all.set(item.id, item);
    tell(told());
  }
  const held = told().filter(({ id }) => versionsOf.has(id));
  for (let from = 0; from < held.length; from += pageSize) {
    const page = await mapBounded(held.slice(from, from + pageSize), atOnce, async (item) => ({ ...item, versions: ((await versionsOf.get(item.id)?.versions(item.vaultName, signal)) ?? []).map(shownVersion) }));
    for (const item of page) all.set(item.id, item);
    tell(told());
  }
  return told();
}

/** The variables of the environment's file and the declared secrets that it lacks. Their values are registered, and go nowhere. */
export async function fileSecrets(context: CommandContext, session: SecretSession): Promise<readonly ListedSecret[]> {
  const { path, name } = envFilePlace(session.scene.session);
  const values = envValues(await openEnvFile(path).read());
  for (const value of values.values()) context.output.protect(value);
  const shelf: Shelf = { place: name, placeStands: true, isCodeKnown: session.codeFailure === undefined, now: context.platform.clock.now(), address: name, isOneOfSeveral: false };
  const declared = new Map(session.declared.map((secret) => [secretKey(secret.name), secret]));
  // An empty value is as good as none: it is what a template of the file has.
  const held = [...values].flatMap(([variable, value]) => (value === '' ? [] : [item(shelf, { name: variable, vaultName: variable }, declared.get(secretKey(variable)), {})]));
  const missing = [...declared.values()].map((secret) => missingSecret(shelf, { ...secret, name: variableName(secret.name), vaultName: variableName(secret.name) }));
  const ids = new Set(held.map(({ id }) => id));
  return inSecretOrder([...held, ...missing.filter(({ id }) => !ids.has(id))]);
}

function shelfOf({ platform }: CommandContext, { codeFailure, vaults }: SecretSession, { address, name, stands }: EnvironmentVault): Shelf {
  return { place: name, placeStands: stands, isCodeKnown: codeFailure === undefined, now: platform.clock.now(), address, isOneOfSeveral: vaults.length > 1 };
}

function heldSecret(shelf: Shelf, version: SecretVersion, declared: DeclaredSecret | undefined): ListedSecret {
  const mark = markOf(version);
  return { ...item(shelf, { name: declared?.name ?? version.name, vaultName: version.name }, declared, version), isCutOff: mark === 'pending' || mark === 'restoring' };
}

function missingSecret(shelf: Shelf, declared: DeclaredSecret): ListedSecret {
  return item(shelf, declared, declared, undefined);
}

function removedSecret(shelf: Shelf, { name, deletedAt, purgedAt }: DeletedSecret, declared: DeclaredSecret | undefined): ListedSecret {
  return { ...item(shelf, { name: declared?.name ?? name, vaultName: name }, declared, undefined), removed: { ...(deletedAt === undefined ? {} : { at: deletedAt }), ...(purgedAt === undefined ? {} : { purgedAt }) } };
}

function item(shelf: Shelf, { name, vaultName }: Pick<ListedSecret, 'name' | 'vaultName'>, declared: DeclaredSecret | undefined, held: HeldSecret | undefined): ListedSecret {
  const { address, isOneOfSeveral, now, ...place } = shelf;
  // What nobody declares stands as it would if nobody needed it.
  const { declared: _declared, ...checked } = checkSecret(declared ?? { name, vaultName, vault: '' as DeclaredSecret['vault'], required: false, consumers: [] }, held, now);
  return { id: `${address} ${secretKey(vaultSecretName(vaultName))}`, name, vaultName, ...place, ...checked, now, isCutOff: false, ...(declared === undefined ? (isOneOfSeveral ? { vaultFlag: address } : {}) : { declared }) };
}

function shownVersion({ version, enabled, createdAt, expiresAt, tags }: SecretVersion, at: number): ShownVersion {
  const [by, source, rotation, disableAt] = ['atakora:owner', 'atakora:source', rotationTags.mark, rotationTags.disableAt].map((tag) => tags[tag]);
  return {
    version,
    isCurrent: at === 0,
    enabled,
    createdAt,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(by === undefined ? {} : { by }),
    ...(source === undefined ? {} : { source }),
    ...(rotation === undefined ? {} : { rotation }),
    ...(disableAt === undefined ? {} : { disableAt }),
  };
}

/** Who may not see what was removed sees the rest all the same. */
async function deletedIn(vault: SecretVault, signal: AbortSignal): Promise<readonly DeletedSecret[]> {
  try {
    return await vault.deleted(signal);
  } catch (error) {
    if (signal.aborted || !(error instanceof AtakoraError) || error.source === 'bug') throw error;
    return [];
  }
}
