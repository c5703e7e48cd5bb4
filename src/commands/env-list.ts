import type { Json } from '../model/json.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { listEnvironments } from '../platform/environment-list.ts';
import { openFiles } from '../platform/project-session.ts';
import { findingsExit, showFindings } from '../platform/show-findings.ts';
import { environmentListText } from '../ui/plain/environment-text.ts';

/** All environments of the project; exit code 1 when settings of any are wrong. */
export async function listAllEnvironments(context: CommandContext): Promise<number> {
  const list = await listEnvironments(context, await openFiles(context));
  const problems = showFindings(context, list.problems);
  context.output.document({ ...(list as unknown as Readonly<Record<string, Json>>), problems }, () => environmentListText(list, context.options));
  return findingsExit(list.problems);
}
