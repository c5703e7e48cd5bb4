import type { SecretVault, SecretVersion } from '../engine/secret-vault.ts';
import type { DeclaredSecret } from '../model/declared-secret.ts';
import type { Json } from '../model/json.ts';
import { secretKey } from '../model/secret-name.ts';
import { chooseSecret, chooseVault, standingVault } from '../platform/chosen-secret.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { textFlag } from '../platform/command-context.ts';
import { commandLine } from '../platform/command-line.ts';
import type { EnvironmentVault, SecretSession } from '../platform/secret-session.ts';
import { openSecretSession } from '../platform/secret-session.ts';
import { tellCode } from '../platform/secret-notices.ts';
import { paragraph, table } from '../platform/state-text.ts';
import type { SecretRow } from '../ui/plain/secret-list.ts';
import { asciiGlyphs } from '../ui/text/glyphs.ts';
import { createSecretTable, missingRow, rowOf, stateText, summaryOf } from '../ui/plain/secret-list.ts';
import { ageText } from '../ui/text/age-text.ts';
import { AtakoraError } from '../model/errors.ts';

/** Versions of so many secrets are counted at once. */
const atOnce = 8;

/** Rows of a page of the vault; a page is shown when it is whole. */
const pageRows = 25;

/**
 * `secrets list [NAME]`: what the vaults hold and what is declared, page by page; never a value.
 * @throws AtakoraError `ATK1002`, `ATK2220`, `ATK2222`, `ATK2228` and what the vault throws
 */
export async function listSecrets(context: CommandContext): Promise<number> {
  const [, name] = context.positionals;
  const deleted = context.flags['deleted'] === true;
  if (deleted && name !== undefined) throw new AtakoraError('ATK1002', '--deleted lists all removed secrets of a vault', { hint: 'Leave out the name.' });
  const session = await openSecretSession(context, { withoutCode: true });
  tellCode(context, session);
  if (deleted) return listDeleted(context, session);
  return name === undefined ? listAll(context, session) : listVersions(context, session, name);
}

/** What is collected for the document, or counted for the last line. */
interface Listing {
  readonly rows: SecretRow[];
  readonly counts: Map<SecretRow['state'], number>;
}

async function listAll(context: CommandContext, session: SecretSession): Promise<number> {
  const vaults = textFlag(context, 'vault') === undefined ? session.vaults : [chooseVault(session)];
  if (vaults.length === 0) throw new AtakoraError('ATK2222', `environment ${session.scene.session.facts.key} has no vault`);
  const listing: Listing = { rows: [], counts: new Map() };
  for (const vault of vaults) await listVault(context, session, vault, listing);
  const environment = session.scene.session.facts.key;
  if (context.options.json) {
    const document = { environment, vaults: vaults.map(({ address, name, uri, stands }) => ({ address, name, uri, applied: stands })), secrets: listing.rows.map(rowJson) };
    context.output.document(document, () => '');
  } else {
    context.output.text(paragraph(context, summaryOf(listing.counts, (command) => commandLine(context, command))));
  }
  return 0;
}

/** Shows a vault page by page: what it holds in its order, then what is declared and missing. Only names are kept of pages that were shown. */
async function listVault(context: CommandContext, session: SecretSession, vault: EnvironmentVault, listing: Listing): Promise<void> {
  const declared = new Map(session.declared.filter((secret) => secret.vault === vault.address).map((secret) => [secretKey(secret.name), secret]));
  const opened = await session.vaultOf(vault.address);
  const shown = createSecretTable({ width: context.options.width, spoken: context.options.screenReader, ...(context.options.ascii ? { ellipsis: asciiGlyphs.ellipsis } : {}), names: [...declared.values()].map(({ name }) => name) });
  const tell = (rows: readonly SecretRow[]): void => {
    for (const { state } of rows) listing.counts.set(state, (listing.counts.get(state) ?? 0) + 1);
    if (context.options.json) listing.rows.push(...rows);
    else if (rows.length > 0) context.output.text(shown.lines(rows));
  };
  if (!context.options.json) context.output.text(paragraph(context, `${vault.name} (${session.scene.session.facts.key})${opened === undefined ? ` is not applied yet: ${commandLine(context, `apply --target ${vault.address}`)}` : ''}`));
  if (opened !== undefined) {
    const known = session.codeFailure === undefined;
    for await (const page of pagesOf(opened.list(context.signal))) {
      const counts = await countVersions(context, opened, page);
      tell(page.map((version, at) => rowOf({ version, versions: counts[at] ?? 0, declared: take(declared, version), known, now: context.platform.clock.now(), vault: vault.address })));
    }
  }
  tell([...declared.values()].map((secret) => missingRow(secret)));
}

