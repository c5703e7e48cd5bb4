import { builtinProviders } from '../../define/providers/builtin-providers.ts';
import { targetOf } from '../../define/providers/full-backend.fake.ts';
import type { Provider } from '../../define/providers/provider.ts';
import type { BackendDefinition, BackendOptions, ComponentDefinition, OwnResource } from '../../model/definition.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { ResourceGraph } from '../../model/graph.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Project } from '../../model/project.ts';
import type { SynthesizedStack } from '../../model/synthesis.ts';
import type { Value, ValueObject } from '../../model/value.ts';
import { expandDeployment } from '../../arm/expand.ts';
import type { ExpandedDeployment } from '../../arm/expand.ts';
import type { Pin } from '../ports.ts';
import { armContext } from './arm-context.ts';
import type { SettingPlace } from './code-packages.ts';
import { compose } from './compose.ts';

const origin = { file: 'atakora/backend.ts', line: 7 };

const testProject: Project = { id: '5b0e8f1c-7d0a-4f0b-9c53-0d9b9a6d3a11', name: 'Feedback Portal', tags: { costCenter: '42' }, packages: [] };

const testTarget: EnvironmentTarget = targetOf('dev');

/** A component with nothing but what is given. */
export function component(id: string, parts: Partial<ComponentDefinition>): ComponentDefinition {
  return { id, type: 'infrastructure', config: {}, requirements: [], resources: [], templates: [], outputs: {}, notices: [], origin, ...parts };
}

/** An own resource of a component. */
export function own(name: string, type: string, body: ValueObject = {}, rest: Partial<OwnResource> = {}): OwnResource {
  return { name, type, body, origin, ...rest };
}

/** A user-assigned identity with tags, which may hold any value: the smallest resource that can refer to others. */
export function identity(name: string, tags: Readonly<Record<string, Value>> = {}, rest: Partial<OwnResource> = {}): OwnResource {
  return own(name, 'Microsoft.ManagedIdentity/userAssignedIdentities', { tags }, rest);
}

/** A component that brings a template. */
export function bringing(id: string, template: JsonObject, parameters: Readonly<Record<string, Value>> = {}, name = id): ComponentDefinition {
  return component(id, { templates: [{ name, path: `infra/${name}.json`, template, parameters, origin: { file: 'atakora/backend.ts', line: 9 } }] });
}

export interface ComposeChanges {
  readonly target?: EnvironmentTarget;
  readonly options?: BackendOptions;
  readonly providers?: readonly Provider[];
  readonly pins?: ReadonlyMap<string, Pin>;
  readonly project?: Project;
  readonly packagePlace?: SettingPlace;
}

/** Composes one backend `main` of these components, or several by name. */
export function composed(components: readonly ComponentDefinition[] | Readonly<Record<string, readonly ComponentDefinition[]>>, changes: ComposeChanges = {}): ResourceGraph {
  const { options = {}, pins = new Map(), project = testProject, providers = builtinProviders, target = testTarget, packagePlace } = changes;
  const named = Array.isArray(components) ? { main: components as readonly ComponentDefinition[] } : (components as Readonly<Record<string, readonly ComponentDefinition[]>>);
  const backends = Object.entries(named).map(([name, parts]): BackendDefinition => ({ name, components: parts, options, origin }));
  return compose({ project, definition: { version: 1, backends }, target, targetFor: () => ({ target, diagnostics: [], ...(packagePlace === undefined ? {} : { packagePlace }) }), providersFor: () => providers, namingFor: () => undefined, pins });
}

/** What is wrong, as `CODE summary`. */
export function errorsOf({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }): readonly string[] {
  return diagnostics.filter((finding) => finding.severity === 'error').map((finding) => `${finding.code} ${finding.summary}`);
}

/** A stack's template as Azure understands it. */
export function expandedStack(stack: SynthesizedStack, target: EnvironmentTarget = testTarget): ExpandedDeployment {
  return expandDeployment({ name: stack.id, location: target.location, scope: { ...stack.scope, tenantId: target.tenantId }, template: stack.template, parameters: stack.parameters as never, context: armContext(target) });
}
