import type { BackendDefinition, BackendOptions as PlainOptions, ComponentDefinition, DefinitionFunctions, ExistingTemplate, OwnResource, Refactoring, Requirement } from '../model/definition.ts';
import type { JsonObject } from '../model/json.ts';
import type { SourceLocation } from '../model/source-location.ts';
import type { Value, ValueObject } from '../model/value.ts';
import { plainOptions, settingOptions } from './backend-options.ts';
import { checkFeature } from './check-fields.ts';
import type { Component, ComponentContext } from './component.ts';
import type { Backend } from './define-backend.ts';
import { refactoringsBeside } from './define-backend.ts';
import { wholeAddress } from './movable-address.ts';
import type { PlainContext, PlainRules } from './plain-value.ts';
import { keepFunction, plainConfig, plainValue } from './plain-value.ts';
import type { Problem } from './problem.ts';
import { refuse, wrong } from './problem.ts';
import type { Provider } from './providers/provider.ts';
import { routeConflicts } from './route-conflicts.ts';
import { isSecretName, secretCollisions } from '../model/secret-name.ts';
import { containerSecretPlaces, isContainerApp } from './container-secrets.ts';
import { conflictsInside, mergeSecrets, secretConflicts } from './merge-secrets.ts';

/** A backend as plain data, and beside it what cannot be data. */
export interface DefinedBackend {
  readonly definition: BackendDefinition;
  /** The functions that the definition names by hash. */
  readonly functions: DefinitionFunctions;
  /** Providers of the user's own, in their order. */
  readonly providers: readonly Provider[];
}

/**
 * Turns what `defineBackend` returned into plain, serialisable data: strings parsed for references, functions by hash, call sites as the
 * runtime says them (`file:` URLs). `templates[].template` is empty and `path` as written, relative to the file of its `origin`:
 * whoever loads the backend reads the files.
 * @param name Name of the backend package.
 * @param origin Place of the backend's file; the call site of `defineBackend` is kept where there is one.
 * @throws AtakoraError `ATK1304` or `ATK1308` telling everything that is wrong in the backend.
 */
export function toDefinition(backend: Backend, name: string, origin: SourceLocation): DefinedBackend {
  const context: PlainContext = { problems: [], functions: new Map(), secrets: [] };
  const at = backend.origin ?? origin;
  const componentIds = Object.keys(backend.components);
  const components = Object.entries(backend.components).map(([componentId, component]) => {
    const own: PlainContext = { ...context, problems: [], secrets: [] };
    const made = componentDefinition(component, { componentId, backend: name, componentIds }, component.origin ?? at, own);
    context.problems.push(...own.problems.map((problem) => ({ location: made.origin, ...problem, summary: `component "${componentId}": ${problem.summary}` })));
    return made;
  });
  const options = optionsOf(backend, context);
  context.problems.push(...collisions(components), ...secretConflicts(components), ...routeConflicts(components));
  refuse(context.problems, `backend "${name}"`, at);
  const refactorings = refactoringsOf(backend, name, at);
  return { definition: { name, components, options, ...(refactorings.length === 0 ? {} : { refactorings }), origin: at }, functions: context.functions, providers: backend.options.providers ?? [] };
}

/** The calls of `moved` and `removed` beside the backend, with whole addresses. */
function refactoringsOf(backend: Backend, name: string, at: SourceLocation): readonly Refactoring[] {
  return refactoringsBeside(backend).map((note) => {
    const said = { from: wholeAddress(note.from, name), origin: note.origin ?? at };
    return note.kind === 'moved' ? { kind: 'moved', ...said, to: wholeAddress(note.to, name) } : { kind: 'removed', ...said };
  });
}

const parsed: PlainRules = { text: 'parse', secrets: false };

function componentDefinition(component: Component, around: ComponentContext, origin: SourceLocation, context: PlainContext): ComponentDefinition {
  component.initialize?.(around);
  const requirements = component.getRequirements().map((asked): Requirement => {
    const place = `${asked.resourceType}.${asked.requirementKey ?? 'main'}`;
    return {
      resourceType: asked.resourceType,
      requirementKey: asked.requirementKey ?? 'main',
      config: requirementConfig(asked.resourceType, asked.config, place, context),
      ...(asked.priority === undefined ? {} : { priority: asked.priority }),
      component: around.componentId,
      origin,
    };
  });
  const resources = ownResources(component, around, origin, context);
  const definition: ComponentDefinition = {
    id: around.componentId,
    ...(component.feature === undefined ? {} : { feature: component.feature }),
    type: component.componentType,
    config: plainConfig(component.config ?? {}, context),
    requirements,
    resources,
    templates: (component.templateFiles ?? []).map((file): ExistingTemplate => {
      const parameters = plainValue(file.parameters, `templates.${file.name}.parameters`, parsed, context) as Readonly<Record<string, Value>>;
      return { name: file.name, path: file.path, template: {}, parameters, origin: file.origin ?? origin };
    }),
    outputs: plainValue(component.getOutputs?.() ?? {}, 'outputs', parsed, context) as Readonly<Record<string, Value>>,
    ...(context.secrets.length === 0 ? {} : { secrets: mergeSecrets(context.secrets) }),
    notices: component.getNotices?.() ?? [],
    origin,
  };
  context.problems.push(...conflictsInside(definition, context.secrets));
  context.problems.push(...[component, ...definition.resources].flatMap(({ feature }) => checkFeature(feature)));
  context.problems.push(...(component.validateResources?.(around) ?? []).map((problem) => wrong(problem)));
  return definition;
}

