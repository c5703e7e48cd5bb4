import { environmentChain } from '../define/environment-chain.ts';
import { resolveSettings, settingsProblems } from '../define/environments.ts';
import type { ResolvedSettings } from '../define/environments.ts';
import { namedFeatures } from '../define/feature-flags.ts';
import type { NamedFeatures } from '../define/feature-flags.ts';
import { refuseUnknown, knownEnvironments } from '../engine/load/environment-target.ts';
import type { TargetChoice } from '../engine/load/environment-target.ts';
import { locateInJson } from '../engine/load/json-position.ts';
import { loadDefinition } from '../engine/load/load-definition.ts';
import { manifestFile } from '../engine/load/manifest.ts';
import { targetValues } from '../engine/load/target-values.ts';
import type { Definition } from '../model/definition.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnostic, uniqueFindings } from '../model/diagnostic.ts';
import type { EnvironmentReport, EnvironmentValue } from '../model/environment-report.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { CommandContext } from './command-context.ts';
import { backendLayers, configuredLayers } from './environment-layers.ts';
import type { OpenedProject } from './project-session.ts';

/** The definition of a project, for the settings and features that it names; without it, why it could not be loaded. */
export interface KnownDefinition {
  readonly definition: Definition | undefined;
  readonly problems: readonly Diagnostic[];
}

/** Loads the code of all packages. Code that does not load is a warning: what manifest and configuration say can be shown all the same. */
export async function tryDefinition(context: CommandContext, { folder, loaded }: OpenedProject): Promise<KnownDefinition> {
  const options = { folder, packages: loaded.project.packages, libraryUrl: context.platform.libraryUrl, signal: context.signal };
  try {
    const { definition } = await context.withSystemSignals(() => loadDefinition(options));
    return { definition, problems: [] };
  } catch (error) {
    if (!(error instanceof AtakoraError) || !/^ATK1[23]/.test(error.code)) {
      throw error;
    }
    const summary = `without what the backends say, since their code does not load: ${error.message}`;
    return { definition: undefined, problems: [diagnostic('warning', error.code, summary, { hint: error.hint, location: error.location })] };
  }
}

/**
 * Everything that an environment is and where each value comes from.
 * @throws AtakoraError `ATK1004` for one that does not exist.
 */
export function reportEnvironment(project: OpenedProject, choice: TargetChoice, { definition, problems }: KnownDefinition): EnvironmentReport {
  const { configuration, folder, loaded } = project;
  const { environment, twin } = choice;
  refuseUnknown(choice, knownEnvironments(loaded.manifest, Object.keys(configuration.configuration.environments ?? {})));
  const layers = configuredLayers(project);
  const named: NamedFeatures | undefined = definition === undefined ? undefined : namedFeatures(definition);
  const base = resolveSettings(environment, layers, named);
  const own = (definition?.backends ?? []).map((backend) => ({ name: backend.name, resolved: resolveSettings(environment, [...layers, ...backendLayers(backend, environment, folder)], named) }));
  const chain = environmentChain(environment, layers);
  const found = [...problems, ...base.diagnostics, ...own.flatMap(({ resolved }) => resolved.diagnostics), ...settingsProblems(layers)];
  return {
    name: environment,
    key: twin ? `${environment}@local` : environment,
    chain: [...(chain.environments[0] === chain.base ? [] : [chain.base]), ...chain.environments],
    target: targetValues(loaded.manifest, choice, (path) => locateInJson(loaded.text, path, manifestFile)),
    settings: valuesOf(base),
    backends: own.flatMap(({ name, resolved }) => {
      const settings = valuesOf(resolved).filter((value) => Object.hasOwn(resolved.provenance, value.path) && resolved.provenance[value.path]?.kind === 'backend');
      return settings.length === 0 ? [] : [{ name, settings }];
    }),
    problems: uniqueFindings(found),
  };
}

/** Settings one by one, in the order of their paths. */
function valuesOf({ provenance, settings }: ResolvedSettings): readonly EnvironmentValue[] {
  return Object.entries(provenance).map(([path, { source, location }]) => ({
    path,
    value: valueAt(settings as unknown as JsonObject, path.split('.')),
    from: source,
    ...(location === undefined ? {} : { location }),
  }));
}

function valueAt(settings: JsonObject, path: readonly string[]): Json {
  return path.reduce<Json>((value, step) => (isJsonObject(value) ? (value[step] ?? null) : null), settings);
}
