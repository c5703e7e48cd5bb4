import type { JsonObject } from '../model/json.ts';
import type { DeploymentScope } from './deployment-input.ts';
import type { Value } from './expression.ts';
import { printValue } from './print-expression.ts';
import { scopeId } from './scope-id.ts';
import { structureError } from './template-structure.ts';
import { isUnknown } from './value.ts';

/** Where a resource of a template lives. */
export interface Place {
  /** Scope id; empty for the tenant. */
  readonly scope: string;
  /** True when the scope is a resource, or any other that the template names. */
  readonly extends: boolean;
}

/**
 * The resource's own `scope`, another subscription or group, or the deployment's scope.
 * @param value evaluates a property of the resource
 */
export function placeOf(json: JsonObject, value: (key: string) => Value, scope: DeploymentScope): Place {
  if (json['scope'] !== undefined) return { scope: absoluteScope(knownText(value('scope'), '', 'scope'), scopeId(scope)), extends: true };
  const subscription = optionalText(json, value, 'subscriptionId');
  const group = optionalText(json, value, 'resourceGroup');
  if (subscription === undefined && group === undefined) return { scope: scopeId(scope), extends: false };
  const base = `/subscriptions/${subscription ?? scope.subscriptionId ?? ''}`;
  return { scope: group === undefined ? base : `${base}/resourceGroups/${group}`, extends: false };
}

/** A text that must be known by now; an unknown one stands as its expression. */
export function knownText(value: Value, path: string, key: string): string {
  if (typeof value === 'string' && value !== '') return value;
  if (isUnknown(value)) return `[${printValue(value)}]`;
  throw structureError(`${path}.${key}`, `The property '${key}' of a resource must be a string that is not empty`);
}

/** An empty text counts as not given: templates choose so between their own group and another one. */
function optionalText(json: JsonObject, value: (key: string) => Value, key: string): string | undefined {
  if (json[key] === undefined) return undefined;
  const given = value(key);
  return given === null || given === '' ? undefined : knownText(given, '', key);
}

function absoluteScope(scope: string, deployment: string): string {
  if (scope === '/') return '';
  if (scope.startsWith('/')) return scope.replace(/\/$/, '');
  if (/^Microsoft\.Management\/managementGroups\/[^/]+$/i.test(scope)) return `/providers/${scope}`;
  return `${deployment}/providers/${scope}`;
}
