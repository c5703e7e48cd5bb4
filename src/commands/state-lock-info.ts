import type { Json } from '../model/json.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { commandLine } from '../platform/command-line.ts';
import { holderText } from '../platform/state-lock.ts';
import { openState } from '../platform/state-session.ts';
import { paragraph } from '../platform/state-text.ts';

/** Who holds the lock of the state, for what, since when, and how to wait for it or break it. */
export async function showLock(context: CommandContext): Promise<number> {
  const { session, ports } = await openState(context);
  const lock = await ports.store.lockInfo();
  const environment = session.facts.key;
  context.output.document({ environment, locked: lock?.held ?? false, lock: lock === undefined ? null : ({ ...lock } as unknown as Json) }, () => {
    if (lock === undefined) {
      return paragraph(context, `The state of ${environment} is not locked.`);
    }
    const state = lock.held ? `The state of ${environment} is locked by` : `The lock of the state of ${environment} was left behind; the next command takes it over. It was held by`;
    const facts = [`process ${lock.processId}, last sign of life ${lock.heartbeat}`, `id ${lock.id}`].map((fact) => paragraph(context, `  ${fact}`, 4)).join('');
    const ways = lock.held ? `${paragraph(context, 'Wait for it with --lock-timeout 5m. When you know that it is over for good:')}  ${commandLine(context, `state unlock ${lock.id}`)}\n` : '';
    return `${paragraph(context, `${state} ${holderText(lock, context)}.`)}${facts}${ways}`;
  });
  return 0;
}
