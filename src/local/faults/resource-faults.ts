import type { ResourcePath } from '../arm/resource-path.ts';
import { lastName } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import { chooseFaults } from './choose-fault.ts';

/** What the rules make of a resource that a deployment begins to provision. */
export interface ResourceFault {
  /** Milliseconds that it takes longer; `Infinity` when it never ends. */
  readonly longerMs: number;
  /** Why it fails at its end; absent when it does not. */
  readonly failure?: { readonly code: string; readonly message: string };
}

/** Lets the world's rules act on a resource, once for each attempt to provision it. */
export function resourceFault(context: LocalContext, path: ResourcePath): ResourceFault {
  const plan = context.faults();
  if (plan.rules.length === 0) return { longerMs: 0 };
  const effects = chooseFaults(context.db, plan, 'resource', { type: path.type, name: lastName(path), path: path.id });
  const longerMs = effects.reduce((sum, effect) => sum + (effect.kind === 'slow' ? effect.ms : effect.kind === 'stuck' ? Number.POSITIVE_INFINITY : 0), 0);
  const failing = effects.find((effect) => effect.kind === 'fail');
  return { longerMs, ...(failing === undefined ? {} : { failure: { code: failing.code, message: failing.message } }) };
}
