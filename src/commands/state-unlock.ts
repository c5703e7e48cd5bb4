import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { commandLine } from '../platform/command-line.ts';
import { confirmChange } from '../platform/confirm-change.ts';
import { holderText } from '../platform/state-lock.ts';
import { noteRun, openState } from '../platform/state-session.ts';
import { paragraph } from '../platform/state-text.ts';

/**
 * Takes the lock away from the holder with that id, after a question; the holder finds out at its next step, and the history keeps who did it.
 * @throws AtakoraError `ATK1712` when the id is not that of the present lock.
 */
export async function unlockState(context: CommandContext): Promise<number> {
  const scene = await openState(context);
  const { store } = scene.ports;
  const id = context.positionals[1] ?? '';
  const environment = scene.session.facts.key;
  const lock = await store.lockInfo();
  if (lock === undefined || lock.id !== id) {
    const now = lock === undefined ? `the state of ${environment} is not locked` : `the state of ${environment} is locked by ${holderText(lock, context)} with the id ${lock.id}, not ${id}`;
    throw new AtakoraError('ATK1712', now, { hint: lock === undefined ? 'Nothing to do.' : `See \`${commandLine(context, 'state lock-info')}\`.` });
  }
  context.output.text(paragraph(context, `The lock is held by ${holderText(lock, context)}.`));
  if (lock.held) {
    const open = await store.readJournal().catch(() => []);
    const running = open.length === 0 ? '' : ' Its journal is open: what it started in Azure may still run. `atakora apply --attach` watches that to its end.';
    context.output.text(paragraph(context, `warning: that process may still be at work; it stops at its next step without the lock.${running}`));
  }
  await confirmChange(context, { text: `Break the lock ${id} of ${environment}?` });
  const broken = await store.breakLock(id);
  await noteRun(scene, `broke the lock ${id} of ${lock.who} on ${lock.host} (atakora ${lock.command}, ${lock.run})`);
  context.output.document({ environment, unlocked: id, at: broken.at, by: broken.by, lock: { ...lock } as unknown as Json }, () => paragraph(context, `The state of ${environment} is not locked any more. The history keeps that ${broken.by} broke the lock.`));
  return 0;
}
