import * as real from '../../../src/resources/catalogue.ts';
import type { ResourceKind } from '../../../src/resources/resource-kind.ts';

export const { allKinds, isModelled } = real;

/** The catalogue, with one kind that may stand twice while it is replaced: none of its own may yet. */
export function kindOf(...args: Parameters<typeof real.kindOf>): ResourceKind | undefined {
  const kind = real.kindOf(...args);
  return kind?.type === 'Microsoft.Web/serverfarms' ? { ...kind, replaceOrder: 'create-first' } : kind;
}
