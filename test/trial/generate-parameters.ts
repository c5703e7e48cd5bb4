import { ownerPrincipalId as principalId } from '../../src/local/access/identities.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { isJsonObject } from '../../src/model/json.ts';

/** What generated values point at. */
export interface GeneratedWorld {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly location: string;
}

/**
 * Values for the parameters of a template that have no default: by allowed values, type, bounds and name. Properties that the
 * template reads of an untyped object are made up too.
 */
export function generateParameters(template: JsonObject, world: GeneratedWorld): JsonObject {
  const definitions = isJsonObject(template['definitions']) ? template['definitions'] : {};
  const parameters = isJsonObject(template['parameters']) ? template['parameters'] : {};
  const text = JSON.stringify(template);
  const given = Object.entries(parameters).flatMap(([name, definition]): [string, Json][] => {
    if (!isJsonObject(definition) || definition['defaultValue'] !== undefined || definition['nullable'] === true) return [];
    const resolved = resolve(definition, definitions);
    if (resolved['nullable'] === true) return [];
    return [[name, { value: valueOf(name, resolved, { world, definitions, text, chain: String.raw`parameters\('${name.replace(/[^\w-]/g, '.')}'\)` }, 0) }]];
  });
  return Object.fromEntries(given);
}

interface Making {
  readonly world: GeneratedWorld;
  readonly definitions: JsonObject;
  /** The whole template, to see what it reads. */
  readonly text: string;
  /** A pattern of the expressions that read this value. */
  readonly chain: string;
}

function resolve(definition: JsonObject, definitions: JsonObject): JsonObject {
  const name = /^#\/definitions\/(.+)$/.exec(String(definition['$ref'] ?? ''))?.[1];
  const target = name === undefined ? undefined : definitions[name];
  return isJsonObject(target) ? { ...resolve(target, definitions), ...definition, $ref: null } : definition;
}

function valueOf(name: string, definition: JsonObject, making: Making, depth: number): Json {
  const { allowedValues: allowed, defaultValue: fallback } = definition;
  const type = String(definition['type'] ?? 'object').toLowerCase();
  if (Array.isArray(allowed) && allowed.length > 0 && type !== 'array') return type === 'int' ? Number((allowed as readonly Json[])[0]) : ((allowed as readonly Json[])[0] ?? null);
  if (fallback !== undefined && typeof fallback !== 'string') return fallback;
  switch (type) {
    case 'int':
      return typeof definition['minValue'] === 'number' ? definition['minValue'] : typeof definition['maxValue'] === 'number' ? Math.min(1, definition['maxValue']) : 1;
    case 'bool':
      return false;
    case 'array':
      return arrayOf(name, definition, making, depth);
    case 'object':
    case 'secureobject':
      return objectOf(definition, making, depth);
    default:
      return fit(isNumber(making) ? '1' : isMatch(making.text, String.raw`roleDefinitions/?',\s*${making.chain}`) ? readerRole : textOf(name, making.world), definition);
  }
}

function arrayOf(name: string, definition: JsonObject, making: Making, depth: number): Json {
  const { allowedValues: allowed, items, prefixItems: prefix, minLength } = definition;
  const seen = items === undefined && allowed === undefined && prefix === undefined ? read(name.replace(/s$/, ''), making, 1) : undefined;
  if (Array.isArray(seen)) return seen as readonly Json[];
  const made = Array.isArray(prefix) ? (prefix as readonly Json[]).map((item) => valueOf(name, resolve(isJsonObject(item) ? item : {}, making.definitions), making, depth + 1)) : [];
  const wanted = typeof minLength === 'number' ? minLength : isJsonObject(items) && items['nullable'] !== true ? 1 : 0;
  const one = Array.isArray(allowed) ? ((allowed as readonly Json[])[0] ?? null) : isJsonObject(items) ? valueOf(name, resolve(items, making.definitions), making, depth + 1) : textOf(name.replace(/s$/, ''), making.world);
  while (made.length < wanted) made.push(one);
  return made;
}

