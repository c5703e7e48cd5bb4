import type { SecretVault } from '../engine/secret-vault.ts';
import { AtakoraError } from '../model/errors.ts';
import { secretKey } from '../model/secret-name.ts';
import type { ChosenSecret } from '../platform/chosen-secret.ts';
import { chooseSecret, readerText, standingVault } from '../platform/chosen-secret.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { commandLine } from '../platform/command-line.ts';
import { confirmChange } from '../platform/confirm-change.ts';
import type { SecretSession } from '../platform/secret-session.ts';
import { openSecretSession } from '../platform/secret-session.ts';
import { tellCode } from '../platform/secret-notices.ts';
import { warn } from '../platform/secret-text.ts';
import { protectedWord } from '../platform/state-session.ts';
import { paragraph } from '../platform/state-text.ts';

/** What became of a secret. */
interface Removal {
  readonly removed: boolean;
  readonly purged: boolean;
}

/**
 * `secrets remove NAME`: deletes it so that it can be recovered; `--purge` ends it for good, once its name is typed.
 * @throws AtakoraError `ATK1003`, `ATK1006`, `ATK1504`, `ATK2220`, `ATK2227`, `ATK2228` and what the vault throws
 */
export async function removeSecret(context: CommandContext): Promise<number> {
  const [, given = ''] = context.positionals;
  const session = await openSecretSession(context, { withoutCode: true });
  const chosen = chooseSecret(session, given);
  const vault = await standingVault(session, chosen.vault);
  tellCode(context, session);
  tellReaders(context, chosen);
  const purges = context.flags['purge'] === true;
  // Before anybody is asked about what is not there.
  const isThere = (await vault.versions(chosen.vaultName, context.signal)).length > 0;
  if (!isThere && !(await isDeleted(context, vault, chosen))) throw new AtakoraError('ATK2228', `${chosen.vault.name} has no secret ${chosen.name}`);
  if (!isThere && !purges) throw new AtakoraError('ATK2228', `${chosen.name} is removed from ${chosen.vault.name} already`, { hint: `Recover it with \`${commandLine(context, `secrets recover ${chosen.name}`)}\`, or end it for good with --purge.` });
  await agree(context, session, chosen, purges);
  const removal = await remove(context, vault, chosen, { isThere, purges });
  tell(context, session, chosen, removal);
  return 0;
}

/** Whoever reads it fails from then on. */
function tellReaders(context: CommandContext, { name, declared }: ChosenSecret): void {
  const readers = [...new Set((declared?.consumers ?? []).map((consumer) => readerText(consumer, name)))];
  if (readers.length > 0) warn(context, `${name} is declared and read by ${readers.join(', ')}: without it they fail when they start next`);
}

async function agree(context: CommandContext, session: SecretSession, { name, vault }: ChosenSecret, purges: boolean): Promise<void> {
  const { key } = session.scene.session.facts;
  const { word: protectedName } = protectedWord(session.scene);
  if (!purges) return confirmChange(context, { text: `Remove ${name} from ${vault.name} (${key})? It can be recovered until it is purged.` });
  // A protected environment wants its own name from a person, as everywhere.
  if (protectedName !== undefined && (context.options.yes || !context.options.interactive)) return confirmChange(context, { text: '', word: protectedName });
  return confirmChange(context, { text: `Purge ${name} from ${vault.name} (${key})? No version can be brought back.`, ...(context.options.interactive && !context.options.yes ? { word: name } : {}) });
}

async function remove(context: CommandContext, vault: SecretVault, chosen: ChosenSecret, { isThere, purges }: { readonly isThere: boolean; readonly purges: boolean }): Promise<Removal> {
  if (isThere) await vault.remove(chosen.vaultName, context.signal);
  if (!purges) return { removed: isThere, purged: false };
  try {
    await vault.purge(chosen.vaultName, context.signal);
    return { removed: isThere, purged: true };
  } catch (error) {
    if (!(error instanceof AtakoraError) || error.code !== 'ATK2227') throw error;
    const until = (await vault.deleted(context.signal)).find(({ name }) => secretKey(name) === secretKey(chosen.vaultName))?.purgedAt;
    throw new AtakoraError('ATK2227', `${chosen.name} is ${isThere ? '' : 'already '}removed; purge protection of ${chosen.vault.name} keeps it${until === undefined ? '' : ` until ${until.slice(0, 10)}`}`, { source: 'azure', cause: error.cause, hint: `Nobody can purge it before. To have it back: \`${commandLine(context, `secrets recover ${chosen.name}`)}\`.` });
  }
}

async function isDeleted(context: CommandContext, vault: SecretVault, { vaultName }: ChosenSecret): Promise<boolean> {
  return (await vault.deleted(context.signal)).some(({ name }) => secretKey(name) === secretKey(vaultName));
}

function tell(context: CommandContext, session: SecretSession, { name, vaultName, vault }: ChosenSecret, { purged }: Removal): void {
  const environment = session.scene.session.facts.key;
  context.output.document(
    { name, vaultName, environment, vault: vault.address, result: purged ? 'purged' : 'removed' },
    () => (purged ? paragraph(context, `purged ${name} from ${vault.name} (${environment}): it is gone for good`) : paragraph(context, `removed ${name} from ${vault.name} (${environment})`) + paragraph(context, `to bring it back: ${commandLine(context, `secrets recover ${name}`)}`)),
  );
}
