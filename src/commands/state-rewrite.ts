import { AtakoraError } from '../model/errors.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { confirmChange } from '../platform/confirm-change.ts';
import { openRewriting } from '../platform/state-backend.ts';
import { withStateLock } from '../platform/state-lock.ts';
import { owner } from '../platform/project-ports.ts';
import { noteRun, openState, readSettled } from '../platform/state-session.ts';
import { paragraph } from '../platform/state-text.ts';
import { recodeRunArchive } from '../state/recode-run-archive.ts';
import { plural } from '../ui/text/plural.ts';

/**
 * Writes the state, its history and the archived runs again as the manifest's `encryption` says: sealed under the present passphrase, or plain.
 * What is stored may be plain, or sealed under the present or the previous passphrase.
 * @throws AtakoraError `ATK1002` for a state in files, `ATK1713` when a passphrase is missing or wrong.
 */
export async function rewriteState(context: CommandContext): Promise<number> {
  const opened = await openState(context);
  const { session } = opened;
  const setting = session.facts.state;
  if (setting === undefined || setting === 'local') {
    throw new AtakoraError('ATK1002', `environment "${session.facts.name}" keeps its state in files, which are not encrypted`, { hint: 'Encryption is for states in a container: atakora state bootstrap' });
  }
  const backend = await openRewriting(session, context.platform, setting, owner(context.platform));
  const scene = { ...opened, ports: { ...opened.ports, ...backend } };
  await readSettled(scene);
  const how = setting.encryption === undefined ? 'without encryption' : 'encrypted under the present passphrase';
  await confirmChange(context, { text: `Write all versions of the state of ${session.facts.key} again, ${how}?` });
  const [documents, files] = await withStateLock(scene, async (lock) => [await lock.recode(), await recodeRunArchive(backend.archive)]);
  await noteRun(scene, `wrote all versions again, ${how}`);
  context.output.document({ environment: session.facts.key, encryption: setting.encryption ?? null, documents, files }, () =>
    paragraph(context, `Wrote ${plural(documents, 'version')} and ${plural(files, 'file')} of runs again, ${how}.`));
  return 0;
}
