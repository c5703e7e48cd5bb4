import type { PendingSecret, WriteSecret } from '../engine/apply/pending-secret.ts';
import type { SecretVault } from '../engine/secret-vault.ts';
import type { Address } from '../model/address.ts';
import type { AzureFailure } from '../model/azure-failure.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Synthesis } from '../model/synthesis.ts';
import type { Scene } from './apply-project.ts';
import { secretTags } from './secret-tags.ts';
import type { VaultPlace } from './secret-survey.ts';
import { vaultPlace } from './secret-survey.ts';
import { giveSecretsRole } from './vault-role.ts';

/** A vault that was made a moment ago may not be found by its name yet. */
const appearMs = 120_000;
const unfound: ReadonlySet<string> = new Set(['ATK2221', 'ATK1804']);

/** Tries a call on a vault; where it is refused for want of a role, gives that to who applies and tries until it is in effect. */
type OnVault = <T>(call: (vault: SecretVault) => Promise<T>) => Promise<T>;

/** Writes values into the vaults of a synthesis. A secret that somebody has set meanwhile is kept; a deleted one is brought back first. */
export function secretWriter(scene: Scene, synthesis: Synthesis): WriteSecret {
  const vaults = new Map<Address, OnVault>();
  return async (secret, signal) => {
    const onVault = vaults.get(secret.vault) ?? openVault(scene, vaultPlace(scene, synthesis, secret.vault));
    vaults.set(secret.vault, onVault);
    return onceFound(scene, () => onVault((vault) => put(scene, vault, secret, signal)), signal);
  };
}

async function put({ context }: Scene, vault: SecretVault, secret: PendingSecret, signal: AbortSignal | undefined): Promise<'written' | 'kept'> {
  const [current] = await vault.versions(secret.vaultName, signal);
  if (current?.enabled === true) return 'kept';
  const write = (): Promise<unknown> => vault.set(secret.vaultName, secret.value, { tags: secretTags(context, { components: secret.components, source: secret.source }) }, signal);
  try {
    await write();
  } catch (error) {
    if (!(error instanceof AtakoraError) || error.code !== 'ATK2225') throw error;
    await vault.recover(secret.vaultName, signal);
    await write();
  }
  return 'written';
}

function openVault(scene: Scene, place: VaultPlace): OnVault {
  const { context, ports } = scene;
  let given: Promise<string> | undefined;
  return async (call) => {
    const azure = await ports.azure();
    try {
      return await call(azure.secrets(place.uri, given === undefined ? {} : { vaultId: place.id, roleGivenAt: await given }));
    } catch (error) {
      if (!wantsRole(error) || given !== undefined) throw error;
      given = giveSecretsRole(scene, azure, place).then(
        () => {
          context.output.emit({ type: 'log', level: 'info', text: `gave the role Key Vault Secrets Officer on ${place.name} to the identity that applies` });
          return context.platform.clock.now();
        },
        // Who may not give it needs somebody who may: the refusal says which role.
        () => Promise.reject(error),
      );
      return call(azure.secrets(place.uri, { vaultId: place.id, roleGivenAt: await given }));
    }
  };

  function wantsRole(error: unknown): boolean {
    return error instanceof AtakoraError && (error.cause as Partial<AzureFailure> | undefined)?.advice?.rule === 'vault-right';
  }
}

async function onceFound<T>({ context, ports }: Scene, work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const { clock } = context.platform;
  const since = clock.monotonicMs();
  for (let pause = ports.poll.min; ; pause = Math.min(pause * 2, ports.poll.max)) {
    try {
      return await work();
    } catch (error) {
      const passes = error instanceof AtakoraError && unfound.has(error.code) && clock.monotonicMs() - since + pause < appearMs;
      if (!passes || signal?.aborted === true) throw error;
      await clock.sleep(pause, signal);
    }
  }
}
