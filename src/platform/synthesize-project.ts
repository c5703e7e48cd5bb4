import { builtinProviders } from '../define/providers/builtin-providers.ts';
import type { NamingFunction } from '../define/naming.ts';
import type { ResolvedSettings, SettingsLayer } from '../define/environments.ts';
import { resolveSettings } from '../define/environments.ts';
import { withSettings } from '../engine/load/environment-target.ts';
import { loadDefinition } from '../engine/load/load-definition.ts';
import type { LoadedDefinition } from '../engine/load/load-definition.ts';
import { followPins } from '../engine/plan/refactoring-rules.ts';
import type { SettingPlace } from '../engine/synth/code-packages.ts';
import { compose } from '../engine/synth/compose.ts';
import { synthesize } from '../engine/synth/synthesize.ts';
import type { Pin } from '../engine/ports.ts';
import type { BackendDefinition, Definition, Refactoring } from '../model/definition.ts';
import type { ResourceGraph } from '../model/graph.ts';
import type { Synthesis } from '../model/synthesis.ts';
import type { CommandContext } from './command-context.ts';
import { inPhase } from './in-phase.ts';
import type { ProjectSession } from './project-session.ts';

/** What loading, composing and synthesizing a project yields. */
export interface SynthesizedProject {
  readonly definition: Definition;
  readonly synthesis: Synthesis;
}

/** Load → compose → synthesize, each told as a phase. Findings are in the synthesis' diagnostics. */
export async function synthesizeProject(context: CommandContext, session: ProjectSession, pins: ReadonlyMap<string, Pin>): Promise<SynthesizedProject> {
  const loaded = await loadBackends(context, session);
  const graph = await inPhase(context, 'compose', async () => composeLoaded(session, loaded, pins));
  const synthesis = await inPhase(context, 'synthesize', async () => synthesize(graph));
  return { definition: loaded.definition, synthesis };
}

/** Loads the code of all packages, told as a phase. */
export async function loadBackends(context: CommandContext, session: ProjectSession): Promise<LoadedDefinition> {
  const { packages } = session.loaded.project;
  return inPhase(context, 'load', () => context.withSystemSignals(() => loadDefinition({ folder: session.folder, packages, libraryUrl: context.platform.libraryUrl, signal: context.signal })));
}

/** What `moved` and `removed` say in all backends. */
export function refactoringsOf(definition: Definition): readonly Refactoring[] {
  return definition.backends.flatMap(({ refactorings }) => refactorings ?? []);
}

/** Composes what was loaded; names that moved take along are kept. */
export function composeLoaded(session: ProjectSession, loaded: LoadedDefinition, pins: ReadonlyMap<string, Pin>): ResourceGraph {
  const layers = configuredLayers(session);
  const base = resolveSettings(session.facts.name, layers);
  return compose({
    project: session.loaded.project,
    definition: loaded.definition,
    target: withSettings(session.facts, base.settings),
    targetFor: (backend) => {
      const own = resolveSettings(session.facts.name, [...layers, ...backendLayers(backend, session.facts.name)]);
      return { target: withSettings(session.facts, own.settings), diagnostics: own.diagnostics, packagePlace: packagePlace(own, backend, session) };
    },
    providersFor: (backend) => [...(loaded.providers.get(backend.name) ?? []), ...builtinProviders],
    namingFor: (backend) => (backend.options.naming === undefined ? undefined : (loaded.functions.get(backend.options.naming.$function) as NamingFunction | undefined)),
    pins: followPins(pins, refactoringsOf(loaded.definition)),
  });
}

/** The file that names an app's package; a backend's own options say the line too. */
function packagePlace({ settings, provenance }: ResolvedSettings, backend: BackendDefinition, session: ProjectSession): SettingPlace {
  const at = typeof settings.functionApp.package === 'string' ? 'functionApp.package' : 'functionApp.package.';
  const source = Object.entries(provenance).find(([path]) => path === at || (at.endsWith('.') && path.startsWith(at)))?.[1] ?? '';
  const own = backendLayers(backend, session.facts.name).some((layer) => layer.source === source);
  const { file } = session.configuration;
  return { own, ...(own ? { location: backend.origin } : file === undefined ? {} : { location: { file } }) };
}

/** Settings of the environment in the project's configuration, those it extends first. */
function configuredLayers(session: ProjectSession): readonly SettingsLayer[] {
  const { configuration, file } = session.configuration;
  return Object.entries(configuration.environments ?? {}).map(([environment, { extends: base, ...settings }]) => ({
    environment,
    source: `${file ?? 'atakora.config'} (${environment})`,
    settings,
    ...(base === undefined ? {} : { extends: base }),
  }));
}

function backendLayers(backend: BackendDefinition, environment: string): readonly SettingsLayer[] {
  const { settings, environments } = backend.options;
  return [
    ...(settings === undefined ? [] : [{ source: `backend ${backend.name}`, settings }]),
    ...(environments?.[environment] === undefined ? [] : [{ source: `backend ${backend.name} (${environment})`, settings: environments[environment] }]),
  ];
}
