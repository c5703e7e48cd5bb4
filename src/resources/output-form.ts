import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { jsonAt } from './json-path.ts';
import { displayRegion, plainRegion } from './region-names.ts';
import type { LocalFacts } from './local-facts.ts';

/** What forms are filled in from, besides the facts. */
export interface FormSource {
  readonly facts: LocalFacts;
  readonly body: JsonObject;
  /** Nearest item of an array around the value. */
  readonly item?: Json | undefined;
  /** Told apart by it: two values of one resource that Azure makes up. */
  readonly label: string;
}

/**
 * Fills in a form. In a text, `{word}` is replaced: `id`, `name`, `NAME` (lower case), `parentName`, `rootName`, `rootId`, `parentId`,
 * `location` (`westeurope`), `Location` (`West Europe`), `scope` (what an extension extends), `tenant`, `subscription`, `group`, `time` (of the creation), `guid`, `guid:label`,
 * `hex` (32 digits), `etag` (16 digits), `item.PATH` and `body.PATH`. A text that is one word alone takes the value of any JSON type; null when there is none.
 */
export function renderForm(form: Json, source: FormSource): Json {
  if (typeof form === 'string') {
    const alone = /^\{((?:item|body)\.[^{}]+)\}$/.exec(form);
    if (alone !== null) return lookup(alone[1] ?? '', source) ?? null;
    return form.includes('{') ? form.replace(/\{([A-Za-z][\w.:-]*)\}/g, (all, word: string) => wordValue(word, source) ?? all) : form;
  }
  if (Array.isArray(form)) return (form as readonly Json[]).map((item, index) => renderForm(item, { ...source, label: `${source.label}.${String(index)}` }));
  if (!isJsonObject(form)) return form;
  return Object.fromEntries(Object.entries(form).map(([key, value]) => [key, renderForm(value, { ...source, label: `${source.label}.${key}` })]));
}

function wordValue(word: string, source: FormSource): string | undefined {
  const { facts } = source;
  if (word.startsWith('guid:')) return facts.guid(word.slice(5));
  if (word.startsWith('item.') || word.startsWith('body.')) {
    const found = lookup(word, source);
    return found === undefined || found === null || typeof found === 'object' ? '' : String(found);
  }
  return words[word]?.(facts, source.label);
}

function lookup(word: string, source: FormSource): Json | undefined {
  return jsonAt(word.startsWith('item.') ? source.item : source.body, word.slice(5));
}

const words: Readonly<Record<string, (facts: LocalFacts, label: string) => string>> = {
  id: (facts) => facts.id,
  name: (facts) => shortName(facts),
  NAME: (facts) => shortName(facts).toLowerCase(),
  parentId: (facts) => facts.id.split('/').slice(0, -2).join('/'),
  parentName: (facts) => facts.id.split('/').at(-3) ?? '',
  rootId: (facts) => facts.id.split('/').slice(0, rootEnd(facts)).join('/'),
  rootName: (facts) => facts.id.split('/')[rootEnd(facts) - 1] ?? '',
  location: (facts) => plainRegion(facts.location),
  Location: (facts) => displayRegion(facts.location),
  scope: (facts) => facts.id.slice(0, Math.max(0, facts.id.toLowerCase().lastIndexOf('/providers/'))),
  tenant: (facts) => facts.tenantId,
  subscription: (facts) => facts.subscriptionId,
  group: (facts) => facts.resourceGroup,
  time: (facts) => facts.createdAt,
  guid: (facts, label) => facts.guid(label),
  hex: (facts, label) => facts.guid(label).replaceAll('-', ''),
  etag: (facts, label) => facts.guid(label).replaceAll('-', '').slice(0, 16),
};

function shortName(facts: LocalFacts): string {
  return facts.name.split('/').at(-1) ?? facts.name;
}

/** Segments of the id up to the name of the first resource of the last provider. */
function rootEnd(facts: LocalFacts): number {
  return facts.id.split('/').lastIndexOf('providers') + 4;
}
