import { preflight } from '../engine/preflight/preflight.ts';
import type { ConnectedAzure } from '../engine/azure-questions.ts';
import { AtakoraError } from '../model/errors.ts';
import { kindOf } from '../resources/catalogue.ts';
import { plural } from '../ui/text/plural.ts';
import type { CommandContext } from './command-context.ts';
import { typedMend } from './command-line.ts';
import { inPhase } from './in-phase.ts';
import type { PlannedProject } from './plan-project.ts';

/**
 * Looks at everything that would make an approved plan fail, before anybody is asked and without any lock, and tells all of it.
 * @throws AtakoraError `ATK1650` when something would.
 */
export async function runPreflight(context: CommandContext, { plan, synthesis }: PlannedProject, azure: ConnectedAzure): Promise<void> {
  const { clock } = context.platform;
  const since = clock.monotonicMs();
  const { outcomes, ...looked } = await inPhase(context, 'preflight', () =>
    preflight({
      plan,
      azure,
      questions: azure.questions,
      kindOf,
      clock,
      signal: context.signal,
      ...(synthesis === undefined ? {} : { synthesis }),
      secretNames: (vaultUri, signal) => azure.secretNames(vaultUri, signal),
    }),
  );
  const findings = looked.findings.map((finding) => ({ ...finding, hint: typedMend(context, finding.hint) }));
  context.output.emit({ type: 'preflight', elapsedMs: Math.round(clock.monotonicMs() - since), outcomes, findings });
  const blockers = findings.filter(({ severity }) => severity === 'blocker');
  if (blockers.length === 0) return;
  throw new AtakoraError('ATK1650', `preflight found ${plural(blockers.length, 'blocker')}; nothing was changed`, { hint: blockers.length === 1 ? 'Mend what is said above, then run it again.' : 'Mend each as said above, then run it again.' });
}
