/**
 * The groups in which resources are deployed, in order: references point to the same or an earlier one.
 * Only those that have resources exist in a backend.
 */
export const stackNames = [
  'foundation',
  'network',
  'security',
  'observability',
  'data',
  'messaging',
  'compute',
  'gateway',
  'frontend',
] as const;

export type StackName = (typeof stackNames)[number];

/** Position of a stack in the deployment order, from 0. */
export function stackIndex(name: StackName): number {
  return stackNames.indexOf(name);
}
