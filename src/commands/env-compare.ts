import type { Json } from '../model/json.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { compareReports } from '../platform/environment-comparison.ts';
import { reportEnvironment, tryDefinition } from '../platform/environment-report.ts';
import { namedEnvironment } from '../platform/named-environment.ts';
import { openFiles } from '../platform/project-session.ts';
import { findingsExit, showFindings } from '../platform/show-findings.ts';
import { comparisonText } from '../ui/plain/environment-text.ts';

/** Two environments side by side, what differs or everything; exit code 1 when settings are wrong. */
export async function compareEnvironments(context: CommandContext): Promise<number> {
  const project = await openFiles(context);
  const [, left, right] = context.positionals;
  const choices = [left, right].map((name) => namedEnvironment(context, project, name));
  const definition = await tryDefinition(context, project);
  const [first, second] = choices.map((choice) => reportEnvironment(project, choice, definition));
  if (first === undefined || second === undefined) {
    return 1;
  }
  const compared = compareReports(first, second);
  const all = context.flags['all'] === true;
  const problems = showFindings(context, compared.problems);
  const values = all ? compared.values : compared.values.filter(({ same }) => !same);
  context.output.document({ left: compared.left, right: compared.right, values: values as unknown as Json, problems }, () => comparisonText(compared, all, context.options));
  return findingsExit(compared.problems);
}