function objectOf(definition: JsonObject, making: Making, depth: number): Json {
  const { properties, discriminator } = definition;
  if (depth > 8) return {};
  const own = isJsonObject(properties) ? typed(properties, making, depth) : {};
  if (!isJsonObject(discriminator) || !isJsonObject(discriminator['mapping'])) return isJsonObject(properties) ? own : objectRead(making, depth);
  const [tag, variant] = Object.entries(discriminator['mapping'])[0] ?? [];
  const inner = isJsonObject(variant) ? objectOf(resolve(variant, making.definitions), making, depth + 1) : {};
  return { ...own, ...(inner as JsonObject), [String(discriminator['propertyName'])]: tag ?? null };
}

function objectRead(making: Making, depth: number): Json {
  const made = read('', making, depth === 0 ? 0 : 1);
  return isJsonObject(made) ? made : {};
}

function typed(properties: JsonObject, making: Making, depth: number): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, raw]): [string, Json][] => {
      const definition = resolve(isJsonObject(raw) ? raw : {}, making.definitions);
      return definition['nullable'] === true ? [] : [[key, valueOf(key, definition, { ...making, chain: String.raw`${making.chain}\.${key.replace(/\W/g, '.')}` }, depth + 1)]];
    }),
  );
}

/** How expressions index an array: by number, by a loop, by a loop over a range. */
const anyIndex = String.raw`\[(?:\d+|copyIndex\([^)]*\)|range\([^\]]*\)(?:\[copyIndex\([^)]*\)\])?|parameters\([^)]*\)|variables\([^)]*\)|(?:add|sub|mod)\([^\]]*\))\]`;

/** A value of the shape that the template reads: array, object, flag or text. */
function read(key: string, making: Making, depth: number): Json {
  const { text, chain, world } = making;
  if (depth > 5) return {};
  if (isMatch(text, String.raw`${chain}${anyIndex}`) || isMatch(text, String.raw`length\(${chain}\)`)) {
    const element = read(key.replace(/s$/, ''), { ...making, chain: `${chain}${anyIndex}` }, depth + 1);
    if (typeof element === 'string') return /^t[a-z0-9]+$/.test(element) ? [`${element}0`, `${element}1`] : [element];
    return isMatch(text, String.raw`${chain}\[(?:1|add|parameters|variables)`) ? [element, element] : [element];
  }
  const typeHandedOn = handedOnAs(making);
  if (typeHandedOn === 'array') return [];
  if (isNumber(making)) return 1;
  const keys = new Set([...text.matchAll(new RegExp(String.raw`${chain}(?:\.(\w+)|\['(\w+)'\])`, 'gi'))].map((match) => match[1] ?? match[2] ?? ''));
  if (keys.size > 0) return Object.fromEntries([...keys].map((inner) => [inner, read(inner, { ...making, chain: String.raw`${chain}(?:\.${inner}|\['${inner}'\])` }, depth + 1)]));
  if (typeHandedOn === 'object' || isMatch(text, String.raw`union\((?:[^"]*,\s*)?${chain}[,)]`)) return {};
  if (isMatch(text, String.raw`(?:\bif|\band|\bor|\bnot)\(${chain}[,)]`) || isMatch(text, String.raw`"condition":"\[${chain}\]"`)) return false;
  return depth === 0 ? {} : textOf(key, world);
}

/** True for what arithmetic reads. */
function isNumber({ text, chain }: Making): boolean {
  return isMatch(text, String.raw`\b(?:int|add|sub|mul|div|mod)\((?:[^"(),]*,\s*)?${chain}[,)]`) || isMatch(text, String.raw`\b(?:mul|div)\((?:[^"]*,\s*)${chain}[,)]`);
}

/** The type of the parameter of a nested template that becomes this value. */
function handedOnAs({ text, chain }: Making): string | undefined {
  const [, name] = new RegExp(String.raw`"(\w+)":\{"value":"\[${chain}\]"\}`, 'i').exec(text) ?? [];
  return name === undefined ? undefined : new RegExp(String.raw`"${name}":\{"type":"(\w+)"`, 'i').exec(text)?.[1]?.toLowerCase();
}

function isMatch(text: string, pattern: string): boolean {
  return new RegExp(pattern, 'i').test(text);
}

