import { AtakoraError } from '../model/errors.ts';
import { secretKey } from '../model/secret-name.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { chooseSecret, standingVault } from '../platform/chosen-secret.ts';
import { openSecretSession } from '../platform/secret-session.ts';
import { paragraph } from '../platform/state-text.ts';

/** `secrets recover NAME`: brings a removed secret back with all its versions. @throws AtakoraError `ATK2220`, `ATK2228` and what the vault throws */
export async function recoverSecret(context: CommandContext): Promise<number> {
  const [, given = ''] = context.positionals;
  const session = await openSecretSession(context, { withoutCode: true });
  const { name, vaultName, vault } = chooseSecret(session, given);
  const opened = await standingVault(session, vault);
  const before = await opened.versions(vaultName, context.signal);
  if (before.length === 0) {
    const isDeleted = (await opened.deleted(context.signal)).some((secret) => secretKey(secret.name) === secretKey(vaultName));
    if (!isDeleted) throw new AtakoraError('ATK2228', `${vault.name} has no removed secret ${name}`);
    await opened.recover(vaultName, context.signal);
  }
  const versions = before.length === 0 ? await opened.versions(vaultName, context.signal) : before;
  const environment = session.scene.session.facts.key;
  const count = versions.length === 1 ? '1 version' : `${versions.length} versions`;
  context.output.document(
    { name, vaultName, environment, vault: vault.address, result: before.length === 0 ? 'recovered' : 'unchanged', versions: versions.length, ...(versions[0] === undefined ? {} : { version: versions[0].version }) },
    () => paragraph(context, `${before.length === 0 ? 'recovered' : 'not removed, nothing to recover:'} ${name} in ${vault.name} (${environment}), ${count}`),
  );
  return 0;
}
