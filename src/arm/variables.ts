import type { Json } from '../model/json.ts';
import type { PropertyCopy } from './evaluate-json.ts';
import { evaluateJson, isPropertyCopy, runPropertyCopy } from './evaluate-json.ts';
import type { Value } from './expression.ts';
import type { Scope } from './scope.ts';
import { about, evaluationError, validationError } from './template-error.ts';
import type { Template } from './template-structure.ts';

/** The variables of one template; each is evaluated once, when it is first asked for. */
export interface Variables {
  readonly value: (name: string) => Value;
  /** Evaluates those that nothing used: a broken variable is an error even then. */
  readonly evaluateAll: () => void;
}

type Definition = { readonly name: string; readonly json: Json } | { readonly name: string; readonly loop: PropertyCopy };

/**
 * The variables of a template, those made by its `copy` among them.
 * Asking for one throws `ATK2004` when it cannot be evaluated and `ATK2005` when it needs itself.
 */
export function resolveVariables(template: Template, scope: () => Scope): Variables {
  const definitions = new Map([...definitionsOf(template)].map((definition) => [definition.name.toLowerCase(), definition]));
  const values = new Map<string, Value>();
  const evaluating = new Set<string>();
  const resolve = (key: string, asked: string): Value => {
    const before = values.get(key);
    if (before !== undefined) return before;
    const definition = definitions.get(key);
    if (definition === undefined) throw evaluationError(`The template variable '${asked}' is not found. Please see https://aka.ms/arm-syntax-variables for usage details.`);
    const path = `variables.${definition.name}`;
    if (evaluating.has(key)) throw validationError('ATK2005', `The template variable '${definition.name}' depends on itself. Please see https://aka.ms/arm-syntax-variables for usage details.`, path);
    evaluating.add(key);
    try {
      const value = about(path, (reason) => `The template variable '${definition.name}' is not valid: ${reason}. Please see https://aka.ms/arm-template-expressions for usage details.`, () => evaluateDefinition(definition, scope(), path));
      values.set(key, value);
      return value;
    } finally {
      evaluating.delete(key);
    }
  };
  return {
    value: (name) => resolve(name.toLowerCase(), name),
    evaluateAll: () => {
      for (const [key, { name }] of definitions) resolve(key, name);
    },
  };
}

function* definitionsOf(template: Template): Generator<Definition> {
  for (const [name, json] of Object.entries(template.variables)) {
    if (name !== 'copy' || !isPropertyCopy(json)) yield { name, json };
    else for (const loop of json) yield { name: loop.name, loop };
  }
}

function evaluateDefinition(definition: Definition, scope: Scope, path: string): Value {
  if ('loop' in definition) return runPropertyCopy(definition.loop, scope, path, 'variable')[1];
  return evaluateJson(definition.json, scope, path);
}