/** Resources of the component's own. Secrets may stand in container apps, where those keep theirs. */
function ownResources(component: Component, around: ComponentContext, origin: SourceLocation, context: PlainContext): readonly OwnResource[] {
  return (component.getResources?.() ?? []).map((declared): OwnResource => {
    const place = `resources.${declared.name}`;
    const body = plainValue(declared.body, place, { text: 'parse', secrets: isContainerApp(declared.type) }, context) as ValueObject;
    context.problems.push(...(isContainerApp(declared.type) ? containerSecretPlaces(body, place) : []));
    return { ...declared, body, origin: declared.origin ?? origin };
  });
}

/** Secrets may stand where application settings do, and in the list of those that the code reads itself. */
function requirementConfig(resourceType: string, config: object, place: string, context: PlainContext): ValueObject {
  const { environment, secrets, ...rest } = config as { readonly environment?: unknown; readonly secrets?: unknown };
  const ours = resourceType === 'functions';
  return {
    ...(plainValue(rest, place, parsed, context) as ValueObject),
    ...(secrets === undefined ? {} : { secrets: namedSecrets(plainValue(secrets, `${place}.secrets`, { text: 'keep', secrets: ours || resourceType === 'vault' }, context), `${place}.secrets`, context) }),
    ...(environment === undefined ? {} : { environment: plainValue(environment, `${place}.environment`, { text: 'parse', secrets: ours }, context) }),
  };
}

/** A list of secrets by name; `secret('X')` may stand for `{ name: 'X' }`. */
function namedSecrets(value: Value, place: string, context: PlainContext): Value {
  if (!Array.isArray(value)) {
    return value;
  }
  return (value as readonly Value[]).map((item, index): Value => {
    const { $: marker, ...entry } = (typeof item === 'object' && item !== null ? item : {}) as ValueObject;
    const name = entry['name'];
    if (marker === 'secret') {
      return entry;
    }
    if (typeof name === 'string') {
      context.problems.push(...(isSecretName(name) ? [] : [wrong(`${place}[${index}].name "${name}" cannot be the name of a secret`, 'Use 1 to 127 letters, digits, `_` and `-`, a letter first.')]));
      context.secrets.push({ name });
    }
    return item;
  });
}

function optionsOf(backend: Backend, context: PlainContext): PlainOptions {
  const { options } = backend;
  const keep: PlainRules = { text: 'keep', secrets: false };
  const settings = Object.fromEntries(settingOptions.flatMap((name) => (options[name] === undefined ? [] : [[name, plainValue(options[name], name, keep, context)]])));
  const protectStores = options.defaults?.protectStores;
  const all = { ...settings, ...(protectStores === undefined ? {} : { protectStores }) } as JsonObject;
  const plain = plainOptions.flatMap((name) => (options[name] === undefined ? [] : [[name, plainValue(options[name], name, name === 'outputs' ? parsed : keep, context)]]));
  const providers = (options.providers ?? []).map((provider) => [provider.resourceType, { $function: keepFunction(provider.provide as never, context) }]);
  return {
    ...(Object.fromEntries(plain) as PlainOptions),
    ...(Object.keys(all).length === 0 ? {} : { settings: all }),
    ...(options.naming === undefined ? {} : { naming: { $function: keepFunction(options.naming as never, context) } }),
    ...(providers.length === 0 ? {} : { providers: Object.fromEntries(providers) as NonNullable<PlainOptions['providers']> }),
  };
}

function collisions(components: readonly ComponentDefinition[]): readonly Problem[] {
  const names = new Set(components.flatMap(({ secrets = [] }) => secrets.map(({ name }) => name)));
  return secretCollisions([...names].sort()).map(([first, second]) =>
    wrong(`the secrets "${first}" and "${second}" would be the same one in Key Vault, which knows no \`_\` and ignores letter case`, 'Rename one of the two, or use one name for both.'),
  );
}
