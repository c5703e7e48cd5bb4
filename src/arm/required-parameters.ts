import type { JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { SuppliedParameter } from './deployment-input.ts';
import { readDefinition } from './type-definition.ts';
import type { Template } from './template-structure.ts';

/** A declared parameter, its referenced types merged in. */
export interface DeclaredParameter {
  readonly name: string;
  /** As declared; `any` when the template leaves it out. */
  readonly type: string;
  readonly secure: boolean;
  readonly definition: JsonObject;
}

/** The parameters of a template in its order. @throws ArmTemplateError `ATK2001` for a definition that refers to nothing. */
export function declaredParameters(template: Template): readonly DeclaredParameter[] {
  return Object.entries(template.parameters).map(([name, raw]) => {
    const definition = readDefinition(template, isJsonObject(raw) ? raw : {}, `parameters.${name}`);
    const type = typeof definition['type'] === 'string' ? definition['type'] : 'any';
    return { name, type, secure: type.toLowerCase().startsWith('secure'), definition };
  });
}

/** Parameters that have no default, may not be null and got no value. */
export function missingParameters(declared: readonly DeclaredParameter[], given: Readonly<Record<string, SuppliedParameter>>): readonly DeclaredParameter[] {
  const supplied = new Set(Object.entries(given).flatMap(([name, { value, reference, expression }]) => ((value === undefined || value === null) && reference === undefined && expression === undefined ? [] : [name.toLowerCase()])));
  return declared.filter(({ name, definition }) => definition['defaultValue'] === undefined && definition['nullable'] !== true && !supplied.has(name.toLowerCase()));
}
