import type { SourceLocation } from '../model/source-location.ts';
import type { Value } from '../model/value.ts';
import { callSite } from './call-site.ts';
import { checkFeature, matching, unknownFields } from './check-fields.ts';
import type { Component, ComponentRequirement, ComponentResource, TemplateFile } from './component.ts';
import type { TemplateDeclaration } from './existing-template.ts';
import { suggestion } from './nearest.ts';
import type { Problem } from './problem.ts';
import { refuse, wrong } from './problem.ts';
import type { ResourceDeclaration } from './resource.ts';

export interface InfrastructureConfig {
  /** Resources of this component alone, by the name that is the last part of their address. */
  readonly resources?: Readonly<Record<string, ResourceDeclaration>>;
  /** One existing ARM template; it is called like the component. */
  readonly template?: TemplateDeclaration;
  /** Several existing ARM templates by name. */
  readonly templates?: Readonly<Record<string, TemplateDeclaration>>;
  /** Shared resources that it needs. */
  readonly requires?: readonly ComponentRequirement[];
  /** Values that the backend gives out, by name: texts with `${self.queue.id}` or references. */
  readonly outputs?: Readonly<Record<string, Value>>;
  /** Feature flag: environments that switch it off leave all of it out. Single resources can name one of their own. */
  readonly feature?: string;
}

const fields: readonly (keyof InfrastructureConfig)[] = ['resources', 'template', 'templates', 'requires', 'outputs', 'feature'];

/** One part of an address. */
const name = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/;

/**
 * Defines infrastructure of any kind: typed resources, raw ARM, existing ARM template files, and shared resources of the backend.
 * @example
 * export const archive = defineInfrastructure({
 *   resources: { account: resource('Microsoft.Storage/storageAccounts', { kind: 'StorageV2', sku: { name: 'Standard_ZRS' } }) },
 *   outputs: { archiveId: '${self.account.id}' },
 * });
 * @throws AtakoraError `ATK1308` naming every field that is wrong.
 */
export function defineInfrastructure(config: InfrastructureConfig): Component<InfrastructureConfig> {
  const origin = callSite(defineInfrastructure);
  refuse(checkConfig(config), 'this infrastructure', origin);
  return infrastructureComponent('', config, origin);
}

function checkConfig(config: InfrastructureConfig): readonly Problem[] {
  const { outputs = {}, requires = [], resources = {}, template, templates = {} } = config;
  return [
    ...unknownFields(config, fields),
    ...checkFeature(config.feature),
    ...Object.entries(resources).flatMap(([key, declared]) => checkResource(key, declared, resources)),
    ...Object.entries(templates).flatMap(([key, declared]) => [...matching(key, name, 'a key of templates', 'a name of letters, digits, `.`, `_`, `~` and `-`'), ...checkTemplate(declared, `templates.${key}`)]),
    ...(template === undefined ? [] : checkTemplate(template, 'template')),
    ...(template !== undefined && Object.keys(templates).length > 0 ? [wrong('template and templates cannot both be given', 'Move the one under `templates`.')] : []),
    ...(Array.isArray(requires) ? requires.flatMap((asked, index) => checkRequirement(asked, `requires[${index}]`)) : [wrong('requires must be a list')]),
    ...Object.keys(outputs).flatMap((key) => matching(key, /^[A-Za-z]\w{0,127}$/, 'a key of outputs', 'a name of letters, digits and `_`, a letter first')),
  ];
}

function checkRequirement(asked: unknown, field: string): readonly Problem[] {
  const { config, resourceType } = (asked ?? {}) as { readonly config?: unknown; readonly resourceType?: unknown };
  return [
    ...(typeof resourceType === 'string' ? [] : [wrong(`${field} has no resourceType`)]),
    ...(typeof config === 'object' && config !== null ? [] : [wrong(`${field} has no config`, 'Write `config: {}` to ask for it as it is.')]),
  ];
}

function checkResource(key: string, declared: ResourceDeclaration, all: Readonly<Record<string, ResourceDeclaration>>): readonly Problem[] {
  if (declared?.kind !== 'resource') {
    return [wrong(`resources.${key} is not a resource`, "Make it with resource('Microsoft.…', { … }) or armResource({ … }).")];
  }
  const { dependsOn = [], parent, scope } = declared.placement;
  const others = Object.keys(all).filter((other) => other !== key);
  const named = [...(parent === undefined ? [] : [['parent', parent] as const]), ...(scope === undefined ? [] : [['scope', scope] as const]), ...dependsOn.map((target) => ['dependsOn', target] as const)];
  const unknown = named.filter(([, target]) => !others.includes(target));
  return [
    ...matching(key, name, 'a key of resources', 'a name of letters, digits, `.`, `_`, `~` and `-`'),
    ...unknown.map(([field, target]): Problem => {
      const place = declared.origin === undefined ? {} : { location: declared.origin };
      return { code: 'ATK1304', summary: `resources.${key}.${field} names "${target}", which is not another resource of it`, hint: others.length === 0 ? 'There is no other resource in this component.' : suggestion(target, others), ...place };
    }),
  ];
}

function checkTemplate(declared: TemplateDeclaration, field: string): readonly Problem[] {
  return declared?.kind === 'template' ? [] : [wrong(`${field} is not a template`, "Make it with existingTemplate('./legacy.json').")];
}

function infrastructureComponent(componentId: string, config: InfrastructureConfig, origin: SourceLocation | undefined): Component<InfrastructureConfig> {
  const { outputs = {}, requires = [], resources = {}, template, templates = {} } = config;
  const named = Object.entries(template === undefined ? templates : { [componentId]: template });
  return {
    componentId,
    componentType: 'infrastructure',
    ...(config.feature === undefined ? {} : { feature: config.feature }),
    config,
    ...(origin === undefined ? {} : { origin }),
    withId: (id) => infrastructureComponent(id, config, origin),
    getRequirements: () => requires,
    getResources: () => parentsFirst(resources).map((key) => componentResource(key, resources)),
    getOutputs: () => outputs,
    templateFiles: named.map(([key, { origin: at = origin, parameters, path }]): TemplateFile => ({ name: key, path, parameters, ...(at === undefined ? {} : { origin: at }) })),
  };
}

function componentResource(key: string, all: Readonly<Record<string, ResourceDeclaration>>): ComponentResource {
  const { apiVersion, body, origin, placement, type } = all[key] as ResourceDeclaration;
  const { name: azureName, scope, ...rest } = placement;
  return {
    name: key,
    type,
    body,
    ...rest,
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(azureName === undefined ? {} : { azureName }),
    // A key is the shorter way to write a reference to a resource of the same component.
    ...(scope === undefined ? {} : { scope: `self.${scope}` }),
    ...(origin === undefined ? {} : { origin }),
  };
}

/** Keys in the order written, but parents before their children, since a child's Azure name starts with its parent's. */
function parentsFirst(all: Readonly<Record<string, ResourceDeclaration>>): readonly string[] {
  const ordered = new Set<string>();
  const visit = (key: string, below: readonly string[]): void => {
    const parent = all[key]?.placement.parent;
    if (parent !== undefined && !below.includes(parent)) {
      visit(parent, [...below, key]);
    }
    ordered.add(key);
  };
  for (const key of Object.keys(all)) {
    visit(key, [key]);
  }
  return [...ordered];
}
