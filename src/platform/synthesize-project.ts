import { builtinProviders } from '../define/providers/builtin-providers.ts';
import { environmentChain } from '../define/environment-chain.ts';
import type { NamingFunction } from '../define/naming.ts';
import type { ResolvedSettings } from '../define/environments.ts';
import { resolveSettings } from '../define/environments.ts';
import { withSettings } from '../engine/load/environment-target.ts';
import { loadDefinition } from '../engine/load/load-definition.ts';
import type { LoadedDefinition } from '../engine/load/load-definition.ts';
import { followPins } from '../engine/plan/refactoring-rules.ts';
import type { SettingPlace } from '../engine/synth/code-packages.ts';
import { compose } from '../engine/synth/compose.ts';
import { synthesize } from '../engine/synth/synthesize.ts';
import type { Pin } from '../engine/ports.ts';
import type { Definition, Refactoring } from '../model/definition.ts';
import type { ResourceGraph } from '../model/graph.ts';
import type { Synthesis } from '../model/synthesis.ts';
import type { CommandContext } from './command-context.ts';
import { backendLayers, configuredLayers, knownFeatures } from './environment-layers.ts';
import { inPhase } from './in-phase.ts';
import { refuseKnownValues } from './known-values.ts';
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
  const synthesis = await inPhase(context, 'synthesize', async () => refuseKnownValues(synthesize(graph), context.output.redact));
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
  const features = knownFeatures(loaded, layers);
  const base = resolveSettings(session.facts.name, layers, features);
  const extended = environmentChain(session.facts.name, layers);
  const chain = extended.environments.slice(0, -1);
  return compose({
    project: session.loaded.project,
    definition: loaded.definition,
    target: withSettings(session.facts, base.settings),
    targetFor: (backend) => {
      const own = resolveSettings(session.facts.name, [...layers, ...backendLayers(backend, session.facts.name, session.folder)], features);
      return { target: withSettings(session.facts, own.settings), diagnostics: own.diagnostics, packagePlace: packagePlace(own), inherits: chain.includes(extended.base) ? chain : [extended.base, ...chain] };
    },
    providersFor: (backend) => [...(loaded.providers.get(backend.name) ?? []), ...builtinProviders],
    namingFor: (backend) => (backend.options.naming === undefined ? undefined : (loaded.functions.get(backend.options.naming.$function) as NamingFunction | undefined)),
    pins: followPins(pins, refactoringsOf(loaded.definition)),
  });
}

/** Where the package of an app is named. */
function packagePlace({ settings, provenance }: ResolvedSettings): SettingPlace {
  const at = typeof settings.functionApp.package === 'string' ? 'functionApp.package' : 'functionApp.package.';
  const source = Object.entries(provenance).find(([path]) => path === at || (at.endsWith('.') && path.startsWith(at)))?.[1];
  return { own: source?.kind === 'backend', ...(source?.location === undefined ? {} : { location: source.location }) };
}
