import type { BackendDefinition, BackendOptions as PlainOptions, ComponentDefinition, DefinitionFunctions, ExistingTemplate, OwnResource, Refactoring, Requirement } from '../model/definition.ts';
import type { JsonObject } from '../model/json.ts';
import type { SourceLocation } from '../model/source-location.ts';
import type { Value, ValueObject } from '../model/value.ts';
import { plainOptions, settingOptions } from './backend-options.ts';
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
import { secretCollisions } from './secret.ts';

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
  const context: PlainContext = { problems: [], functions: new Map(), secrets: new Set() };
  const at = backend.origin ?? origin;
  const componentIds = Object.keys(backend.components);
  const components = Object.entries(backend.components).map(([componentId, component]) => {
    const own: PlainContext = { ...context, problems: [] };
    const made = componentDefinition(component, { componentId, backend: name, componentIds }, component.origin ?? at, own);
    context.problems.push(...own.problems.map((problem) => ({ location: made.origin, ...problem, summary: `component "${componentId}": ${problem.summary}` })));
    return made;
  });
  const options = optionsOf(backend, context);
  context.problems.push(...collisions(context), ...routeConflicts(components));
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
  const definition: ComponentDefinition = {
    id: around.componentId,
    type: component.componentType,
    config: plainConfig(component.config ?? {}, context),
    requirements,
    resources: (component.getResources?.() ?? []).map((declared): OwnResource => {
      const body = plainValue(declared.body, `resources.${declared.name}`, parsed, context) as ValueObject;
      return { ...declared, body, origin: declared.origin ?? origin };
    }),
    templates: (component.templateFiles ?? []).map((file): ExistingTemplate => {
      const parameters = plainValue(file.parameters, `templates.${file.name}.parameters`, parsed, context) as Readonly<Record<string, Value>>;
      return { name: file.name, path: file.path, template: {}, parameters, origin: file.origin ?? origin };
    }),
    outputs: plainValue(component.getOutputs?.() ?? {}, 'outputs', parsed, context) as Readonly<Record<string, Value>>,
    notices: component.getNotices?.() ?? [],
    origin,
  };
  context.problems.push(...(component.validateResources?.(around) ?? []).map((problem) => wrong(problem)));
  return definition;
}

/** Secrets may stand where application settings do, and nowhere else. */
function requirementConfig(resourceType: string, config: object, place: string, context: PlainContext): ValueObject {
  const { environment, ...rest } = config as { readonly environment?: unknown };
  const others = plainValue(rest, place, parsed, context) as ValueObject;
  if (environment === undefined) {
    return others;
  }
  return { ...others, environment: plainValue(environment, `${place}.environment`, { text: 'parse', secrets: resourceType === 'functions' }, context) };
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

function collisions(context: PlainContext): readonly Problem[] {
  return secretCollisions([...context.secrets].sort()).map(([first, second]) =>
    wrong(`the secrets "${first}" and "${second}" would be the same one in Key Vault, which knows no \`_\` and ignores letter case`, 'Rename one of the two, or use one name for both.'),
  );
}
