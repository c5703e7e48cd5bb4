import { isAtOrBelow } from '../engine/plan/property-point.ts';
import type { DriftedResource } from '../model/drift.ts';
import type { ResourceKind } from '../resources/resource-kind.ts';
import type { DriftRisk } from '../ui/browsers/drift/drift-item.ts';

/** What is at stake, by the rules of the type: of a value, for what reverting it would do. */
export function driftRisk({ status, findings }: Pick<DriftedResource, 'status' | 'findings'>, kind: Pick<ResourceKind, 'holdsData' | 'immutable' | 'interrupting'> | undefined): DriftRisk {
  if (status === 'missing' || status === 'made-again') return kind?.holdsData === true ? 'data-gone' : 'none';
  const edits = findings.filter(({ origin, ignored }) => origin === 'edit' && ignored !== true).map(({ path }) => path.replaceAll(/\[[^\]]*\]/g, ''));
  const touches = (rules: readonly string[]): boolean => edits.some((path) => rules.some((rule) => isAtOrBelow(path, rule)));
  if (touches((kind?.immutable ?? []).map(({ path }) => path))) return kind?.holdsData === true ? 'revert-loses-data' : 'revert-replaces';
  return touches(kind?.interrupting ?? []) ? 'revert-interrupts' : 'none';
}
