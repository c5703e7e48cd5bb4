import type { LocalContext } from '../context.ts';
import { faultCount } from './choose-fault.ts';

/** The rules of a world, with how often each met a matching case and acted. */
export interface FaultReport {
  readonly seed: number;
  readonly rules: readonly { readonly rule: string; readonly met: number; readonly acted: number }[];
}

/** @throws AtakoraError `ATK2104` when the file of rules is not valid. */
export function reportFaults({ db, faults }: Pick<LocalContext, 'db' | 'faults'>): FaultReport {
  const { seed, rules } = faults();
  return { seed, rules: rules.map((rule) => ({ rule: rule.text, ...faultCount(db, rule) })) };
}
