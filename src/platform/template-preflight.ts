import { computeName } from '../define/naming.ts';
import type { PreflightInput } from '../engine/preflight/preflight-input.ts';
import type { Address } from '../model/address.ts';
import type { Change, Plan } from '../model/plan.ts';
import type { SynthesizedResource, Synthesis } from '../model/synthesis.ts';
import { kindOf } from '../resources/catalogue.ts';
import { templateTypes } from './template-types.ts';

/** What the names of a template's resources are made of. */
export interface TemplatePlace {
  readonly template: string;
  readonly project: string;
  /** Id that the manifest gets. */
  readonly projectId: string;
  readonly environments: readonly string[];
  readonly location: string;
  readonly subscriptionId: string;
}

const groupType = 'Microsoft.Resources/resourceGroups';
/** What every backend gives its own identity. */
const roleType = 'Microsoft.Authorization/roleAssignments';

/** Templates whose resources are called as they say themselves. */
const namesItself: ReadonlySet<string> = new Set(['existing-template']);

/**
 * A template's resources in its environments as if they had been planned: its code cannot be loaded before it stands in a project. Names are those
 * that the project will have. What the checks of sign-in, permissions, providers and names look at is there, nothing else.
 */
export function templatePreflight(place: TemplatePlace): Pick<PreflightInput, 'plan' | 'synthesis'> {
  const made = place.environments.flatMap((environment) => creationsIn(place, environment));
  const resources = made.map(({ change, apiVersion }) => ({ ...change, apiVersion, name: change.azureName, desired: { location: place.location } }));
  return {
    plan: { changes: made.map(({ change }) => change), subscriptionId: place.subscriptionId, cloud: 'AzureCloud' } as unknown as Plan,
    synthesis: { resources: resources as unknown as readonly SynthesizedResource[], stacks: [], target: { location: place.location } } as unknown as Synthesis,
  };
}

interface Made {
  readonly change: Change;
  readonly apiVersion: string;
}

function creationsIn({ location, project, projectId, subscriptionId, template }: TemplatePlace, environment: string): readonly Made[] {
  const nameOf = (kind: NonNullable<ReturnType<typeof kindOf>>): string => computeName(kind, { project, projectId, backend: 'main', environment, subscriptionId, location }).name;
  const groupKind = kindOf(groupType);
  const group = groupKind === undefined ? '' : nameOf(groupKind);
  return [...(templateTypes[template] ?? [groupType]), ...(namesItself.has(template) ? [] : [roleType])].flatMap((type): readonly Made[] => {
    const kind = kindOf(type);
    if (kind === undefined) return [];
    const isNamed = kind.scope !== 'child' && kind.scope !== 'extension' && !namesItself.has(template);
    const azureName = isNamed ? nameOf(kind) : `${environment}-${type.split('/').at(-1) ?? ''}`;
    const id = `/subscriptions/${subscriptionId}/resourceGroups/${group}${type === groupType ? '' : `/providers/${type}/${azureName}`}`;
    // What names itself is looked up by its type alone.
    const reasons = [{ kind: 'not-in-state', text: '' }];
    const change: Change = { address: `main/${environment}/${type}` as Address, type, azureName, id, action: { kind: 'create' }, reasons, properties: [], stack: environment, owner: '', waitsFor: [], risk: 'safe', protected: false };
    return [{ change, apiVersion: kind.apiVersion }];
  });
}

/** True for templates whose names the project gives: they can be looked up before there is any code. */
export function hasProjectNames(template: string): boolean {
  return template in templateTypes && !namesItself.has(template);
}
