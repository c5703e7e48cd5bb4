import { synthesisFiles } from '../engine/apply/archived-synthesis.ts';
import { mapBounded } from '../engine/apply/bounded.ts';
import type { RunArchive } from '../engine/ports.ts';
import { prettyJson } from '../model/canonical-json.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import type { RunId } from '../model/run-id.ts';
import { fileDifferenceLines, fileDifferences } from '../ui/plain/file-difference-lines.ts';
import { createSurface } from '../ui/plain/text-surface.ts';
import type { CommandContext } from './command-context.ts';
import { findRun } from './find-run.ts';
import { findState, readPins, refuseBroken } from './plan-project.ts';
import type { ProjectPorts } from './project-ports.ts';
import { openPorts } from './project-ports.ts';
import type { ProjectSession } from './project-session.ts';
import { openProject, openProjectForState } from './project-session.ts';
import { synthesizeProject } from './synthesize-project.ts';

/** Templates and parameters by the name of their file. */
type Templates = ReadonlyMap<string, string>;

/** Files read at a time. */
const atOnce = 8;

/**
 * Compares the templates of two runs, or of a run with those that the code gives now. Returns the exit code: 2 with `--detailed-exitcode` when
 * they differ, else 0.
 * @throws AtakoraError `ATK1007` for a run that is not there, `ATK1607` for one without templates, and what synthesizing throws.
 */
export async function compareRuns(context: CommandContext): Promise<number> {
  const [first, second] = context.positionals;
  const session = await (second === undefined ? openProject : openProjectForState)(context);
  const ports = openPorts(session, context.platform);
  const from = first === undefined ? await newestWithTemplates(ports.archive) : await findRun(ports.archive, first);
  const to = second === undefined ? undefined : await findRun(ports.archive, second);
  const before = await templatesOf(ports.archive, from);
  const after = to === undefined ? await templatesNow(context, session, ports) : await templatesOf(ports.archive, to);
  const files = fileDifferences([...new Set([...before.keys(), ...after.keys()])].sort().map((name) => ({ name, ...side('before', before.get(name)), ...side('after', after.get(name)) })));
  const document = { from, to: to ?? null, files: files.map(({ name, status, lines }) => ({ name, status, diff: lines.map(({ text }) => `${text}\n`).join('') })) };
  context.output.document(document as unknown as Json, () => {
    const surface = createSurface({ width: context.options.width, color: context.options.color, screenReader: context.options.screenReader });
    return `${[`${from} and ${to ?? 'the code as it is now'}`, '', ...fileDifferenceLines(files, surface)].join('\n')}\n`;
  });
  return files.length > 0 && context.flags['detailed-exitcode'] === true ? 2 : 0;
}

function side<Name extends 'before' | 'after'>(name: Name, text: string | undefined): Partial<Record<Name, string>> {
  return (text === undefined ? {} : { [name]: text }) as Partial<Record<Name, string>>;
}

async function templatesOf(archive: RunArchive, run: RunId): Promise<Templates> {
  const names = (await archive.names(run)).filter(isTemplate);
  if (names.length === 0) {
    throw new AtakoraError('ATK1607', `run ${run} kept no templates`, { hint: 'Runs of `apply` and `rollback` keep them; see `atakora history`.' });
  }
  return new Map(await mapBounded(names, atOnce, async (name) => [name, (await archive.read(run, name)) ?? ''] as const));
}

async function newestWithTemplates(archive: RunArchive): Promise<RunId> {
  for (const run of await archive.list()) {
    if ((await archive.names(run)).some(isTemplate)) return run;
  }
  throw new AtakoraError('ATK1007', 'no run has kept templates yet', { hint: 'Every apply keeps them.' });
}

async function templatesNow(context: CommandContext, session: ProjectSession, ports: ProjectPorts): Promise<Templates> {
  const found = await findState(session, ports, context);
  const { synthesis } = await synthesizeProject(context, session, await readPins(session, ports, found));
  refuseBroken(synthesis, context);
  return new Map(synthesisFiles(synthesis).flatMap(([name, content]) => (isTemplate(name) ? [[name, prettyJson(content as Json)] as const] : [])));
}

function isTemplate(name: string): boolean {
  return name.startsWith('templates/');
}
