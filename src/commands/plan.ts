import type { Command } from '../platform/command.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { listFlag } from '../platform/command-context.ts';
import { commandLine } from '../platform/command-line.ts';
import { refreshMode } from '../platform/make-plan.ts';
import { planFlags } from '../platform/plan-flags.ts';
import { planApply } from '../platform/plan-apply.ts';
import { findState } from '../platform/plan-project.ts';
import type { PlannedProject } from '../platform/plan-project.ts';
import { openPorts } from '../platform/project-ports.ts';
import type { ProjectPorts } from '../platform/project-ports.ts';
import { openProject } from '../platform/project-session.ts';
import { kindOf } from '../resources/catalogue.ts';
import { isEmptyPlan } from '../ui/plain/plan-summary.ts';

export const plan: Command = {
  name: 'plan',
  summary: 'show what would change',
  description:
    'Loads the backend, reads what is there and shows the difference. Changes nothing and takes no lock, but for --refresh=only. With --out the plan is saved with all it needs: `apply FILE` does exactly that, without loading the code again.',
  arguments: [],
  flags: [
    ...planFlags,
    { name: 'out', type: 'string', value: 'FILE', summary: 'save the plan for `apply FILE`' },
    { name: 'expires', type: 'string', value: 'TIME', summary: 'how long the saved plan may be applied, such as 2h or 7d; 24h when absent' },
    { name: 'what-if', type: 'boolean', summary: 'ask Azure for its forecast too, and list where it is not what the plan says' },
    { name: 'markdown', type: 'boolean', summary: 'print the plan as Markdown for a comment on a pull request; all else goes to stderr' },
    { name: 'explore', type: 'boolean', summary: 'walk through the plan: fold, filter, search, why, dependencies; needs a terminal' },
    { name: 'detailed-exitcode', type: 'boolean', summary: 'exit 2 when there are changes' },
  ],
  json: 'events',
  examples: ['atakora plan --local', 'atakora plan --env prod --detail full', 'atakora plan --env prod --explore', 'atakora plan --json --detailed-exitcode', 'atakora plan --env prod --what-if', 'atakora plan --markdown > comment.md', "atakora plan --target 'main/cosmos.*/**'", 'atakora plan --env prod --out prod.plan --expires 2h'],
  run: async (context) => {
    if (refreshMode(context) === 'only') {
      const { refreshState } = await import('../platform/refresh-state.ts');
      return refreshState(context);
    }
    return runPlan(context);
  },
};

async function runPlan(context: CommandContext): Promise<number> {
  const { saveWish, savePlan } = await import('../platform/saved-plan-write.ts');
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
    const { surveySecrets, tellSurvey } = await import('../platform/secret-survey.ts');
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
    const { runWhatIf } = await import('../platform/run-what-if.ts');
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
