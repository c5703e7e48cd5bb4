import { cloudEndpoints } from '../azure/clouds.ts';
import type { HeldSecrets } from '../engine/apply/secret-needs.ts';
import { concerned, secretNeeds } from '../engine/apply/secret-needs.ts';
import type { Address } from '../model/address.ts';
import { AtakoraError } from '../model/errors.ts';
import type { SecretNeed } from '../model/secret-need.ts';
import type { Synthesis } from '../model/synthesis.ts';
import type { Scene } from './apply-project.ts';
import { commandLine } from './command-line.ts';
import type { FoundState, PlannedProject } from './plan-project.ts';

/** What the vaults of a plan lack. */
export interface SecretSurvey {
  readonly needs: readonly SecretNeed[];
  /** Vaults that could not be asked, and the first reason. */
  readonly unchecked: readonly Address[];
  readonly reason?: AtakoraError;
}

/** Where a vault is. */
export interface VaultPlace {
  readonly name: string;
  /** Full ARM resource id. */
  readonly id: string;
  readonly uri: string;
}

/** The vault at an address of a synthesis. @throws AtakoraError `ATK9001` when it is not there. */
export function vaultPlace({ session }: Pick<Scene, 'session'>, synthesis: Synthesis, address: Address): VaultPlace {
  const vault = synthesis.resources.find((resource) => resource.address === address);
  if (vault === undefined) throw new AtakoraError('ATK9001', `a secret is declared for ${address}, which is not in the definition`);
  return { name: vault.name, id: vault.id, uri: `https://${vault.name.toLowerCase()}.${cloudEndpoints(session.facts.cloud).vaultSuffix}/` };
}

/** Asks every vault that stands for the names that it holds, and tells what is missing for the plan, of all stacks at once. Changes nothing. */
export async function surveySecrets(scene: Scene, { plan, synthesis }: PlannedProject, { state }: Pick<FoundState, 'state'>): Promise<SecretSurvey> {
  const secrets = synthesis === undefined ? [] : concerned(synthesis.secrets ?? [], plan);
  if (synthesis === undefined || secrets.length === 0) return { needs: [], unchecked: [] };
  const made = new Set(plan.changes.flatMap(({ address, action }) => (action.kind === 'create' || action.kind === 'replace' ? [address] : [])));
  const held = new Map<Address, HeldSecrets>();
  const unchecked: Address[] = [];
  let reason: AtakoraError | undefined;
  for (const address of new Set(secrets.map(({ vault }) => vault))) {
    const stands = !made.has(address) && (state?.resources[address] !== undefined || plan.changes.some((change) => change.address === address));
    try {
      held.set(address, stands ? await namesIn(scene, vaultPlace(scene, synthesis, address)) : undefined);
    } catch (error) {
      scene.context.signal.throwIfAborted();
      if (!(error instanceof AtakoraError) || error.source === 'bug') throw error;
      unchecked.push(address);
      reason ??= error;
    }
  }
  const needs = secretNeeds(secrets, plan, held, (name) => commandLine(scene.context, `secrets set ${name}`));
  return { needs, unchecked, ...(reason === undefined ? {} : { reason }) };
}

async function namesIn({ context, ports }: Scene, { id, uri }: VaultPlace): Promise<HeldSecrets> {
  const found = new Map<string, { readonly enabled: boolean }>();
  for await (const { name, enabled } of (await ports.azure()).secrets(uri, { vaultId: id }).list(context.signal)) found.set(name.toLowerCase(), { enabled });
  return found;
}

/** Tells what is missing, when something is. */
export function tellSurvey({ context }: Pick<Scene, 'context'>, { needs, reason }: SecretSurvey): void {
  if (needs.length > 0 || reason !== undefined) context.output.emit({ type: 'secrets', missing: needs, ...(reason === undefined ? {} : { unchecked: reason.message }) });
}
