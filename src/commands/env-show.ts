import type { Json } from '../model/json.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { reportEnvironment, tryDefinition } from '../platform/environment-report.ts';
import { namedEnvironment } from '../platform/named-environment.ts';
import { openFiles } from '../platform/project-session.ts';
import { findingsExit, showFindings } from '../platform/show-findings.ts';
import { environmentText } from '../ui/plain/environment-text.ts';

/** Every value of one environment and where it comes from; exit code 1 when settings are wrong. */
export async function showEnvironment(context: CommandContext): Promise<number> {
  const project = await openFiles(context);
  const choice = namedEnvironment(context, project, context.positionals[1]);
  const report = reportEnvironment(project, choice, await tryDefinition(context, project));
  const problems = showFindings(context, report.problems);
  const from = choice.from === 'flag' ? {} : { chosenFrom: choice.from };
  context.output.document({ ...(report as unknown as Readonly<Record<string, Json>>), ...from, problems }, () => environmentText(report, context.options));
  return findingsExit(report.problems);
}