/** The declared secret of a name, which is then not missing any more. */
function take(declared: Map<string, DeclaredSecret>, { name }: SecretVersion): DeclaredSecret | undefined {
  const key = secretKey(name);
  const found = declared.get(key);
  declared.delete(key);
  return found;
}

async function* pagesOf(list: AsyncIterable<SecretVersion>): AsyncIterable<readonly SecretVersion[]> {
  let page: SecretVersion[] = [];
  for await (const version of list) {
    page.push(version);
    if (page.length === pageRows) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}

async function countVersions(context: CommandContext, vault: SecretVault, page: readonly SecretVersion[]): Promise<readonly number[]> {
  const counts: number[] = [];
  for (let from = 0; from < page.length; from += atOnce) {
    counts.push(...(await Promise.all(page.slice(from, from + atOnce).map(async ({ name }) => (await vault.versions(name, context.signal)).length))));
  }
  return counts;
}

function rowJson({ consumers, ...row }: SecretRow): Json {
  return { ...(row as unknown as Readonly<Record<string, Json>>), consumers: consumers.map(({ address, component, setting }) => ({ address, component, setting })) };
}

async function listDeleted(context: CommandContext, session: SecretSession): Promise<number> {
  const vault = chooseVault(session);
  const deleted = await (await standingVault(session, vault)).deleted(context.signal);
  const now = context.platform.clock.now();
  const rows = deleted.map(({ name, deletedAt, purgedAt }) => [name, deletedAt === undefined ? '' : ageText(deletedAt, now), purgedAt === undefined ? '' : `purged ${ageText(purgedAt, now)}`]);
  context.output.document(
    { environment: session.scene.session.facts.key, vault: vault.address, deleted: deleted.map(({ name, deletedAt, purgedAt }) => ({ name, ...(deletedAt === undefined ? {} : { deletedAt }), ...(purgedAt === undefined ? {} : { purgedAt }) })) },
    () => (deleted.length === 0 ? paragraph(context, `${vault.name} has no removed secrets`) : `${table(context, [['NAME', 'REMOVED', 'ENDS'], ...rows])}${paragraph(context, `to bring one back: ${commandLine(context, 'secrets recover NAME')}`)}`),
  );
  return 0;
}

async function listVersions(context: CommandContext, session: SecretSession, given: string): Promise<number> {
  const chosen = chooseSecret(session, given);
  const versions = await (await standingVault(session, chosen.vault)).versions(chosen.vaultName, context.signal);
  if (versions.length === 0) throw new AtakoraError('ATK2228', `${chosen.vault.name} has no secret ${chosen.name}`, { hint: `Set it: \`${commandLine(context, `secrets set ${chosen.name}`)}\`.` });
  const now = context.platform.clock.now();
  const row = (version: SecretVersion, at: number): readonly string[] => [version.version, at === 0 ? `current, ${stateText(version, now)}` : stateText(version, now), ageText(version.createdAt, now), version.expiresAt?.slice(0, 10) ?? '', version.tags['atakora:owner'] ?? ''];
  context.output.document(
    { name: chosen.name, vaultName: chosen.vaultName, environment: session.scene.session.facts.key, vault: chosen.vault.address, versions: versions.map((version, at) => ({ ...version, current: at === 0 })) as unknown as Json },
    () => table(context, [['VERSION', 'STATE', 'SET', 'EXPIRES', 'BY'], ...versions.map(row)]),
  );
  return 0;
}
