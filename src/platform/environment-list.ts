import { settingsProblems } from '../define/environments.ts';
import { builtInEnvironments } from '../define/built-in-environments.ts';
import { mapBounded } from '../engine/apply/bounded.ts';
import type { TargetFacts } from '../engine/load/environment-target.ts';
import { knownEnvironments, resolveTarget } from '../engine/load/environment-target.ts';
import { locateInJson } from '../engine/load/json-position.ts';
import { manifestFile } from '../engine/load/manifest.ts';
import { targetValues } from '../engine/load/target-values.ts';
import type { AppliedReport, EnvironmentList, EnvironmentSummary, EnvironmentValue } from '../model/environment-report.ts';
import { AtakoraError } from '../model/errors.ts';
import { isJsonObject } from '../model/json.ts';
import type { StateDocument } from '../model/state.ts';
import { chosenEnvironment } from './chosen-environment.ts';
import type { CommandContext } from './command-context.ts';
import { configuredLayers } from './environment-layers.ts';
import { openLocalBackend, openPorts } from './project-ports.ts';
import type { OpenedProject } from './project-session.ts';

/** States that are read at a time: each may be a request to a container. */
const atOnce = 4;

/** All environments of a project, with what their states hold. One whose state cannot be read says why. */
export async function listEnvironments(context: CommandContext, project: OpenedProject): Promise<EnvironmentList> {
  const { manifest } = project.loaded;
  const chosen = chosenEnvironment(context, manifest);
  const environments = await mapBounded(knownEnvironments(manifest, configuredIn(project)), atOnce, (name) => summaryOf(context, project, name));
  return { environments, chosen: { environment: chosen.twin ? `${chosen.environment}@local` : chosen.environment, from: chosen.from }, problems: settingsProblems(configuredLayers(project)) };
}

/** One environment of a project, with what its state and that of its twin hold. */
export async function summaryOf(context: CommandContext, project: OpenedProject, name: string): Promise<EnvironmentSummary> {
  const { manifest } = project.loaded;
  const [applied, twin] = await Promise.all([stateOf(context, project, name, false), stateOf(context, project, name, true)]);
  const from = [...(Object.hasOwn(builtInEnvironments, name) ? (['built-in'] as const) : []), ...(manifest.environments?.[name] === undefined ? [] : (['manifest'] as const)), ...(configuredIn(project).includes(name) ? (['configuration'] as const) : [])];
  return {
    name,
    from,
    ...placeOf(project, name),
    applied: toReport(applied),
    ...(twin.kind === 'nothing' ? {} : { twin: toReport(twin) }),
    protected: manifest.environments?.[name]?.protected ?? false,
    isDefault: name === (manifest.environment ?? 'dev'),
    isChosen: name === chosenEnvironment(context, manifest).environment,
  };
}

function configuredIn({ configuration }: OpenedProject): readonly string[] {
  return Object.keys(configuration.configuration.environments ?? {});
}

/** What the state of an environment holds; `failed` with the error of one that cannot be read. */
export type FoundApplied = Extract<AppliedReport, { readonly kind: 'nothing' | 'applied' }> | { readonly kind: 'failed'; readonly error: AtakoraError };

/** Reads the state of an environment or of its twin. One that lacks what a deployment needs can only have files of the project, or a container that cannot be opened. */
export async function stateOf(context: CommandContext, project: OpenedProject, environment: string, twin: boolean): Promise<FoundApplied> {
  try {
    const facts = factsOf(project, environment, twin);
    const store = facts?.state === undefined ? openLocalBackend({ ...project, facts: placeholder(environment, twin) }, context.platform).store : openPorts({ ...project, facts }, context.platform).store;
    const state = await store.read();
    return state === undefined ? { kind: 'nothing' } : applied(state);
  } catch (error) {
    if (error instanceof AtakoraError) {
      return { kind: 'failed', error };
    }
    throw error;
  }
}

function applied({ resources, run, serial, updatedAt }: StateDocument): Extract<AppliedReport, { readonly kind: 'applied' }> {
  const records = Object.values(resources);
  const groups = records.filter(({ type }) => type.toLowerCase() === 'microsoft.resources/resourcegroups').map(({ name }) => name);
  return { kind: 'applied', serial, resources: records.length, run, at: updatedAt, unfinished: records.filter(({ status }) => status !== 'applied').length, groups };
}

function toReport(found: FoundApplied): AppliedReport {
  return found.kind === 'failed' ? { kind: 'unknown', reason: `${found.error.code}: ${found.error.message}` } : found;
}

/** Undefined for an environment that lacks what a deployment needs and keeps its state in files. */
function factsOf(project: OpenedProject, environment: string, twin: boolean): TargetFacts | undefined {
  const { loaded } = project;
  try {
    return resolveTarget(loaded.manifest, { environment, from: 'flag', twin }, configuredIn(project), (path) => locateInJson(loaded.text, path, manifestFile));
  } catch (error) {
    const setting = loaded.manifest.environments?.[environment]?.state ?? loaded.manifest.state;
    const inFiles = setting === undefined || setting === 'local' || setting.backend === 'local';
    if (inFiles && error instanceof AtakoraError && (error.code === 'ATK1104' || error.code === 'ATK1103')) {
      return undefined;
    }
    throw error;
  }
}

/** As much of an environment as names the files of its state. */
function placeholder(name: string, twin: boolean): TargetFacts {
  return { name, twin, key: twin ? `${name}@local` : name, cloud: 'local', tenantId: '', subscriptionId: '', location: '', resourceGroup: { create: true }, protected: false, assumptions: [], state: 'local' };
}

const needed = ['tenantId', 'subscriptionId', 'location', 'state'] as const;

function placeOf({ loaded }: OpenedProject, name: string): Pick<EnvironmentSummary, 'cloud' | 'location' | 'state' | 'lacks'> {
  const values = new Map(targetValues(loaded.manifest, { environment: name, twin: false }, () => ({ file: manifestFile })).map((value) => [value.path, value]));
  const [location, state] = [textOf(values.get('location')), stateText(values.get('state'))];
  return {
    cloud: textOf(values.get('cloud')) ?? '',
    ...(location === undefined ? {} : { location }),
    ...(state === undefined ? {} : { state }),
    lacks: needed.filter((path) => values.get(path)?.value === null),
  };
}

function textOf(value: EnvironmentValue | undefined): string | undefined {
  return typeof value?.value === 'string' ? value.value : undefined;
}

function stateText(value: EnvironmentValue | undefined): string | undefined {
  const setting = value?.value;
  if (!isJsonObject(setting)) {
    return textOf(value);
  }
  return setting['backend'] === 'azure-blob' ? `azure-blob ${String(setting['account'])}/${String(setting['container'])}` : 'local';
}
