import type { FunctionDescriptor } from '../../src/arm/function-descriptor.ts';
import { arrayFunctions } from '../../src/arm/functions/array.ts';
import { cidrFunctions } from '../../src/arm/functions/cidr.ts';
import { comparisonFunctions } from '../../src/arm/functions/comparison.ts';
import { dateFunctions } from '../../src/arm/functions/date.ts';
import { deploymentFunctions } from '../../src/arm/functions/deployment.ts';
import { flowFunctions } from '../../src/arm/functions/flow.ts';
import { functionExamples } from '../../src/arm/functions/function-examples.fake.ts';
import { templateFunctions } from '../../src/arm/functions/function-table.ts';
import { lambdaFunctions } from '../../src/arm/functions/lambda.ts';
import { logicalFunctions } from '../../src/arm/functions/logical.ts';
import { numericFunctions } from '../../src/arm/functions/numeric.ts';
import { objectFunctions } from '../../src/arm/functions/object.ts';
import { listFunction, resourceFunctions } from '../../src/arm/functions/resource.ts';
import { scopeFunctions } from '../../src/arm/functions/scope.ts';
import { stringFunctions } from '../../src/arm/functions/string.ts';
import { uriFunctions } from '../../src/arm/functions/uri.ts';
import { zoneFunctions } from '../../src/arm/functions/zone.ts';
import { evaluationLimits, armLimits } from '../../src/arm/limits.ts';
import { cell } from './table-cell.ts';

const families: Readonly<Record<string, readonly FunctionDescriptor[]>> = {
  Arrays: arrayFunctions,
  Objects: objectFunctions,
  Lambdas: lambdaFunctions,
  Logic: [...logicalFunctions, ...flowFunctions],
  Comparison: comparisonFunctions,
  Numbers: numericFunctions,
  Texts: stringFunctions,
  URIs: uriFunctions,
  Dates: dateFunctions,
  Addresses: cidrFunctions,
  'The deployment': deploymentFunctions,
  Scopes: scopeFunctions,
  Resources: [...resourceFunctions, listFunction],
  'Availability zones': zoneFunctions,
};

/** What a function has to be told; without it, the call stays an expression in what `local evaluate` prints. */
const needs: Readonly<Record<string, string>> = {
  deployer: 'who deploys',
  externalInputs: 'the value of the input',
  'list*': 'the running deployment',
  pickZones: 'zones in the metadata of providers',
  providers: 'the metadata of providers',
  reference: 'the running deployment, or what the template declares',
  references: 'the running deployment',
  resourceGroup: 'location and tags of the group',
  subscription: 'name and tenant of the subscription',
  tenant: 'name and country of the tenant',
  toLogicalZone: 'zones of the subscription',
  toLogicalZones: 'zones of the subscription',
  toPhysicalZone: 'zones of the subscription',
  toPhysicalZones: 'zones of the subscription',
};

const head = `# Template functions

<!-- Generated from src/arm/functions by test/docs/generate.ts; UPDATE=1 npx vitest run test/docs rewrites it. -->

Every function of the ARM template language that templates, \`atakora local evaluate\` and the local Azure can use. Names ignore
case. *Needs* is what has to be known besides the arguments; where it is not, the call stays an expression. *Not in* names the
places where Azure refuses the function. The examples are run by the tests.

An expression has at most ${armLimits.expressionCharacters.toLocaleString('en')} characters and ${evaluationLimits.expressionDepth} levels, a value ${evaluationLimits.valueSize.toLocaleString('en')} elements and characters and ${evaluationLimits.valueDepth} levels, and a deployment with all its nested ones
${evaluationLimits.steps.toLocaleString('en')} steps, which is about half a second; the largest public template of our trial takes 300,000. More ends in ATK2010 or ATK2011.
`;

function count({ minArgs, maxArgs }: FunctionDescriptor): string {
  if (minArgs === maxArgs) return String(minArgs);
  return Number.isFinite(maxArgs) ? `${minArgs}–${maxArgs}` : `${minArgs} or more`;
}

const placements: Readonly<Record<string, string>> = { parameter: 'parameters', variable: 'variables', early: 'names, conditions and counts', body: 'resources', output: 'outputs', function: 'user functions' };

function row(descriptor: FunctionDescriptor): string {
  const { name, refusedIn = [] } = descriptor;
  const [expression, value] = functionExamples[name]?.gives[0] ?? [undefined, undefined];
  const example = expression === undefined ? '' : `\`${cell(expression)}\` → \`${cell(JSON.stringify(value))}\``;
  return `| \`${name}\` | ${count(descriptor)} | ${needs[name] ?? ''} | ${refusedIn.map((place) => placements[place]).join(', ')} | ${example} |`;
}

/** `docs/reference/template-functions.md`: every function, family by family. */
export function functionsPage(): string {
  const shown = new Set(Object.values(families).flat());
  const missing = [...templateFunctions, listFunction].filter((descriptor) => !shown.has(descriptor));
  if (missing.length > 0) throw new Error(`no family for ${missing.map(({ name }) => name).join(', ')}`);
  const sections = Object.entries(families).map(([title, functions]) => {
    const rows = functions.toSorted((left, right) => (left.name.toLowerCase() < right.name.toLowerCase() ? -1 : 1)).map(row);
    return `## ${title}\n\n| function | arguments | needs | not in | example |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  return [head, ...sections].join('\n');
}
