import { derivedHex } from '../arm/derived-guid.ts';
import type { Database } from '../world/database.ts';
import type { FaultEffect, FaultMatch, FaultPlan, FaultRule } from './fault-rule.ts';
import { requestEffects } from './fault-rule.ts';

/** What a rule is held against. */
export interface FaultCase {
  readonly method?: string;
  /** Host and path. */
  readonly path?: string;
  readonly type?: string;
  readonly name?: string;
}

/** How often a rule met a matching case and acted. */
export interface FaultCount {
  readonly met: number;
  readonly acted: number;
}

/**
 * The effects of the rules that act on this case, in the order of the rules; each is counted. Whether a rule with a chance acts follows
 * from the seed, the rule and the number of the case: the same calls in the same order meet the same faults.
 */
export function chooseFaults(db: Database, plan: FaultPlan, kind: 'request' | 'resource' | 'health', subject: FaultCase): readonly FaultEffect[] {
  const rules = plan.rules.filter((rule) => kindOf(rule) === kind && matches(rule.match, subject));
  if (rules.length === 0) return [];
  return db.change(() => rules.filter((rule) => acts(db, plan.seed, rule)).map(({ effect }) => effect));
}

/** The count of a rule so far. */
export function faultCount(db: Database, rule: FaultRule): FaultCount {
  const row = db.get('select met, acted from fault_counts where rule = ?', rule.text);
  return { met: Number(row?.['met'] ?? 0), acted: Number(row?.['acted'] ?? 0) };
}

/** Forgets all counts: rules that are set anew begin anew. */
export function forgetFaultCounts(db: Database): void {
  db.run('delete from fault_counts');
}

/** A share from 0 up to 1 that the seed and the parts determine. */
export function drawn(seed: number, ...parts: readonly string[]): number {
  return Number.parseInt(derivedHex(String(seed), ...parts).slice(0, 12), 16) / 2 ** 48;
}

function acts(db: Database, seed: number, rule: FaultRule): boolean {
  const { met, acted } = faultCount(db, rule);
  const spent = rule.times !== undefined && acted >= rule.times;
  const does = met >= rule.skip && !spent && (rule.chance === 1 || drawn(seed, rule.text, String(met)) < rule.chance);
  db.run('insert or replace into fault_counts (rule, met, acted) values (?, ?, ?)', rule.text, met + 1, acted + (does ? 1 : 0));
  return does;
}

function kindOf({ effect }: FaultRule): 'request' | 'resource' | 'health' {
  if (effect.kind === 'health') return 'health';
  return requestEffects.has(effect.kind) ? 'request' : 'resource';
}

function matches(match: FaultMatch, subject: FaultCase): boolean {
  if (match.method !== undefined && match.method !== subject.method?.toUpperCase()) return false;
  return (['path', 'type', 'name'] as const).every((key) => match[key] === undefined || (subject[key] !== undefined && fits(match[key], subject[key])));
}

/** Whether a text fits a pattern with `*`. Goes through the text once for each part: no pattern makes it slow. */
export function fits(pattern: string, text: string): boolean {
  const [first = '', ...parts] = pattern.toLowerCase().split('*');
  const low = text.toLowerCase();
  if (parts.length === 0) return low === first;
  if (!low.startsWith(first)) return false;
  const last = parts.pop() ?? '';
  let at = first.length;
  for (const part of parts) {
    const found = low.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return low.length - last.length >= at && low.endsWith(last);
}
