import { mapBounded } from '../engine/apply/bounded.ts';
import { knownEnvironments } from '../engine/load/environment-target.ts';
import { locateInJson } from '../engine/load/json-position.ts';
import { manifestFile } from '../engine/load/manifest.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { AppliedReport, EnvironmentReport, EnvironmentSummary, EnvironmentValue } from '../model/environment-report.ts';
import { formatLocation } from '../model/source-location.ts';
import type { ListedEnvironment } from '../ui/browsers/environments/listed-environment.ts';
import { environmentsBrowser } from '../ui/browsers/environments/environments-browser.ts';
import { browse } from './browse.ts';
import { chosenEnvironment } from './chosen-environment.ts';
import type { CommandContext } from './command-context.ts';
import { summaryOf } from './environment-list.ts';
import type { KnownDefinition } from './environment-report.ts';
import { reportEnvironment, tryDefinition } from './environment-report.ts';
import type { OpenedProject } from './project-session.ts';
import { openFiles } from './project-session.ts';
import { withoutEnvironment } from './without-environment.ts';

/** States that are read at a time: each may be a request to a container. */
const atOnce = 4;

/** `env` without a verb: all environments and the twins that hold something, to walk through; with `--local` the twins of all. */
export async function browseEnvironments(context: CommandContext): Promise<number> {
  let project = await openFiles(context);
  let definition: KnownDefinition = { definition: undefined, problems: [] };
  return browse(withoutEnvironment(context), {
    browser: environmentsBrowser(project.loaded.project.name),
    prepare: async () => {
      project = await openFiles(context);
      definition = await tryDefinition(context, project);
    },
    load: async (tell, signal) => {
      const names = knownEnvironments(project.loaded.manifest, Object.keys(project.configuration.configuration.environments ?? {}));
      const found = new Map<string, readonly ListedEnvironment[]>();
      const all = (): readonly ListedEnvironment[] => inOrder(names.flatMap((name) => found.get(name) ?? []));
      await mapBounded(names, atOnce, async (name) => {
        signal.throwIfAborted();
        const summary = await summaryOf(context, project, name);
        found.set(name, rowsOf(context, project, definition, summary));
        tell(all());
      });
      return all();
    },
  });
}

/** Twins stand below the others. */
function inOrder(environments: readonly ListedEnvironment[]): readonly ListedEnvironment[] {
  return [...environments.filter(({ isTwin }) => !isTwin), ...environments.filter(({ isTwin }) => isTwin)];
}

function rowsOf(context: CommandContext, project: OpenedProject, definition: KnownDefinition, summary: EnvironmentSummary): readonly ListedEnvironment[] {
  const own = listed(context, project, definition, summary, undefined);
  // One that commands work on and that cannot be deployed yet has at least a twin to work with.
  const wantsTwin = context.options.local || (summary.isChosen && summary.lacks.length > 0);
  const twin = summary.twin === undefined && !wantsTwin ? [] : [listed(context, project, definition, summary, summary.twin ?? { kind: 'nothing' })];
  return context.options.local ? twin : [own, ...twin];
}

function listed(context: CommandContext, project: OpenedProject, definition: KnownDefinition, { applied, from, isDefault, lacks, name, protected: isProtected }: EnvironmentSummary, twin: AppliedReport | undefined): ListedEnvironment {
  const isTwin = twin !== undefined;
  const report = reportEnvironment(project, { environment: name, twin: isTwin, from: 'flag' }, definition);
  const chosen = chosenEnvironment(context, project.loaded.manifest);
  const location = placeOf(project, name);
  return {
    key: report.key,
    name,
    isTwin,
    from,
    isDefault,
    isChosen: chosen.environment === name && chosen.twin === isTwin,
    isProtected,
    applied: twin ?? applied,
    lacks: isTwin ? [] : lacks,
    target: report.target,
    chain: report.chain,
    own: ownSettings(project, definition, report),
    backends: report.backends,
    problems: report.problems.map(({ location: at, summary }) => (at === undefined ? summary : `${formatLocation(at)}: ${summary}`)),
    ...(location === undefined ? {} : { location }),
    now: context.platform.clock.now(),
  };
}

/** Settings whose value is another than in what it extends; of a built-in environment those that are written anywhere. */
function ownSettings(project: OpenedProject, definition: KnownDefinition, { chain, settings }: EnvironmentReport): readonly EnvironmentValue[] {
  const base = chain.at(-2);
  if (base === undefined) return settings.filter(({ location }) => location !== undefined);
  const before = new Map(reportEnvironment(project, { environment: base, twin: false, from: 'flag' }, definition).settings.map(({ path, value }) => [path, canonicalJson([value])]));
  return settings.filter(({ path, value }) => before.get(path) !== canonicalJson([value]));
}

/** Where an environment is written: in the manifest, else in the configuration. */
function placeOf({ configuration, loaded }: OpenedProject, name: string): ListedEnvironment['location'] {
  return loaded.manifest.environments?.[name] === undefined ? (configuration.configuration.environments?.[name] === undefined ? undefined : configuration.locate?.(['environments', name])) : locateInJson(loaded.text, ['environments', name], manifestFile);
}
