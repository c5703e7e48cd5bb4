import { cloudEndpoints } from '../azure/clouds.ts';
import type { SecretVault } from '../engine/secret-vault.ts';
import type { Address } from '../model/address.ts';
import type { DeclaredSecret } from '../model/declared-secret.ts';
import { AtakoraError } from '../model/errors.ts';
import type { ResourceRecord } from '../model/state.ts';
import type { Scene } from './apply-project.ts';
import type { CommandContext } from './command-context.ts';
import type { FoundState } from './plan-project.ts';
import { findState, readPins, refuseBroken } from './plan-project.ts';
import { openPorts } from './project-ports.ts';
import { openProject } from './project-session.ts';
import { tellWait } from './secret-text.ts';
import { synthesizeProject } from './synthesize-project.ts';

const vaultType = 'microsoft.keyvault/vaults';

/** A vault of the environment: declared, applied, or both. */
export interface EnvironmentVault {
  readonly address: Address;
  /** Name in Azure. */
  readonly name: string;
  /** Full ARM resource id. */
  readonly id: string;
  /** `https://NAME.vault.azure.net/`. */
  readonly uri: string;
  /** It was applied, or Azure has it although the apply did not end well. */
  readonly stands: boolean;
}

/** What the secrets commands work on: a project in one environment, what it declares, and its vaults. */
export interface SecretSession {
  readonly scene: Scene;
  readonly found: FoundState;
  /** Sorted by name; empty when the code could not be read. */
  readonly declared: readonly DeclaredSecret[];
  /** Sorted by address. */
  readonly vaults: readonly EnvironmentVault[];
  /** Why the code could not be read, when that was told and left at that. */
  readonly codeFailure: AtakoraError | undefined;
  /** The vault at an address; undefined until it is applied. @throws AtakoraError `ATK1801` when connecting is refused. */
  vaultOf(address: Address): Promise<SecretVault | undefined>;
}

export interface SecretSessionOptions {
  /** Goes on with the vaults of the state when the code does not load: what was applied can be looked at whatever became of the code. */
  readonly withoutCode?: boolean;
}

/**
 * Opens project, environment and state, and synthesizes what is declared. Nothing is asked of Azure
 * before the first call of a vault, but for one whose apply did not end well.
 * @throws AtakoraError as opening the project does, and the first error of the definition unless `withoutCode`.
 */
export async function openSecretSession(context: CommandContext, options: SecretSessionOptions = {}): Promise<SecretSession> {
  const session = await openProject(context);
  const ports = openPorts(session, context.platform);
  ports.tellRetries((retry) => tellWait(context, retry));
  const scene: Scene = { context, session, ports };
  const found = await findState(session, ports, context);
  const declaration = await readDeclaration(scene, found, options);
  const vaults = await vaultsOf(scene, found, declaration.resources);
  return {
    scene,
    found,
    declared: declaration.secrets,
    codeFailure: declaration.failure,
    vaults,
    vaultOf: async (address) => {
      const vault = vaults.find((candidate) => candidate.address === address);
      return vault?.stands === true ? (await ports.azure()).secrets(vault.uri, { vaultId: vault.id }) : undefined;
    },
  };
}

interface Declaration {
  readonly secrets: readonly DeclaredSecret[];
  readonly resources: readonly { readonly address: Address; readonly type: string; readonly name: string; readonly id: string }[];
  readonly failure: AtakoraError | undefined;
}

async function readDeclaration({ context, session, ports }: Scene, found: FoundState, { withoutCode = false }: SecretSessionOptions): Promise<Declaration> {
  try {
    const { synthesis } = await synthesizeProject(context, session, await readPins(session, ports, found));
    refuseBroken(synthesis, context);
    return { secrets: synthesis.secrets ?? [], resources: synthesis.resources, failure: undefined };
  } catch (failure) {
    if (!withoutCode || !(failure instanceof AtakoraError) || context.signal.aborted) {
      throw failure;
    }
    return { secrets: [], resources: [], failure };
  }
}

/** Those of the state as they were applied, and those that the definition would make. */
async function vaultsOf(scene: Scene, found: FoundState, resources: Declaration['resources']): Promise<readonly EnvironmentVault[]> {
  const { vaultSuffix } = cloudEndpoints(scene.session.facts.cloud);
  const all = new Map<Address, EnvironmentVault>();
  const add = (address: Address, { name, id }: { readonly name: string; readonly id: string }, stands: boolean): void => {
    all.set(address, { address, name, id, stands, uri: `https://${name.toLowerCase()}.${vaultSuffix}/` });
  };
  for (const resource of resources) {
    if (resource.type.toLowerCase() === vaultType) add(resource.address, resource, false);
  }
  for (const [address, record] of Object.entries(found.state?.resources ?? {}) as [Address, ResourceRecord][]) {
    if (record.type.toLowerCase() === vaultType) add(address, record, await stands(scene, found, address, record));
  }
  return [...all.values()].sort((left, right) => (left.address < right.address ? -1 : 1));
}

/** Of what an apply left without a good end only Azure knows whether it is there; where that may not be asked, the vault itself will say. */
async function stands({ context, ports }: Scene, { pending }: FoundState, address: Address, { id, apiVersion, status }: ResourceRecord): Promise<boolean> {
  if (status === 'applied' && !pending.includes(address)) return true;
  try {
    return (await (await ports.azure()).read(id, apiVersion, context.signal)) !== undefined;
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof AtakoraError) return true;
    throw error;
  }
}
