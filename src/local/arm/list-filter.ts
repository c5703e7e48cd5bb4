import { isJsonObject } from '../../model/json.ts';
import { plainRegion } from '../../resources/region-names.ts';
import { refuse } from '../refusal.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { parseArmPath } from './resource-path.ts';

type Test = (resource: StoredResource) => boolean;

/**
 * The `$filter` of a list of resources or groups: comparisons of names, types, regions, groups and tags, joined by `and` and `or`.
 * @throws Refusal `InvalidFilterInQueryString`
 * @see https://learn.microsoft.com/rest/api/resources/resources/list
 */
export function resourceFilter(filter: string | null): Test {
  if (filter === null || filter.trim() === '') return () => true;
  const any = splitOutside(filter, 'or').map((part) => allOf(splitOutside(part, 'and'), filter));
  return (resource) => any.some((test) => test(resource));
}

function allOf(clauses: readonly string[], filter: string): Test {
  const tagName = valueOf(clauses, 'tagName');
  const tagValue = valueOf(clauses, 'tagValue');
  const tests = clauses.map((clause) => (/^\s*\(?\s*tag(name|value)\s/i.test(clause) ? () => true : clauseOf(clause, filter)));
  const tagged: Test = ({ body }) => {
    if (tagName === undefined) return tagValue === undefined;
    const tags = isJsonObject(body['tags']) ? body['tags'] : {};
    return Object.entries(tags).some(([name, value]) => name.toLowerCase() === tagName.toLowerCase() && (tagValue === undefined || value === tagValue));
  };
  return (resource) => tagged(resource) && tests.every((test) => test(resource));
}

function valueOf(clauses: readonly string[], field: string): string | undefined {
  for (const clause of clauses) {
    const found = new RegExp(`^\\s*\\(?\\s*${field}\\s+eq\\s+'((?:[^']|'')*)'\\s*\\)?\\s*$`, 'i').exec(clause);
    if (found !== null) return found[1]?.replaceAll("''", "'");
  }
  return undefined;
}

function clauseOf(clause: string, filter: string): Test {
  const text = clause.trim();
  const inner = /^\((.*)\)$/s.exec(text)?.[1];
  if (inner !== undefined) return resourceFilter(inner);
  const part = /^substringof\(\s*'((?:[^']|'')*)'\s*,\s*(\w+)\s*\)(?:\s+eq\s+true)?$/i.exec(text);
  if (part !== null) return (resource) => fieldOf(resource, part[2] ?? '')?.includes((part[1] ?? '').toLowerCase()) === true;
  const [, field = '', operator = '', wanted = ''] = /^([\w/]+)\s+(eq|ne)\s+'((?:[^']|'')*)'$/i.exec(text) ?? [];
  if (!known.has(field.toLowerCase())) throw refuse(400, 'InvalidFilterInQueryString', `Invalid $filter '${filter}' specified in the query string.`);
  const value = field.toLowerCase() === 'location' ? plainRegion(wanted) : wanted.toLowerCase();
  return (resource) => (fieldOf(resource, field) === value) === (operator.toLowerCase() === 'eq');
}

const known = new Set(['name', 'resourcetype', 'location', 'resourcegroup', 'identity/principalid', 'plan/publisher', 'plan/product', 'plan/name', 'kind']);

function fieldOf(resource: StoredResource, field: string): string | undefined {
  const path = parseArmPath(resource.id);
  switch (field.toLowerCase()) {
    case 'name':
      return resource.id.slice(resource.id.lastIndexOf('/') + 1).toLowerCase();
    case 'resourcetype':
      return resource.type;
    case 'location':
      return plainRegion(String(resource.body['location'] ?? ''));
    case 'resourcegroup':
      return path?.kind === 'resource' || path?.kind === 'group' ? path.group?.toLowerCase() : undefined;
    default: {
      const [outer = '', inner = ''] = field.split('/');
      const value = inner === '' ? resource.body[outer] : isJsonObject(resource.body[outer]) ? resource.body[outer][inner] : undefined;
      return typeof value === 'string' ? value.toLowerCase() : undefined;
    }
  }
}

/** Parts of a filter between the word, which counts neither inside of quotes nor inside of parentheses. */
function splitOutside(text: string, word: 'and' | 'or'): readonly string[] {
  const parts: string[] = [];
  let [depth, quoted, start] = [0, false, 0];
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === "'") quoted = !quoted;
    else if (!quoted && char === '(') depth += 1;
    else if (!quoted && char === ')') depth -= 1;
    else if (!quoted && depth === 0 && /\s/.test(char) && text.slice(i + 1, i + 1 + word.length).toLowerCase() === word && /\s/.test(text.charAt(i + 1 + word.length))) {
      parts.push(text.slice(start, i));
      start = i + 1 + word.length;
    }
  }
  return [...parts, text.slice(start)];
}
