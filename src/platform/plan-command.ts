import type { CommandContext } from './command-context.ts';
import { listFlag } from './command-context.ts';
import { commandLine } from './command-line.ts';
import { refreshMode } from './make-plan.ts';
import { planApply } from './plan-apply.ts';
import { findState } from './plan-project.ts';
import type { PlannedProject } from './plan-project.ts';
import { openPorts } from './project-ports.ts';
import type { ProjectPorts } from './project-ports.ts';
import { openProject } from './project-session.ts';
import { kindOf } from '../resources/catalogue.ts';
import { isEmptyPlan } from '../ui/plain/plan-summary.ts';

/** Makes the plan of the backend, shows it and saves it where that is asked for; with `--refresh=only` the state is renewed instead. Returns the exit code. */
export async function planCommand(context: CommandContext): Promise<number> {
  if (refreshMode(context) === 'only') {
    const { refreshState } = await import('./refresh-state.ts');
    return refreshState(context);
  }
  const { saveWish, savePlan } = await import('./saved-plan-write.ts');
  const wish = saveWish(context);
  const session = await openProject(context);
  const ports = openPorts(session, context.platform);
  ports.tellRetries(
    (retry) => context.output.emit({ type: 'retry', ...retry }),
    (text) => context.output.emit({ type: 'log', level: 'warning', text }),
  );
  const found = await findState(session, ports, context);
  const planned = await planApply(context, session, ports, found);
  const made = planned.plan;
  if ((planned.synthesis?.secrets ?? []).length > 0) {
    const { surveySecrets, tellSurvey } = await import('./secret-survey.ts');
    const scene = { context, session, ports };
    // Before the plan: its last line is the counts.
    tellSurvey(scene, await surveySecrets(scene, planned, found));
  }
  context.output.emit({ type: 'plan', plan: made });
  await tellMore(context, planned, ports);
  if (context.flags['explore'] === true && !(await context.output.explore())) {
    context.output.emit({ type: 'log', level: 'warning', text: '--explore needs a terminal that can be redrawn: the plan is printed only' });
  }
  const saved = wish === undefined ? undefined : await savePlan(context, session, found, planned, wish);
  if (saved !== undefined) {
    context.output.emit({ type: 'log', level: 'info', text: `saved as ${wish?.file ?? ''}, plan ${made.hash.slice(0, 8)}, good until ${saved.expiresAt}` });
  }
  const empty = isEmptyPlan(made);
  const blocked = made.diagnostics.some((finding) => finding.severity === 'error');
  const exitCode = blocked ? 5 : !empty && context.flags['detailed-exitcode'] === true ? 2 : 0;
  const next = empty || blocked ? [] : [commandLine(context, saved === undefined ? ['apply', ...flagWords(context)].join(' ') : `apply ${wish?.file ?? ''}`)];
  context.output.emit({ type: 'summary', command: 'plan', result: empty ? 'no-changes' : 'planned', exitCode, elapsedMs: context.elapsedMs(), done: 0, failed: 0, skipped: 0, unknown: 0, next });
  return exitCode;
}

/** What was asked for beside the plan itself. */
async function tellMore(context: CommandContext, { plan: made, synthesis }: PlannedProject, ports: ProjectPorts): Promise<void> {
  if (context.flags['what-if'] === true && synthesis !== undefined) {
    const { runWhatIf } = await import('./run-what-if.ts');
    await runWhatIf(context, made, synthesis, await ports.azure());
  }
  if (context.flags['markdown'] === true) {
    const { planMarkdown } = await import('../ui/markdown/plan-markdown.ts');
    context.platform.stdout.write(planMarkdown(made, { titleOf: (type) => kindOf(type)?.title }));
  }
}

/** The flags that make this plan what it is, for the command that applies the same. */
function flagWords(context: CommandContext): readonly string[] {
  const words = ['target', 'exclude', 'replace', 'allow-data-loss'].flatMap((flag) => listFlag(context, flag).map((value) => `--${flag} ${/[*?]/.test(value) ? `'${value}'` : value}`));
  return context.flags['refresh'] === 'false' ? [...words, '--refresh=false'] : words;
}
