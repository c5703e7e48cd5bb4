import type { SecretVault, SecretVersion } from '../engine/secret-vault.ts';
import { AtakoraError } from '../model/errors.ts';
import { isSecretName } from '../model/secret-name.ts';
import { applyUpToVault, untilVaultAnswers } from '../platform/apply-vault.ts';
import type { ChosenSecret } from '../platform/chosen-secret.ts';
import { chooseSecret, componentsOf, standingVault } from '../platform/chosen-secret.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { listFlag, textFlag } from '../platform/command-context.ts';
import { commandLine } from '../platform/command-line.ts';
import { confirmChange } from '../platform/confirm-change.ts';
import { parseExpiry } from '../platform/secret-expiry.ts';
import type { SecretInput } from '../platform/secret-input.ts';
import { readSecretInput } from '../platform/secret-input.ts';
import { openSecretSession } from '../platform/secret-session.ts';
import { secretTags } from '../platform/secret-tags.ts';
import { suggestDeclared, tellCode } from '../platform/secret-notices.ts';
import { withSecretsRole } from '../platform/with-secrets-role.ts';
import type { SetResult } from '../ui/plain/secret-report.ts';
import { setReport } from '../ui/plain/secret-report.ts';

/** What the flags want of the version beside its value. */
interface Wish {
  readonly expiresAt: string | undefined;
  readonly contentType: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly force: boolean;
}

/**
 * `secrets set NAME [VALUE]`: adds a value as the current version. A value that is there already makes no version.
 * @throws AtakoraError `ATK1002`, `ATK1003`, `ATK1308`, `ATK2204`, `ATK2220`, `ATK2225` and what the vault throws
 */
export async function setSecret(context: CommandContext): Promise<number> {
  const [, given = '', argument] = context.positionals;
  // Before anything can fail and be told.
  if (argument !== undefined && argument !== '-') context.output.protect(argument);
  const wish = wishOf(context);
  const session = await openSecretSession(context, { withoutCode: true });
  const chosen = chooseSecret(session, given);
  tellCode(context, session);
  if (chosen.declared === undefined) {
    if (!isSecretName(given)) throw new AtakoraError('ATK1308', `"${given}" cannot be the name of a secret`, { hint: 'Use 1 to 127 letters, digits, `_` and `-`, a letter first.' });
    suggestDeclared(context, session, given);
  }
  const { declared } = chosen;
  const environment = session.scene.session.facts.key;
  const input = await readSecretInput(context, { name: chosen.name, environment, argument, description: declared?.description, generation: declared?.generate });
  if (!chosen.vault.stands) {
    const code = await applyUpToVault(context, chosen.vault);
    if (code !== 0) {
      context.output.text(`${chosen.name} is not stored: its vault is not applied\n`);
      return code;
    }
  }
  // The apply has written another state.
  const standing = chosen.vault.stands ? session : await openSecretSession(context, { withoutCode: true });
  const opened = await standingVault(standing, chosen.vault);
  if (!chosen.vault.stands) await untilVaultAnswers(context, opened);
  const result = await withSecretsRole(standing, chosen.vault, opened, (vault) => store(context, vault, chosen, input, wish));
  context.output.document(jsonOf(chosen, result, input, environment), () => setReport({ name: chosen.name, vaultName: chosen.vault.name, environment, result, consumers: declared?.consumers ?? [], now: context.platform.clock.now(), width: context.options.width }));
  return 0;
}

function wishOf(context: CommandContext): Wish {
  const expires = textFlag(context, 'expires');
  const tags = listFlag(context, 'tag').map((text) => {
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (name === '' || name.length > 256 || value.length > 256) throw new AtakoraError('ATK1002', `--tag ${name === '' ? 'wants NAME=TEXT' : `${name} is longer than a tag can be`}`, { hint: 'Write --tag NAME=TEXT, each with at most 256 characters.' });
    return [name, value] as const;
  });
  const reserved = tags.find(([name]) => name.toLowerCase().startsWith('atakora:'));
  if (reserved !== undefined) throw new AtakoraError('ATK1002', `--tag ${reserved[0]}: names with atakora: are our own`);
  if (new Set(tags.map(([name]) => name)).size > 8) throw new AtakoraError('ATK1002', 'more than 8 tags do not fit beside our own: a version has at most 15');
  return { expiresAt: expires === undefined ? undefined : parseExpiry(expires, context.platform.clock.now()), contentType: textFlag(context, 'content-type'), tags: Object.fromEntries(tags), force: context.flags['force'] === true };
}

