import type { FunctionDescriptor } from '../function-descriptor.ts';
import { arrayFunctions } from './array.ts';
import { cidrFunctions } from './cidr.ts';
import { comparisonFunctions } from './comparison.ts';
import { dateFunctions } from './date.ts';
import { deploymentFunctions } from './deployment.ts';
import { flowFunctions } from './flow.ts';
import { lambdaFunctions } from './lambda.ts';
import { logicalFunctions } from './logical.ts';
import { numericFunctions } from './numeric.ts';
import { objectFunctions } from './object.ts';
import { listFunction, resourceFunctions } from './resource.ts';
import { scopeFunctions } from './scope.ts';
import { stringFunctions } from './string.ts';
import { uriFunctions } from './uri.ts';
import { zoneFunctions } from './zone.ts';

/** Every function of the template language, family by family; the `list*` functions are one more. */
export const templateFunctions: readonly FunctionDescriptor[] = [
  ...arrayFunctions,
  ...cidrFunctions,
  ...comparisonFunctions,
  ...dateFunctions,
  ...deploymentFunctions,
  ...flowFunctions,
  ...lambdaFunctions,
  ...logicalFunctions,
  ...numericFunctions,
  ...objectFunctions,
  ...resourceFunctions,
  ...scopeFunctions,
  ...stringFunctions,
  ...uriFunctions,
  ...zoneFunctions,
];

const byName: ReadonlyMap<string, FunctionDescriptor> = new Map(templateFunctions.map((descriptor) => [descriptor.name.toLowerCase(), descriptor]));

/** The descriptor of a function, its name compared ignoring case; undefined when the language has no such function. */
export function findFunction(name: string): FunctionDescriptor | undefined {
  const key = name.toLowerCase();
  return byName.get(key) ?? (/^list\w*$/.test(key) ? listFunction : undefined);
}
