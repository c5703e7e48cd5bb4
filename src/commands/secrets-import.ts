import { resolve } from 'node:path';
import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { confirmChange } from '../platform/confirm-change.ts';
import { envFilePlace } from '../platform/env-file-place.ts';
import { readImportFile } from '../platform/import-file.ts';
import type { ImportItem } from '../platform/import-targets.ts';
import { envFileItems, vaultItems } from '../platform/import-targets.ts';
import { checkGit, isDotenv, openChecked, shownEnvironment } from '../platform/secret-check.ts';
import type { SecretSession } from '../platform/secret-session.ts';
import { warn } from '../platform/secret-text.ts';
import { paragraph } from '../platform/state-text.ts';
import type { ImportLine } from '../ui/plain/secret-import.ts';
import { importText } from '../ui/plain/secret-import.ts';
import { plural } from '../ui/text/plural.ts';

/**
 * `secrets import FILE`: shows by name what the file would change in the environment's vault, or with `--dotenv` in its file of variables, asks,
 * and sets it. What has its value already is not set again, so that an import that was cut off goes on when it is run again.
 * @throws AtakoraError `ATK1003`, `ATK1006` from the question, `ATK2204` to `ATK2212` for the file, `ATK2220` before the vault stands.
 */
export async function importSecrets(context: CommandContext): Promise<number> {
  const [, file = ''] = context.positionals;
  const dotenv = isDotenv(context);
  const { values, empty, warnings } = await readImportFile(context, file);
  const session = await openChecked(context);
  if (dotenv) await refuseOwnFile(context, session, file);
  for (const warning of warnings) warn(context, warning);
  const all = context.flags['all'] === true;
  const items = dotenv ? await envFileItems(context, session, values, all) : await vaultItems(context, session, values, all);
  const changes = items.filter(({ write }) => write !== undefined);
  const lines: readonly ImportLine[] = [...items, ...empty.map((name): ImportLine => ({ name, change: 'empty', place: '' }))];
  if (!context.output.json) context.output.text(lines.length === 0 ? paragraph(context, `${file} has no values`) : importText(lines, context.options));
  const versions = changes.length === 0 ? new Map<ImportItem, string | undefined>() : await write(context, session, changes);
  context.output.document(jsonOf(shownEnvironment(context, session), lines, new Map([...versions].map(([{ name, place }, version]) => [`${name} ${place}`, version]))), () => paragraph(context, summary(changes)));
  return 0;
}

/** @throws AtakoraError `ATK1002` when the file is the one that would be written, `ATK2207` when git tracks that. */
async function refuseOwnFile(context: CommandContext, session: SecretSession, file: string): Promise<void> {
  await checkGit(session);
  const { path, name } = envFilePlace(session.scene.session);
  if (file !== '-' && resolve(context.platform.cwd, file) === path) {
    throw new AtakoraError('ATK1002', `${name} is the file that --dotenv writes`, { hint: 'Leave --dotenv out to set its values in the vault.' });
  }
}

/** Sets what differs, one after the other; each is told once it is there. */
async function write(context: CommandContext, session: SecretSession, changes: readonly ImportItem[]): Promise<ReadonlyMap<ImportItem, string | undefined>> {
  const places = [...new Set(changes.map(({ place }) => place))].join(', ');
  await confirmChange(context, { text: `Set ${plural(changes.length, 'secret')} in ${places} (${shownEnvironment(context, session)})?` });
  const versions = new Map<ImportItem, string | undefined>();
  for (const item of changes) {
    context.signal.throwIfAborted();
    try {
      versions.set(item, await item.write?.());
    } catch (error) {
      throw told(context, error, item, versions.size, changes.length);
    }
    if (context.options.verbosity === 'verbose') context.output.text(paragraph(context, `set ${item.name} in ${item.place}`));
  }
  return versions;
}

function told(context: CommandContext, error: unknown, { name }: ImportItem, done: number, whole: number): unknown {
  if (!(error instanceof AtakoraError) || context.signal.aborted) return error;
  const hint = `${error.hint} ${done} of ${plural(whole, 'secret')} are set; the same command goes on with the rest.`;
  return new AtakoraError(error.code, `${name}: ${error.message}`, { source: error.source, hint, cause: error, ...(error.location === undefined ? {} : { location: error.location }), ...(error.address === undefined ? {} : { address: error.address }) });
}

function summary(changes: readonly ImportItem[]): string {
  const places = [...new Set(changes.map(({ place }) => place))].join(', ');
  return changes.length === 0 ? 'Nothing to set.' : `Set ${plural(changes.length, 'secret')} in ${places}.`;
}

function jsonOf(environment: string, lines: readonly ImportLine[], versions: ReadonlyMap<string, string | undefined>): Json {
  const secrets = lines.map(({ name, change, place, near }): Json => {
    const key = `${name} ${place}`;
    const version = versions.get(key);
    return { name, change, ...(place === '' ? {} : { place }), ...(near === undefined ? {} : { didYouMean: near }), set: versions.has(key), ...(version === undefined ? {} : { version }) };
  });
  return { environment, secrets };
}
