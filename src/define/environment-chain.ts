import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnostic } from '../model/diagnostic.ts';
import { builtInEnvironments } from './built-in-environments.ts';
import { suggestion } from './nearest.ts';
import type { SettingsLayer } from './settings-layer.ts';

export type BuiltInName = keyof typeof builtInEnvironments;

/** What an environment is made of. */
export interface EnvironmentChain {
  /** The built-in environment that all of them start from. */
  readonly base: BuiltInName;
  /** Environments whose layers apply, the one that is extended first; the asked one is the last. */
  readonly environments: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Follows `extends` from an environment; a circle and a base that does not exist are `ATK1106`, and the chain ends there. */
export function environmentChain(name: string, layers: readonly SettingsLayer[]): EnvironmentChain {
  const known = [...new Set([...Object.keys(builtInEnvironments), ...layers.flatMap((layer) => layer.environment ?? [])])];
  const environments: string[] = [];
  let current = name;
  for (;;) {
    environments.unshift(current);
    const layer = layers.findLast((candidate) => (candidate.environment ?? name) === current && candidate.extends !== undefined);
    const next = layer?.extends;
    if (layer === undefined || next === undefined) {
      return { base: isBuiltIn(current) ? current : 'dev', environments, diagnostics: [] };
    }
    const location = layer.locate?.(['extends']);
    if (environments.includes(next)) {
      const circle = diagnostic('error', 'ATK1106', `${layer.source}: the environment "${next}" extends itself${next === current ? '' : ` by way of "${current}"`}`, { location });
      return { base: 'dev', environments, diagnostics: [circle] };
    }
    if (!known.includes(next)) {
      const unknown = diagnostic('error', 'ATK1106', `${layer.source}: "${current}" extends "${next}", which does not exist`, { hint: suggestion(next, known), location });
      return { base: 'dev', environments, diagnostics: [unknown] };
    }
    current = next;
  }
}

function isBuiltIn(name: string): name is BuiltInName {
  return Object.hasOwn(builtInEnvironments, name);
}
