import { nearest } from '../define/nearest.ts';
import type { SecretVault } from '../engine/secret-vault.ts';
import type { DeclaredSecret, SecretConsumer } from '../model/declared-secret.ts';
import { AtakoraError } from '../model/errors.ts';
import { secretKey, vaultSecretName } from '../model/secret-name.ts';
import { commandLine } from './command-line.ts';
import { textFlag } from './command-context.ts';
import type { EnvironmentVault, SecretSession } from './secret-session.ts';

/** The secret that a command is about. */
export interface ChosenSecret {
  /** As the code writes it; as given when it is not declared. */
  readonly name: string;
  /** In the vault. */
  readonly vaultName: string;
  readonly declared: DeclaredSecret | undefined;
  readonly vault: EnvironmentVault;
}

/** A declared secret whose name differs from `name` only as Key Vault does not tell apart. */
export function declaredAs(name: string, declared: readonly DeclaredSecret[]): DeclaredSecret | undefined {
  const key = secretKey(name);
  return declared.find((secret) => secretKey(secret.name) === key);
}

/**
 * The secret of a name, declared or not, with the vault that keeps it or would.
 * @throws AtakoraError `ATK1308` for what is no name, `ATK1007` for a vault that is not known, `ATK2222` when there is none, `ATK2231` when there are several.
 */
export function chooseSecret(session: SecretSession, given: string): ChosenSecret {
  if (!/^[0-9A-Za-z][0-9A-Za-z_-]{0,126}$/.test(given)) {
    throw new AtakoraError('ATK1308', `"${given.length > 40 ? `${given.slice(0, 40)}…` : given}" cannot be the name of a secret`, { hint: 'Use 1 to 127 letters, digits, `_` and `-`, a letter first.' });
  }
  const declared = declaredAs(given, session.declared);
  const vault = declared === undefined ? chooseVault(session) : vaultAt(session, declared.vault);
  return { name: declared?.name ?? given, vaultName: declared?.vaultName ?? vaultSecretName(given), declared, vault };
}

/** The vault that --vault names, or the only one. @throws AtakoraError as `chooseSecret`. */
export function chooseVault(session: SecretSession): EnvironmentVault {
  const wanted = textFlag(session.scene.context, 'vault');
  if (wanted !== undefined) return vaultAt(session, wanted);
  const [only, ...others] = session.vaults;
  if (only === undefined) throw new AtakoraError('ATK2222', `environment ${session.scene.session.facts.key} has no vault`);
  if (others.length > 0) throw new AtakoraError('ATK2231', `environment ${session.scene.session.facts.key} has ${session.vaults.length} vaults`, { hint: `Name one: ${session.vaults.map(({ address }) => `--vault ${address}`).join(', ')}.` });
  return only;
}

function vaultAt({ vaults }: SecretSession, wanted: string): EnvironmentVault {
  const found = vaults.find(({ address, name }) => address === wanted || name === wanted);
  if (found !== undefined) return found;
  const known = vaults.map(({ address }) => address);
  const near = nearest(wanted, known);
  throw new AtakoraError('ATK1007', `there is no vault "${wanted}"`, { hint: near === undefined ? `Known: ${known.join(', ') || 'none'}.` : `Did you mean ${near}?` });
}

/** The vault of a secret. @throws AtakoraError `ATK2220` until it is applied. */
export async function standingVault(session: SecretSession, vault: EnvironmentVault): Promise<SecretVault> {
  const opened = await session.vaultOf(vault.address);
  if (opened === undefined) {
    throw new AtakoraError('ATK2220', `the vault ${vault.address} is not applied yet`, { address: vault.address, hint: `Apply it: \`${commandLine(session.scene.context, `apply --target ${vault.address}`)}\`.` });
  }
  return opened;
}

/** A name that is near one of those, for a hint. */
export function didYouMean(name: string, names: readonly string[]): string | undefined {
  return nearest(name, names);
}

/** Components that declare a secret. */
export function componentsOf(declared: DeclaredSecret | undefined): readonly string[] {
  return [...new Set((declared?.consumers ?? []).map(({ component }) => component))].sort();
}

/** `feedbackApi (STRIPE_KEY)`: who reads a secret, and by which setting where its name is another. */
export function readerText({ component, setting }: SecretConsumer, name: string): string {
  return setting === name ? component : `${component} (${setting})`;
}
