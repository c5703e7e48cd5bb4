import type { Json, JsonObject } from '../model/json.ts';
import type { DefinitionFunctions, SecretDeclaration } from '../model/definition.ts';
import type { Value } from '../model/value.ts';
import type { Problem } from './problem.ts';
import { wrong } from './problem.ts';
import { parseReferences } from './references.ts';
import { secretDeclaration } from './secret-options.ts';
import { sha256 } from './sha256.ts';

type AnyFunction = DefinitionFunctions extends ReadonlyMap<string, infer Body> ? Body : never;

/** Collects what turning a user's values into plain data brings up. */
export interface PlainContext {
  readonly problems: Problem[];
  /** Functions that were replaced by `{ $function: <hash> }`. */
  readonly functions: Map<string, AnyFunction>;
  /** What was said of the secrets that were met. */
  readonly secrets: SecretDeclaration[];
}

/** How strictly to read: `text: 'parse'` turns `${…}` into expressions; `secrets` says whether a secret may stand here. */
export interface PlainRules {
  readonly text: 'parse' | 'keep';
  readonly secrets: boolean;
}

/** Nesting at which a value is taken for a circle. */
const maxDepth = 64;

/** A user's value as plain data: no prototypes, functions by hash, undefined fields left out. What is no data is a problem. */
export function plainValue(input: unknown, path: string, rules: PlainRules, context: PlainContext, depth = 0): Value {
  if (depth > maxDepth) {
    context.problems.push(wrong(`${path} is nested deeper than ${maxDepth} levels or contains itself`));
    return null;
  }
  if (input === null || typeof input === 'boolean') {
    return input;
  }
  if (typeof input === 'string') {
    return plainText(input, path, rules, context);
  }
  if (typeof input === 'number' && Number.isFinite(input)) {
    return input;
  }
  if (typeof input === 'function') {
    return { $function: keepFunction(input as AnyFunction, context) };
  }
  if (Array.isArray(input)) {
    return input.map((item: unknown, index) => plainValue(item, `${path}[${index}]`, rules, context, depth + 1));
  }
  if (typeof input === 'object') {
    return plainObject(input, path, rules, context, depth);
  }
  context.problems.push(wrong(`${path} is ${typeof input === 'number' ? String(input) : `of type ${typeof input}`}, which a definition cannot hold`));
  return null;
}

/** Keeps a function beside the definition and gives the hash of its source, by which the definition knows it. */
export function keepFunction(body: AnyFunction, context: PlainContext): string {
  const hash = sha256(Function.prototype.toString.call(body));
  context.functions.set(hash, body);
  return hash;
}

/** The configuration of a component as it was written, for display and archives. */
export function plainConfig(config: object, context: PlainContext): JsonObject {
  // What counts is what the component asks for; the configuration may mention more.
  return plainObject(config, 'config', { text: 'keep', secrets: true }, { ...context, secrets: [] }, 0) as Json as JsonObject;
}

function plainText(text: string, path: string, rules: PlainRules, context: PlainContext): Value {
  if (rules.text === 'keep') {
    return text;
  }
  const parsed = parseReferences(text);
  context.problems.push(...parsed.problems.map((problem) => ({ ...problem, summary: `${path}: ${problem.summary}` })));
  return parsed.value;
}

function plainObject(input: object, path: string, rules: PlainRules, context: PlainContext, depth: number): Value {
  const marker: unknown = (input as { readonly $?: unknown }).$;
  if (marker !== undefined) {
    return plainExpression(input as Readonly<Record<string, unknown>>, path, rules, context, depth);
  }
  const prototype: unknown = Object.getPrototypeOf(input);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    context.problems.push(wrong(`${path} is an object of class ${input.constructor.name}, but a definition holds plain data only`));
    return null;
  }
  const fields = Object.entries(input).filter(([, value]) => value !== undefined);
  return Object.fromEntries(fields.map(([key, value]) => [key, plainValue(value, `${path}.${key}`, rules, context, depth + 1)]));
}

function plainExpression(input: Readonly<Record<string, unknown>>, path: string, rules: PlainRules, context: PlainContext, depth: number): Value {
  const text = (key: string): string => (typeof input[key] === 'string' ? input[key] : '');
  const list = (key: string): readonly unknown[] => (Array.isArray(input[key]) ? (input[key] as readonly unknown[]) : []);
  switch (input['$']) {
    case 'ref':
      return { $: 'ref', target: text('target'), output: text('output') };
    case 'context':
      return plainValue(`\${azure.${text('key')}}`, path, { ...rules, text: 'parse' }, context, depth);
    case 'concat':
      return { $: 'concat', parts: list('parts').map((part, index) => plainValue(part, `${path}[${index}]`, rules, context, depth + 1)) };
    case 'arm':
      return { $: 'arm', expression: text('expression'), ...(Array.isArray(input['refs']) ? { refs: list('refs').map(String) } : {}) };
    case 'secret':
      if (!rules.secrets) {
        context.problems.push(wrong(`${path} is the secret "${text('name')}", but a secret stands only in \`environment\``, 'Give it an environment variable and read that in the code.'));
      }
      context.secrets.push(secretDeclaration(input));
      return { $: 'secret', name: text('name') };
    default:
      context.problems.push(wrong(`${path} has a property "$", a name that Atakora keeps for expressions`));
      return null;
  }
}
