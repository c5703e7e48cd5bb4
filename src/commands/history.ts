import { AtakoraError } from '../model/errors.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { parseRunId } from '../model/run-id.ts';
import type { RunId } from '../model/run-id.ts';
import type { RunArchive } from '../engine/ports.ts';
import type { Command } from '../platform/command.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { openPorts } from '../platform/project-ports.ts';
import { openProject } from '../platform/project-session.ts';
import { spokenRow } from '../ui/text/spoken-row.ts';
import { formatDuration } from '../ui/text/duration-text.ts';

export const history: Command = {
  name: 'history',
  summary: 'list the runs of the environment',
  description: 'Every applied run with who, when, what it changed and how it ended; with a RUN: the record of that run. --explore walks through the runs, and through the plan of a RUN.',
  arguments: [{ name: 'RUN', required: false, summary: 'id of one run' }],
  flags: [{ name: 'explore', type: 'boolean', summary: 'walk through the runs, replay, compare and go back to them; with a RUN: through its plan; needs a person at a terminal' }],
  json: 'document',
  examples: ['atakora history --local', 'atakora history --explore', 'atakora history synth-20251014-153000-b8d4e2a1 --local'],
  run: async (context) => {
    const session = await openProject(context);
    const { archive } = openPorts(session, context.platform);
    const [wanted] = context.positionals;
    const explores = context.flags['explore'] === true;
    if (explores && context.options.interactive) return explore(context, archive, session.facts.key);
    if (explores) context.output.text('--explore needs a person at a terminal: the history is printed only\n');
    if (wanted !== undefined) {
      const result = await readResult(archive, parseRunId(wanted));
      if (result === undefined) {
        throw new AtakoraError('ATK1007', `there is no run ${wanted}`, { hint: 'See `atakora history`.' });
      }
      context.platform.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
      return 0;
    }
    await listRuns(context, archive, session.facts.key);
    return 0;
  },
};

async function explore(context: CommandContext, archive: RunArchive, environment: string): Promise<number> {
  const [wanted] = context.positionals;
  if (wanted === undefined) return (await import('../platform/browse-history.ts')).browseHistory(context, archive, environment);
  const [{ exploreArchived }, { findRun }] = await Promise.all([import('../platform/archived-plan.ts'), import('../platform/find-run.ts')]);
  return exploreArchived(context, archive, await findRun(archive, wanted));
}

async function listRuns(context: CommandContext, archive: RunArchive, environment: string): Promise<void> {
  const rows: Json[] = [];
  for (const run of await archive.list()) {
    const result = await readResult(archive, run);
    if (isJsonObject(result) && result['environment'] === environment) {
      rows.push({ run, ...result });
    }
  }
  context.output.document(rows, () => (rows.length === 0 ? 'No runs yet.\n' : `${rows.map((row) => rowText(row, context.options.screenReader)).join('\n')}\n`));
}

/** `succeeded`, for a rollback with the run that it went back to, for a promotion with the run that it brought. */
function resultText({ result, returnsTo, promotedFrom }: JsonObject): string {
  const back = typeof returnsTo === 'string' ? ` (back to ${returnsTo})` : '';
  const promoted = isJsonObject(promotedFrom) ? ` (promoted from ${String(promotedFrom['environment'])}, ${String(promotedFrom['run'])})` : '';
  return `${String(result ?? '')}${back}${promoted}`;
}

function rowText(row: Json, spoken: boolean): string {
  if (!isJsonObject(row)) {
    return '';
  }
  const cells = [String(row['run']), String(row['endedAt'] ?? ''), String(row['kind'] ?? ''), resultText(row), typeof row['note'] === 'string' ? row['note'] : changesText(row), formatDuration(Number(row['elapsedMs'] ?? 0)), String(row['by'] ?? '')];
  return spoken ? spokenRow(cells, ['run', 'ended', '', '', '', 'took', 'by']) : cells.join('  ');
}

/** `3 create, 1 delete`, and what did not end well. */
function changesText(row: JsonObject): string {
  const items = Array.isArray(row['items']) ? row['items'].filter(isJsonObject) : [];
  const done = items.filter((item) => item['result'] === 'done');
  const changes = ['create', 'update', 'replace', 'delete'].flatMap((action) => {
    const count = done.filter((item) => item['action'] === action).length;
    return count === 0 ? [] : [`${count} ${action}`];
  });
  const open = items.length - done.length;
  return [...changes, ...(open === 0 ? [] : [`${open} not done`])].join(', ') || 'no changes';
}

async function readResult(archive: RunArchive, run: RunId): Promise<Json | undefined> {
  const text = await archive.read(run, 'result.json');
  return text === undefined ? undefined : (JSON.parse(text) as Json);
}
