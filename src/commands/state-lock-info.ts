import { previewRecovery } from '../engine/apply/preview-recovery.ts';
import type { Json } from '../model/json.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { commandLine } from '../platform/command-line.ts';
import { foldFacts } from '../platform/plan-project.ts';
import { holderText } from '../platform/state-lock.ts';
import { openState } from '../platform/state-session.ts';
import { paragraph } from '../platform/state-text.ts';

/** Who holds the lock of the state, for what, since when, and how to wait for it or break it. */
export async function showLock(context: CommandContext): Promise<number> {
  const { session, ports } = await openState(context);
  const lock = await ports.store.lockInfo();
  const environment = session.facts.key;
  // A lock that outlived its holder while what it started still runs is no reason to break anything: it can be returned to.
  const running = lock === undefined || lock.held ? [] : previewRecovery(await ports.store.read(), await ports.store.readJournal(), foldFacts(session, context)).deployments.map(({ deployment }) => deployment);
  context.output.document({ environment, locked: lock?.held ?? false, lock: lock === undefined ? null : ({ ...lock } as unknown as Json) }, () => {
    if (lock === undefined) {
      return paragraph(context, `The state of ${environment} is not locked.`);
    }
    const state = lock.held ? `The state of ${environment} is locked by` : `The lock of the state of ${environment} was left behind; the next command takes it over. It was held by`;
    const facts = [`process ${lock.processId}, last sign of life ${lock.heartbeat}`, `id ${lock.id}`].map((fact) => paragraph(context, `  ${fact}`, 4)).join('');
    const ways = lock.held ? `${paragraph(context, 'Wait for it with --lock-timeout 5m. When you know that it is over for good:')}  ${commandLine(context, `state unlock ${lock.id}`)}\n` : '';
    const open = running.length === 0 ? '' : `${paragraph(context, `${running.join(', ')} may still run in Azure. Return to it:`)}  ${commandLine(context, 'apply --attach')}\n`;
    return `${paragraph(context, `${state} ${holderText(lock, context)}.`)}${facts}${ways}${open}`;
  });
  return 0;
}
