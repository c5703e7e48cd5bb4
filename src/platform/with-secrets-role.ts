import type { SecretVault } from '../engine/secret-vault.ts';
import type { AzureFailure } from '../model/azure-failure.ts';
import { AtakoraError } from '../model/errors.ts';
import { confirmChange } from './confirm-change.ts';
import type { EnvironmentVault, SecretSession } from './secret-session.ts';
import { paragraph } from './state-text.ts';

/**
 * Works on a vault. Where that is refused for want of a role, offers to give it to who asks (`--yes` agrees), and goes on once it is in effect:
 * who has just made a vault owns it and may not write its secrets.
 * @throws AtakoraError what the vault throws; its refusal when nobody agrees, or this identity may not give roles
 */
export async function withSecretsRole<T>(session: SecretSession, vault: EnvironmentVault, opened: SecretVault, work: (vault: SecretVault) => Promise<T>): Promise<T> {
  const { scene } = session;
  const { context, ports } = scene;
  try {
    return await work(opened);
  } catch (refusal) {
    if (!wantsRole(refusal) || (!context.options.yes && !context.options.interactive)) throw refusal;
    await confirmChange(context, { text: `You have no role for the secrets of ${vault.name} (${session.scene.session.facts.key}). Give yourself Key Vault Secrets Officer there?` });
    const { giveSecretsRole } = await import('./vault-role.ts');
    const azure = await ports.azure();
    try {
      await giveSecretsRole(scene, azure, vault);
    } catch (error) {
      // Who may not give it needs somebody who may: the refusal says which role.
      throw error instanceof AtakoraError && !context.signal.aborted ? refusal : error;
    }
    context.output.text(paragraph(context, `gave the role Key Vault Secrets Officer on ${vault.name}; it takes up to ten minutes to be in effect`));
    return work(azure.secrets(vault.uri, { vaultId: vault.id, roleGivenAt: context.platform.clock.now() }));
  }
}

function wantsRole(error: unknown): boolean {
  return error instanceof AtakoraError && (error.cause as Partial<AzureFailure> | undefined)?.advice?.rule === 'vault-right';
}
