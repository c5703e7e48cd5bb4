import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { Json } from '../../model/json.ts';
import type { OutputNode } from '../../model/resource-node.ts';
import type { Value } from '../../model/value.ts';
import { isExpression } from '../../model/value.ts';
import type { ArmRenderer } from './arm-expression.ts';
import { referencedAddresses } from './value-references.ts';

/** An output in the stack that computes it. */
export interface PlacedOutput {
  readonly name: string;
  readonly stack: string;
  readonly component?: string;
  /** As it stands in the template's `outputs`. */
  readonly entry: { readonly type: string; readonly value: Json };
}

/**
 * Puts every output into the latest stack that it refers to; one that refers to nothing goes to the last stack of all.
 * @param stackOrder Ids of the stacks in deployment order.
 * @param stackOf Address to the id of its stack.
 */
export function placeOutputs(
  outputs: readonly OutputNode[],
  stackOrder: readonly string[],
  stackOf: ReadonlyMap<string, string>,
  rendererOf: (stack: string) => ArmRenderer,
): { readonly placed: readonly PlacedOutput[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const position = new Map(stackOrder.map((stack, at) => [stack, at]));
  const placed = outputs.flatMap((output): readonly PlacedOutput[] => {
    const positions = referencedAddresses(output.value).map((address) => position.get(stackOf.get(address) ?? '') ?? 0);
    const stack = stackOrder[positions.length === 0 ? stackOrder.length - 1 : Math.max(...positions)];
    if (stack === undefined) {
      diagnostics.push(diagnostic('error', 'ATK1308', `output "${output.name}" has no deployment that could give it out: the backend makes no resource of its own`, { hint: 'Declare a resource, or move the output into the template.' }));
      return [];
    }
    const entry = { type: outputType(output.value), value: rendererOf(stack).json(output.value) };
    return [{ name: output.name, stack, ...(output.component === undefined ? {} : { component: output.component }), entry }];
  });
  return { placed, diagnostics };
}

/** Expressions are taken for texts: that is what the outputs of resource kinds are. */
function outputType(value: Value): string {
  if (isExpression(value)) {
    return 'string';
  }
  if (Array.isArray(value)) {
    return 'array';
  }
  switch (typeof value) {
    case 'number':
      return 'int';
    case 'boolean':
      return 'bool';
    case 'object':
      return 'object';
    default:
      return 'string';
  }
}
