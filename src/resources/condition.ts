import type { Json, JsonObject } from '../model/json.ts';
import { jsonAt } from './json-path.ts';
import type { LocalFacts } from './local-facts.ts';
import type { Condition } from './settle-rules.ts';

/** True when a body, defaults filled in, fulfils every part of a condition. Without a known api version the newest is assumed. */
export function holds(condition: Condition, body: JsonObject, facts: LocalFacts): boolean {
  return Object.entries(condition).every(([path, wanted]) => {
    if (path === 'apiVersion') return versionHolds(String(wanted), facts.apiVersion ?? '9999');
    if (path === 'answer') return wanted === (facts.answer ?? 'GET');
    if (path === 'id') return valueHolds(facts.id, wanted);
    if (path === 'name') return valueHolds(facts.name.split('/').at(-1) ?? '', wanted);
    return valueHolds(jsonAt(body, path), wanted);
  });
}

function valueHolds(value: Json | undefined, wanted: Json): boolean {
  if (Array.isArray(wanted)) return (wanted as readonly Json[]).some((one) => valueHolds(value, one));
  if (typeof wanted === 'string' && wanted.startsWith('~')) return typeof value === 'string' && value.toLowerCase().includes(wanted.slice(1).toLowerCase());
  if (wanted === '{absent}') return value === undefined || value === null;
  if (wanted === '{present}') return value !== undefined && value !== null;
  return typeof value === 'string' && typeof wanted === 'string' ? value.toLowerCase() === wanted.toLowerCase() : value === wanted;
}

function versionHolds(wanted: string, version: string): boolean {
  return wanted.startsWith('>=') ? version >= wanted.slice(2) : version.slice(0, wanted.length - 1) < wanted.slice(1);
}
