import { AtakoraError } from '../model/errors.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { textFlag } from '../platform/command-context.ts';
import { commandLine } from '../platform/command-line.ts';
import { refreshMode } from '../platform/make-plan.ts';
import { findState } from '../platform/plan-project.ts';
import { openScene } from '../platform/apply-project.ts';
import { promoteContext } from '../platform/promote-session.ts';
import type { PromoteWords } from '../platform/promote-session.ts';
import { promoteSource } from '../platform/promote-source.ts';
import { runChange } from '../platform/run-change.ts';
import { saveWish, savePlan } from '../platform/saved-plan-write.ts';
import { isEmptyPlan } from '../ui/plain/plan-summary.ts';

/**
 * Plans in one environment the run that is live in another, asks as `apply` does, and applies it there. With `--plan` or `--out` it shows
 * or saves the plan and changes nothing. Speaks in events.
 */
export async function promoteEnvironment(context: CommandContext): Promise<number> {
  const [, from = '', to = ''] = context.positionals;
  const words = { from, to };
  if (refreshMode(context) === 'only') {
    throw new AtakoraError('ATK1002', '--refresh=only plans nothing, and a promotion is planned', { hint: `Refresh the state with \`atakora plan --env ${to} --refresh=only\`.` });
  }
  const placed = promoteContext(context, words);
  return context.flags['plan'] === true || textFlag(context, 'out') !== undefined ? showPromotion(placed, words) : runChange(placed, 'apply', promoteSource(words));
}

async function showPromotion(context: CommandContext, words: PromoteWords): Promise<number> {
  const wish = saveWish(context);
  const source = promoteSource(words);
  const session = await source.open(context);
  const { ports } = openScene(context, session);
  const found = await findState(session, ports, context);
  const planned = await source.plan(context, session, ports, found);
  context.output.emit({ type: 'plan', plan: planned.plan });
  const saved = wish === undefined ? undefined : await savePlan(context, session, found, planned, wish);
  if (saved !== undefined) {
    context.output.emit({ type: 'log', level: 'info', text: `saved as ${wish?.file ?? ''}, plan ${planned.plan.hash.slice(0, 8)}, good until ${saved.expiresAt}` });
  }
  const empty = isEmptyPlan(planned.plan);
  const blocked = planned.plan.diagnostics.some((finding) => finding.severity === 'error');
  const exitCode = blocked ? 5 : 0;
  const next = empty || blocked ? [] : [commandLine(context, saved === undefined ? `env promote ${words.from} ${words.to}` : `apply ${wish?.file ?? ''}`)];
  context.output.emit({ type: 'summary', command: context.command, result: empty ? 'no-changes' : 'planned', exitCode, elapsedMs: context.elapsedMs(), done: 0, failed: 0, skipped: 0, unknown: 0, next });
  return exitCode;
}
