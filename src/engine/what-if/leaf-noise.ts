import { isExpressionText } from '../../model/arm-expression-text.ts';
import type { JsonObject } from '../../model/json.ts';
import type { WhatIfNoise } from '../../model/what-if.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import { appliedLiterals, unknownPaths } from '../drift/applied-literals.ts';
import { compareBody } from '../drift/compare-body.ts';
import { isSameLive } from '../drift/live-value.ts';
import type { WhatIfLeaf } from './parse-what-if.ts';

/** What a forecast is judged by: what we send, and what is there. */
export interface SentAndThere {
  readonly desired: JsonObject;
  readonly there: JsonObject;
  readonly apiVersion: string;
  readonly kind: ResourceKind | undefined;
}

/** Places that decide who gets in and what it costs: a difference there is told whatever it looks like. */
const neverHidden = /^(?:sku|identity|kind|plan)(?:\.|$)|(?:^|\.)(?:networkAcls|publicNetworkAccess|allowBlobPublicAccess|disableLocalAuth|allowSharedKeyAccess|accessPolicies|roleDefinitionId|principalId)(?:\.|$)/i;

/** Path without indexes of arrays, as the catalogue writes it. */
export function plainPath(path: string): string {
  return path.replaceAll(/\[[^\]]*\]/g, '').split('.').filter((part) => !/^\d+$/.test(part)).join('.');
}

/** Judges the properties of one resource's forecast: the reason for leaving one out, or undefined for what is to be told. */
export function leafNoise(sent: SentAndThere): (leaf: WhatIfLeaf) => WhatIfNoise | undefined {
  const origins = new Map<string, WhatIfNoise | 'edit'>();
  const unknown = new Set(unknownPaths(sent.desired));
  for (const { point, origin } of compareBody({ applied: appliedLiterals(sent.desired), live: sent.there, apiVersion: sent.apiVersion }, sent.kind)) {
    origins.set(point.plainPath, origin);
  }
  return (leaf) => {
    if (leaf.kind === 'NoEffect') return 'no-effect';
    const path = plainPath(leaf.path);
    // Azure compares with the expression as it stands; what it comes to is not known to it either.
    if (leaf.after !== undefined && isExpressionText(leaf.after)) return 'computed';
    if (leaf.before !== undefined && leaf.after !== undefined) return isSameLive(leaf.after, leaf.before, path) ? 'normalised' : undefined;
    const origin = originAt(origins, path);
    if (origin === 'edit') return undefined;
    if (origin !== undefined) return origin;
    // We send it and no rule misses it in what is there: it is kept, in another form or out of sight.
    if (leaf.kind === 'Create') return unknown.has(path) ? 'computed' : 'normalised';
    if (leaf.kind !== 'Delete') return undefined;
    // Nobody sends it and no rule knows it: it was filled in, by Azure or by somebody.
    return neverHidden.test(path) ? undefined : 'unmanaged';
  };
}

/** The reason found at the path or above it, or the one of everything below it. */
function originAt(origins: ReadonlyMap<string, WhatIfNoise | 'edit'>, path: string): WhatIfNoise | 'edit' | undefined {
  for (let at = path; at !== ''; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') {
    const origin = origins.get(at);
    if (origin !== undefined) return origin;
  }
  const below = [...origins].filter(([other]) => other.startsWith(`${path}.`)).map(([, origin]) => origin);
  return below.includes('edit') ? 'edit' : below[0];
}
