import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { Json } from '../../model/json.ts';
import type { OutputNode } from '../../model/resource-node.ts';
import type { ArmRenderer } from './arm-expression.ts';
import { visitExpressions } from './value-references.ts';

/** An output in the stack that computes it. */
export interface PlacedOutput {
  readonly name: string;
  readonly stack: string;
  readonly component?: string;
  readonly entry: { readonly type: string; readonly value: Json };
}

/** Puts every output into the latest stack that it refers to; one that refers to nothing goes to the last stack of all. */
export function placeOutputs(
  outputs: readonly OutputNode[],
  stackOrder: readonly string[],
  stackOf: (address: string) => string | undefined,
  rendererOf: (stack: string) => ArmRenderer,
): { readonly placed: readonly PlacedOutput[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const position = new Map(stackOrder.map((stack, at) => [stack, at]));
  const byName = new Map<string, PlacedOutput>();
  for (const output of outputs) {
    let latest = -1;
    visitExpressions(output.value, (expression) => {
      if (expression.$ === 'ref') {
        latest = Math.max(latest, position.get(stackOf(expression.target) ?? '') ?? -1);
      }
    });
    const stack = stackOrder[latest === -1 ? stackOrder.length - 1 : latest];
    const taken = byName.get(output.name);
    if (taken !== undefined) {
      diagnostics.push(diagnostic('error', 'ATK1302', `two outputs have the name "${output.name}": one of ${taken.component ?? 'the backend'} and one of ${output.component ?? 'the backend'}`));
    } else if (stack !== undefined) {
      byName.set(output.name, {
        name: output.name,
        stack,
        ...(output.component === undefined ? {} : { component: output.component }),
        entry: { type: outputType(output.value), value: rendererOf(stack).json(output.value) },
      });
    }
  }
  return { placed: [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), diagnostics };
}

function outputType(value: OutputNode['value']): string {
  if (Array.isArray(value)) {
    return 'array';
  }
  if (typeof value === 'number') {
    return 'int';
  }
  if (typeof value === 'boolean') {
    return 'bool';
  }
  return typeof value === 'object' && value !== null && !('$' in value) ? 'object' : 'string';
}
