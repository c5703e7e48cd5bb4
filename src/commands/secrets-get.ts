import type { SecretVault, SecretWithValue } from '../engine/secret-vault.ts';
import { AtakoraError } from '../model/errors.ts';
import type { ChosenSecret } from '../platform/chosen-secret.ts';
import { chooseSecret, standingVault } from '../platform/chosen-secret.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { textFlag } from '../platform/command-context.ts';
import { commandLine } from '../platform/command-line.ts';
import { revealValue } from '../platform/reveal-value.ts';
import type { SecretSession } from '../platform/secret-session.ts';
import { openSecretSession } from '../platform/secret-session.ts';
import { tellCode } from '../platform/secret-notices.ts';
import { suggestion } from '../define/nearest.ts';

/**
 * `secrets get NAME`: the value, byte for byte, to a pipe; to a terminal only once somebody agrees.
 * @throws AtakoraError `ATK1003`, `ATK1006`, `ATK2220`, `ATK2223`, `ATK2224`, `ATK2228` and what the vault throws
 */
export async function getSecret(context: CommandContext): Promise<number> {
  const [, given = ''] = context.positionals;
  const session = await openSecretSession(context, { withoutCode: true });
  const chosen = chooseSecret(session, given);
  const vault = await standingVault(session, chosen.vault);
  const found = await read(context, vault, chosen);
  if (found === undefined) {
    tellCode(context, session);
    throw missing(session, chosen);
  }
  const { value, ...version } = found;
  await revealValue(context, { name: chosen.name, value, where: `${chosen.vault.name} (${session.scene.session.facts.key})`, facts: { vaultName: chosen.vaultName, environment: session.scene.session.facts.key, vault: chosen.vault.address, version: version.version, ...(version.expiresAt === undefined ? {} : { expiresAt: version.expiresAt }), ...(version.contentType === undefined ? {} : { contentType: version.contentType }) } });
  return 0;
}

async function read(context: CommandContext, vault: SecretVault, { vaultName }: ChosenSecret): Promise<SecretWithValue | undefined> {
  const wanted = textFlag(context, 'version');
  const found = await vault.get(vaultName, wanted === undefined ? undefined : await wholeVersion(context, vault, vaultName, wanted), context.signal);
  if (found !== undefined) context.output.protect(found.value);
  return found;
}

/** The id of a version from its first digits. @throws AtakoraError `ATK1002` for what is no id, `ATK2228` when none or several begin so */
async function wholeVersion(context: CommandContext, vault: SecretVault, name: string, wanted: string): Promise<string> {
  if (!/^[0-9a-f]{4,32}$/i.test(wanted)) throw new AtakoraError('ATK1002', `--version ${wanted} is not the id of a version`, { hint: 'Give its 32 hex digits, or the first four or more.' });
  if (wanted.length === 32) return wanted.toLowerCase();
  const fits = (await vault.versions(name, context.signal)).filter(({ version }) => version.startsWith(wanted.toLowerCase()));
  const [only, ...others] = fits;
  if (only !== undefined && others.length === 0) return only.version;
  throw new AtakoraError('ATK2228', `${fits.length === 0 ? 'no version' : `${fits.length} versions`} of ${name} ${fits.length === 0 ? 'begins' : 'begin'} with ${wanted}`, { hint: `See \`${commandLine(context, `secrets list ${name}`)}\`.` });
}

function missing(session: SecretSession, { name, vault, declared }: ChosenSecret): AtakoraError {
  const { context } = session.scene;
  const hint = declared === undefined && session.declared.length > 0 ? suggestion(name, session.declared.map((secret) => secret.name)) : `Set it: \`${commandLine(context, `secrets set ${name}`)}\`. Removed ones: \`${commandLine(context, 'secrets list --deleted')}\`.`;
  return new AtakoraError('ATK2228', `${vault.name} has no secret ${name}`, { hint });
}
