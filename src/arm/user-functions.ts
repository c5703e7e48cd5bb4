import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { evaluateJson } from './evaluate-json.ts';
import type { Value } from './expression.ts';
import { hasType } from './parameter-value.ts';
import type { Scope, UserFunction } from './scope.ts';
import { about, evaluationError } from './template-error.ts';
import { structureError } from './template-structure.ts';
import type { Template } from './template-structure.ts';

/**
 * The functions that a template defines, under `namespace.name` in lower case.
 * @throws ArmTemplateError `ATK2001` for a definition that is not built as required.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/user-defined-functions
 */
export function readUserFunctions(template: Template): ReadonlyMap<string, UserFunction> {
  const functions = new Map<string, UserFunction>();
  template.functions.forEach((group, i) => {
    const path = `functions[${i}]`;
    if (!isJsonObject(group) || typeof group['namespace'] !== 'string' || !isJsonObject(group['members'])) {
      throw structureError(path, 'A function group has a namespace and members');
    }
    for (const [member, definition] of Object.entries(group['members'])) {
      const name = `${group['namespace']}.${member}`;
      functions.set(name.toLowerCase(), readFunction(name, definition, `${path}.members.${member}`));
    }
  });
  return functions;
}

interface Parameter {
  readonly name: string;
  readonly type: string | undefined;
  readonly nullable: boolean;
}

function readFunction(name: string, definition: Json, path: string): UserFunction {
  const output = isJsonObject(definition) ? definition['output'] : undefined;
  if (!isJsonObject(definition) || !isJsonObject(output) || output['value'] === undefined) throw structureError(path, `The function '${name}' has no output value`);
  const parameters = readParameters(definition, path);
  const body = output['value'];
  return (args, caller) => {
    if (args.length !== parameters.length) throw evaluationError(`The user-defined function '${name}' requires '${parameters.length}' argument(s) while '${args.length}' were provided`);
    const values = new Map(parameters.map((parameter, i) => [parameter.name.toLowerCase(), checkArgument(name, parameter, args[i] ?? null)]));
    const scope = functionScope(caller, values);
    return about(path, (reason) => `The user-defined function '${name}' cannot be evaluated: ${reason}`, () => evaluateJson(body, scope, `${path}.output.value`));
  };
}

function readParameters(definition: JsonObject, path: string): readonly Parameter[] {
  const parameters = definition['parameters'] ?? [];
  if (!Array.isArray(parameters)) throw structureError(path, 'The parameters of a function must be an array');
  return (parameters as readonly Json[]).map((parameter) => {
    if (!isJsonObject(parameter) || typeof parameter['name'] !== 'string') throw structureError(path, 'A parameter of a function has a name');
    const type = parameter['type'];
    return { name: parameter['name'], type: typeof type === 'string' ? type : undefined, nullable: parameter['nullable'] === true };
  });
}

function checkArgument(name: string, parameter: Parameter, value: Value): Value {
  if (parameter.type === undefined || (value === null && parameter.nullable) || hasType(value, parameter.type)) return value;
  throw evaluationError(`The argument '${parameter.name}' of the user-defined function '${name}' must be of type '${parameter.type}'`);
}

function functionScope(caller: Scope, values: ReadonlyMap<string, Value>): Scope {
  const parameter = (name: string): Value => {
    const value = values.get(name.toLowerCase());
    if (value === undefined) throw evaluationError(`The parameter '${name}' of the user-defined function is not found`);
    return value;
  };
  const isolated: Partial<Scope> = caller.symbolic
    ? {}
    : {
        variable: () => {
          throw evaluationError("The template function 'variables' is not expected at this location: a user-defined function reads no variables");
        },
        userFunction: () => undefined,
      };
  return { ...caller, ...isolated, placement: 'function', parameter, lambdas: new Map(), copies: [] };
}
