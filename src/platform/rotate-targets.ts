import type { RotationApp } from '../engine/rotate/app-consumers.ts';
import { appsInState } from '../engine/rotate/apps-in-state.ts';
import { rotationTags } from '../engine/rotate/rotation-tags.ts';
import type { RotationTarget } from '../engine/rotate/rotation-survey.ts';
import type { SecretVault, SecretVersion } from '../engine/secret-vault.ts';
import type { DeclaredSecret } from '../model/declared-secret.ts';
import { AtakoraError } from '../model/errors.ts';
import { secretKey } from '../model/secret-name.ts';
import { chooseSecret, didYouMean, standingVault } from './chosen-secret.ts';
import { commandLine } from './command-line.ts';
import type { RotateChoice } from './rotate-choice.ts';
import type { EnvironmentVault, SecretSession } from './secret-session.ts';

/** A secret to look at, with the vault that keeps it. */
export interface VaultTarget extends RotationTarget {
  readonly vault: SecretVault;
  readonly declared: DeclaredSecret | undefined;
  /** Its current version as the vault lists it; undefined when it has no value. */
  readonly listed: SecretVersion | undefined;
}

/**
 * The secrets that a rotation may be about: the named one, or those that are declared and those whose record says that a rotation is at work.
 * @throws AtakoraError `ATK2220` for the named one until its vault is applied, `ATK2240` when nothing has that name, `ATK2241` when it has no value.
 */
export async function rotateTargets(session: SecretSession, { what }: RotateChoice): Promise<readonly VaultTarget[]> {
  const inState = appsInState(session.found.state);
  if (what.kind === 'named') return [await namedTarget(session, what.name, inState)];
  const all = (await Promise.all(session.vaults.filter(({ stands }) => stands).map((vault) => targetsIn(session, vault, inState)))).flat();
  const wanted = what.kind === 'generated' ? all.filter(({ declared }) => declared?.generate !== undefined) : all;
  return wanted.sort((left, right) => (left.secret < right.secret ? -1 : 1));
}

async function namedTarget(session: SecretSession, given: string, inState: ReadonlyMap<string, readonly RotationApp[]>): Promise<VaultTarget> {
  const chosen = chooseSecret(session, given);
  const vault = await standingVault(session, chosen.vault);
  const listed = (await listVault(vault, session)).get(secretKey(chosen.vaultName));
  if (listed === undefined) {
    const key = secretKey(given);
    if (chosen.declared === undefined && !inState.has(key)) {
      const near = didYouMean(given, session.declared.map(({ name }) => name));
      throw new AtakoraError('ATK2240', `no component declares ${given}, and the vault does not hold it`, { hint: near === undefined ? `See \`${commandLine(session.scene.context, 'secrets list')}\`.` : `Did you mean ${near}?` });
    }
    throw new AtakoraError('ATK2241', `${chosen.name} has no value yet in ${session.scene.session.facts.key}`, { hint: `Set it: \`${commandLine(session.scene.context, `secrets set ${chosen.name}${chosen.declared?.generate === undefined ? '' : ' --generate'}`)}\`.` });
  }
  return target(chosen.name, chosen.vaultName, chosen.declared, { vault, listed, inState });
}

async function targetsIn(session: SecretSession, place: EnvironmentVault, inState: ReadonlyMap<string, readonly RotationApp[]>): Promise<VaultTarget[]> {
  const vault = await standingVault(session, place);
  const listed = await listVault(vault, session);
  const declared = session.declared.filter((secret) => secret.vault === place.address);
  const known = new Set(declared.map(({ vaultName }) => secretKey(vaultName)));
  const orphans = [...listed].filter(([key, version]) => !known.has(key) && version.tags[rotationTags.mark] !== undefined);
  return [
    ...declared.map((secret) => target(secret.name, secret.vaultName, secret, { vault, listed: listed.get(secretKey(secret.vaultName)), inState })),
    ...orphans.map(([, version]) => target(version.name, version.name, undefined, { vault, listed: version, inState })),
  ];
}

async function listVault(vault: SecretVault, { scene }: SecretSession): Promise<ReadonlyMap<string, SecretVersion>> {
  const found = new Map<string, SecretVersion>();
  for await (const version of vault.list(scene.context.signal)) found.set(secretKey(version.name), version);
  return found;
}

interface Place {
  readonly vault: SecretVault;
  readonly listed: SecretVersion | undefined;
  readonly inState: ReadonlyMap<string, readonly RotationApp[]>;
}

/** Who reads it by what is declared, and by what was applied: both run until the next apply. */
function target(secret: string, vaultName: string, declared: DeclaredSecret | undefined, { vault, listed, inState }: Place): VaultTarget {
  const apps = new Map<string, RotationApp>();
  for (const { address, resourceId } of [...(declared?.consumers ?? []), ...(inState.get(secretKey(vaultName)) ?? [])]) apps.set(resourceId.toLowerCase(), { address, resourceId });
  return {
    secret,
    vaultName,
    generated: declared?.generate !== undefined,
    ...(declared?.rotateEveryDays === undefined ? {} : { everyDays: declared.rotateEveryDays }),
    apps: [...apps.values()].sort((left, right) => (left.address < right.address ? -1 : 1)),
    vault,
    declared,
    listed,
  };
}
