import { countAt, stringAt } from '../arguments.ts';
import { environmentOf } from '../clouds.ts';
import type { Value } from '../expression.ts';
import type { FunctionCall, FunctionDescriptor } from '../function-descriptor.ts';
import { wrongArgument } from '../function-descriptor.ts';
import type { CopyFrame } from '../scope.ts';
import { evaluationError } from '../template-error.ts';
import { fromJson, isUnknown, objectOf, unknown } from '../value.ts';

/**
 * Functions that read the deployment itself: its parameters, variables, loops and record.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-deployment
 */
export const deploymentFunctions: readonly FunctionDescriptor[] = [
  { name: 'parameters', cheap: true, minArgs: 1, maxArgs: 1, evaluate: (args, call) => call.scope.parameter(stringAt(args, 0, call)) },
  { name: 'variables', cheap: true, minArgs: 1, maxArgs: 1, evaluate: (args, call) => call.scope.variable(stringAt(args, 0, call)) },
  { name: 'copyIndex', cheap: true, minArgs: 0, maxArgs: 2, evaluate: copyIndex },
  { name: 'deployment', minArgs: 0, maxArgs: 0, constant: true, evaluate: deployment },
  { name: 'environment', minArgs: 0, maxArgs: 0, constant: true, evaluate: (_, call) => environmentOf(call.scope.input.context.cloud) },
  { name: 'deployer', minArgs: 0, maxArgs: 0, constant: true, evaluate: (_, call) => deployer(call) },
  { name: 'externalInputs', minArgs: 1, maxArgs: 1, evaluate: externalInputs },
];

/** `copyIndex()` is about the resource's or output's loop; a loop of properties or variables only when there is no other. */
function copyIndex(args: readonly Value[], call: FunctionCall): Value {
  const named = typeof args[0] === 'string';
  const frames = call.scope.copies;
  const frame = named ? findFrame(frames, stringAt(args, 0, call)) : (frames.findLast(({ kind }) => kind === 'resource' || kind === 'output') ?? frames.at(-1));
  if (frame === undefined) {
    throw evaluationError(
      named
        ? `The template function 'copyIndex' is not expected at this location: there is no copy loop '${String(args[0])}' around it. Please see https://aka.ms/arm-copy for usage details.`
        : "The template function 'copyIndex' is not expected at this location. The function can only be used in a resource with copy specified. Please see https://aka.ms/arm-copy for usage details.",
    );
  }
  if (isUnknown(frame.index)) return call.keep(call.node.arguments.map((arg) => call.reduce(arg)));
  const position = named ? 1 : 0;
  const offset = args.length > position ? countAt(args, position, call) : 0;
  if (offset < 0) throw wrongArgument(call, position, 'an integer that is not negative');
  return Number(frame.index) + offset;
}

function findFrame(frames: readonly CopyFrame[], name: string): CopyFrame | undefined {
  return frames.findLast((frame) => frame.name?.toLowerCase() === name.toLowerCase());
}

function deployment(_: readonly Value[], call: FunctionCall): Value {
  const { input } = call.scope;
  const properties = objectOf([
    ['template', fromJson(input.template)],
    ['parameters', objectOf(Object.entries(input.parameters).map(([name, { value }]) => [name, { value: value ?? null }]))],
    ['mode', input.mode ?? 'Incremental'],
    ['provisioningState', 'Accepted'],
  ]);
  // Above resource groups every deployment has a location, even when nobody told it yet.
  const open = unknown({ kind: 'property', target: { ...call.node, arguments: [] }, name: 'location', start: 0, end: 0 });
  const given = input.location ?? (input.scope.kind === 'resourceGroup' ? undefined : open);
  const location: readonly (readonly [string, Value])[] = given === undefined ? [] : [['location', given]];
  return objectOf([['name', input.name], ...location, ['properties', properties]]);
}

function deployer(call: FunctionCall): Value {
  const known = call.scope.input.context.deployer;
  return known === undefined ? unknown({ ...call.node, arguments: [] }) : { objectId: known.objectId, tenantId: known.tenantId, ...(known.userPrincipalName === undefined ? {} : { userPrincipalName: known.userPrincipalName }) };
}

function externalInputs(args: readonly Value[], call: FunctionCall): Value {
  const name = stringAt(args, 0, call);
  const { externalInputs: given = {} } = call.scope.input.context;
  const value = Object.hasOwn(given, name) ? given[name] : undefined;
  return value === undefined ? call.keep(call.node.arguments) : fromJson(value);
}