/** Adds the version; a deleted secret of that name is recovered first, once somebody agrees. */
async function store(context: CommandContext, vault: SecretVault, chosen: ChosenSecret, input: SecretInput, wish: Wish): Promise<SetResult> {
  try {
    return await addVersion(context, vault, chosen, input, wish);
  } catch (error) {
    if (!(error instanceof AtakoraError) || error.code !== 'ATK2225') throw error;
    await agreeToRecover(context, chosen, error);
    await vault.recover(chosen.vaultName, context.signal);
    return { ...(await addVersion(context, vault, chosen, input, wish)), recovered: true };
  }
}

/** @throws AtakoraError `ATK2225` when nobody can be asked, `ATK1006` when the person declines */
async function agreeToRecover(context: CommandContext, { name, vault }: ChosenSecret, error: AtakoraError): Promise<void> {
  if (!context.options.yes && !context.options.interactive) {
    throw new AtakoraError('ATK2225', error.message, { hint: `Give --yes to recover it and add the new value as a version, or purge it: \`${commandLine(context, `secrets remove ${name} --purge`)}\`.` });
  }
  await confirmChange(context, { text: `A deleted secret ${name} holds the name in ${vault.name}. Recover it, and add the new value as its current version?` });
}

async function addVersion(context: CommandContext, vault: SecretVault, { declared, vaultName }: ChosenSecret, { value, source }: SecretInput, wish: Wish): Promise<SetResult> {
  const current = await currentOf(context, vault, vaultName);
  if (current?.value === value && !wish.force && (wish.contentType === undefined || wish.contentType === current.version.contentType)) {
    return sameValue(context, vault, current.version, wish);
  }
  const tags = secretTags(context, { components: componentsOf(declared), source, own: { ...(current === undefined ? {} : peoplesTags(current.version)), ...wish.tags } });
  const contentType = wish.contentType ?? current?.version.contentType;
  const version = await vault.set(vaultName, value, { tags, ...(wish.expiresAt === undefined ? {} : { expiresAt: wish.expiresAt }), ...(contentType === undefined ? {} : { contentType }) }, context.signal);
  return { kind: current === undefined ? 'added' : 'replaced', version };
}

/** The same value makes no version: what flags want of it is changed where it is. */
async function sameValue(context: CommandContext, vault: SecretVault, current: SecretVersion, wish: Wish): Promise<SetResult> {
  const wantsTags = Object.entries(wish.tags).some(([name, text]) => current.tags[name] !== text);
  const wantsExpiry = wish.expiresAt !== undefined && Date.parse(wish.expiresAt) !== Date.parse(current.expiresAt ?? '');
  if (!wantsTags && !wantsExpiry) return { kind: 'unchanged', version: current };
  const change = { ...(wantsTags ? { tags: { ...current.tags, ...wish.tags } } : {}), ...(wantsExpiry && wish.expiresAt !== undefined ? { expiresAt: wish.expiresAt } : {}) };
  return { kind: 'updated', version: await vault.update(current.name, current.version, change, context.signal) };
}

/** The current version with its value, where that can be read. */
interface Current {
  readonly version: SecretVersion;
  readonly value?: string;
}

/**
 * The current version, to see whether the value is a new one. Its value is absent when it is disabled or expired; nothing is known without the
 * right to read, which setting does not need.
 */
async function currentOf(context: CommandContext, vault: SecretVault, name: string): Promise<Current | undefined> {
  try {
    const found = await vault.get(name, undefined, context.signal);
    if (found === undefined) return undefined;
    const { value, ...version } = found;
    context.output.protect(value);
    return { version, value };
  } catch (error) {
    if (!(error instanceof AtakoraError)) throw error;
    if (error.code === 'ATK1802') return undefined;
    if (error.code !== 'ATK2223' && error.code !== 'ATK2224') throw error;
    const [version] = await vault.versions(name, context.signal);
    return version === undefined ? undefined : { version };
  }
}

/** Tags that people gave: a version inherits none by itself. */
function peoplesTags({ tags }: SecretVersion): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tags).filter(([name]) => !name.startsWith('atakora:')));
}

function jsonOf({ name, vaultName, vault, declared }: ChosenSecret, { kind, version, recovered }: SetResult, { source }: SecretInput, environment: string) {
  return {
    name,
    vaultName,
    environment,
    vault: vault.address,
    uri: vault.uri,
    result: kind,
    version: version.version,
    ...(version.expiresAt === undefined ? {} : { expiresAt: version.expiresAt }),
    ...(version.contentType === undefined ? {} : { contentType: version.contentType }),
    source,
    declared: declared !== undefined,
    ...(recovered === true ? { recovered } : {}),
    consumers: (declared?.consumers ?? []).map(({ address, component, setting }) => ({ address, component, setting })),
  };
}