/** Short, as templates append to names; two parameters hardly get the same one. */
function nameOf(name: string): string {
  return `t${name.replace(/[^a-z0-9]/gi, '').toLowerCase().slice(0, 6)}${sumOf(name)}`;
}

/** From 0 to 999; the same for the same name. */
function sumOf(name: string): number {
  return [...name].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 1000, 7);
}

/** Makes a text as long as its definition wants. */
function fit(text: string, definition: JsonObject): string {
  const { minLength, maxLength } = definition;
  const long = typeof minLength === 'number' && text.length < minLength ? text.padEnd(minLength, '0') : text;
  return typeof maxLength === 'number' ? long.slice(0, maxLength) : long;
}

/** @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
const readerRole = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';

/** By the words of a parameter's name; the first that matches. */
const texts: readonly (readonly [RegExp, (world: GeneratedWorld, name: string) => string])[] = [
  [/api_?version/i, () => '2015-06-15'],
  [/dns_?zone(name)?$/i, () => 'trial.example.com'],
  [/name(prefix)?$/i, () => ''],
  [/artifacts.*location/i, () => 'https://example.com/trial/'],
  [/location|region$/i, ({ location }) => location],
  [/subscriptionid|^subid$/i, ({ subscriptionId }) => subscriptionId],
  [/(oid|principal|contributor|owner|reader)s?$/i, () => principalId],
  [/roledefinition|role_?id$/i, ({ subscriptionId }) => `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${readerRole}`],
  [/(tenant|object|principal|client|application|app|assignee|user|group|appliance)_?id$/i, () => principalId],
  [/resourcegroup/i, ({ resourceGroup }) => resourceGroup],
  [/(workspace|loganalytics).*id$/i, (world) => idOf(world, 'Microsoft.OperationalInsights/workspaces/trial')],
  [/subnet.*id$/i, (world) => idOf(world, 'Microsoft.Network/virtualNetworks/trial/subnets/trial')],
  [/(vault).*id$/i, (world) => idOf(world, 'Microsoft.KeyVault/vaults/trial')],
  [/storage.*id$/i, (world) => idOf(world, 'Microsoft.Storage/storageAccounts/trial')],
  [/resourceid$|arm_?id$|[a-z]Id$/, (world) => idOf(world, 'Microsoft.Network/virtualNetworks/trial')],
  [/^(gateway)?subnet$|subnet.*(prefix|cidr|range|address)/i, (_, name) => `10.0.${100 + sumOf(name) % 100}.0/24`],
  [/(address|vnet|network|ip)prefix(es)?$|cidr|addressspace|(ip|address)range/i, () => '10.0.0.0/16'],
  [/storage(account)?_?(type|sku)(name)?$/i, () => 'Standard_LRS'],
  [/storage(account)?_?kind$/i, () => 'StorageV2'],
  [/(redis|cache)_?sku(name)?$/i, () => 'Standard'],
  [/(redis|cache)_?family$/i, () => 'C'],
  [/ip(address)?$/i, () => '10.0.0.4'],
  [/(uri|url|endpoint|link|artifacts.*location)$/i, () => 'https://example.com/trial/'],
  [/mail/i, () => 'trial@example.com'],
  [/password|secret|token/i, () => 'Trial-Passw0rd-1'],
  [/(time|date)/i, () => '2026-01-15T10:00:00Z'],
  [/(guid|uuid)/i, () => '11111111-2222-4333-8444-555555555555'],
  [/(?<!ac)count$|number|^size|instances|suffix$|version$|index$/i, () => '1'],
  [/days|hours|minutes|retention|lun$|port$/i, () => '30'],
];

function textOf(name: string, world: GeneratedWorld): string {
  const found = texts.find(([pattern]) => pattern.test(name));
  const text = found?.[1](world, name) ?? '';
  return text === '' ? nameOf(name) : text;
}

function idOf(world: GeneratedWorld, resource: string): string {
  const [namespace = '', type = '', ...names] = resource.split('/');
  return `/subscriptions/${world.subscriptionId}/resourceGroups/${world.resourceGroup}/providers/${[namespace, type, ...names].join('/')}`;
}
