import type { Change, Plan } from '../../model/plan.ts';
import { isSensitiveValue } from '../../model/sensitive-paths.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import type { WhatIfCertainty, WhatIfFinding, WhatIfNoise, WhatIfReport } from '../../model/what-if.ts';
import { whatIfNoise } from '../../model/what-if.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import { isIgnored } from '../plan/property-changes.ts';
import { leafNoise, plainPath } from './leaf-noise.ts';
import type { WhatIfAnswer, WhatIfChange, WhatIfLeaf } from './parse-what-if.ts';

export interface CrossCheckInput {
  readonly plan: Plan;
  readonly resources: readonly SynthesizedResource[];
  /** Forecasts of the stacks that were asked about. */
  readonly answers: readonly WhatIfAnswer[];
  readonly kindOf: (type: string, name?: string) => ResourceKind | undefined;
  /** Ids of stacks that Azure could not be asked about, with the reason. */
  readonly notAsked: readonly { readonly stack: string; readonly why: string }[];
}

interface Check {
  readonly input: CrossCheckInput;
  readonly changes: ReadonlyMap<string, Change>;
  readonly desired: ReadonlyMap<string, SynthesizedResource>;
  readonly findings: WhatIfFinding[];
  readonly hidden: Map<WhatIfNoise, number>;
  agreed: number;
}

/**
 * Lists where Azure's forecast is not what the plan says. What is known noise is counted, never silently dropped; what Azure did not
 * analyse is listed, never taken for agreement.
 */
export function crossCheck(input: CrossCheckInput): WhatIfReport {
  const check: Check = {
    input,
    changes: new Map(input.plan.changes.map((change) => [change.id.toLowerCase(), change])),
    desired: new Map(input.resources.map((resource) => [resource.id.toLowerCase(), resource])),
    findings: [],
    hidden: new Map(),
    agreed: 0,
  };
  const seen = new Set<string>();
  for (const answer of input.answers) {
    for (const row of answer.changes) {
      seen.add(row.id.toLowerCase());
      judge(row, 'certain', check);
    }
    for (const row of answer.potentialChanges) {
      seen.add(row.id.toLowerCase());
      judge(row, 'potential', check);
    }
  }
  tellUnseen(seen, check);
  const order: readonly WhatIfCertainty[] = ['certain', 'potential', 'not-analysed'];
  return {
    findings: check.findings.toSorted((left, right) => order.indexOf(left.certainty) - order.indexOf(right.certainty) || compareText(left.id, right.id) || compareText(left.path ?? '', right.path ?? '')),
    agreed: check.agreed,
    hidden: Object.fromEntries(whatIfNoise.flatMap((noise) => (check.hidden.has(noise) ? [[noise, check.hidden.get(noise) ?? 0]] : []))),
    remarks: input.answers.flatMap(({ remarks }) => remarks),
  };
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function hide(check: Check, noise: WhatIfNoise): void {
  check.hidden.set(noise, (check.hidden.get(noise) ?? 0) + 1);
}

function judge(row: WhatIfChange, certainty: WhatIfCertainty, check: Check): void {
  const change = check.changes.get(row.id.toLowerCase());
  const action = change?.action.kind ?? 'no-op';
  const tell = (text: string, at: WhatIfCertainty = certainty): void => void check.findings.push({ certainty: at, id: row.id, ...addressOf(change), text });
  const makes = action === 'create' || action === 'replace';
  switch (row.changeType) {
    case 'Ignore':
      return hide(check, 'ignored');
    case 'Unsupported':
      return tell(`Azure did not analyse it: ${row.unsupportedReason ?? 'no reason given'}`, 'not-analysed');
    case 'Create':
      return makes ? agree(check) : tell(change === undefined ? 'Azure would create something that the plan does not have' : `Azure would create it: it does not exist there, and the plan ${action === 'no-op' ? 'leaves it as it is' : `means to ${action} it`}`);
    case 'Delete':
      return action === 'delete' ? agree(check) : tell('Azure would delete it, the plan would not');
    case 'NoChange':
      if (action === 'create') return tell('it exists already and is as defined, the plan means to create it');
      return action === 'update' ? tell('Azure sees no change, the plan has one') : agree(check);
    case 'Modify':
      return judgeProperties(row, certainty, change, check);
    case 'Deploy':
      return tell('Azure tells only that it would be deployed', 'not-analysed');
    default:
      return tell(`Azure forecasts "${row.changeType}", which this version does not know`, 'not-analysed');
  }
}

function agree(check: Check): void {
  check.agreed += 1;
}

function addressOf(change: Change | undefined): Pick<WhatIfFinding, 'address'> {
  return change === undefined ? {} : { address: change.address };
}

function judgeProperties(row: WhatIfChange, certainty: WhatIfCertainty, change: Change | undefined, check: Check): void {
  if (change?.action.kind === 'create') {
    check.findings.push({ certainty, id: row.id, address: change.address, text: 'it exists already and would be changed, the plan means to create it' });
    return;
  }
  if (change?.action.kind === 'replace') return agree(check);
  const resource = check.desired.get(row.id.toLowerCase());
  const type = resource?.type ?? change?.type ?? '';
  const kind = check.input.kindOf(type, resource?.name.split('/').at(-1));
  const noise = leafNoise({ desired: resource?.desired ?? {}, there: row.before ?? {}, apiVersion: resource?.apiVersion ?? '', kind });
  const planned = (change?.properties ?? []).map(({ path }) => plainPath(path));
  const before = check.findings.length;
  let matched = planned.length === 0;
  for (const leaf of row.leaves) {
    if (isPlanned(plainPath(leaf.path), planned)) {
      matched = true;
      continue;
    }
    const isLeft = isIgnored({ path: leaf.path, plainPath: plainPath(leaf.path) }, resource?.ignoreChanges ?? []);
    const reason = isLeft ? 'left-to-others' : noise(leaf);
    if (reason === undefined) check.findings.push({ ...findingOf(leaf, kind), certainty, id: row.id, ...addressOf(change) });
    else hide(check, reason);
  }
  if (change?.action.kind === 'update' && !matched) check.findings.push({ certainty, id: row.id, address: change.address, text: `Azure does not see the change of ${planned.slice(0, 3).join(', ')}` });
  if (check.findings.length === before) agree(check);
}

function isPlanned(path: string, planned: readonly string[]): boolean {
  return planned.some((other) => other === path || other.startsWith(`${path}.`) || path.startsWith(`${other}.`));
}

const verbs = { Create: 'would be added', Delete: 'would be removed', Modify: 'would change', NoEffect: 'would not change' } as const;

function findingOf(leaf: WhatIfLeaf, kind: ResourceKind | undefined): Pick<WhatIfFinding, 'text' | 'path' | 'before' | 'after'> {
  const place = { plainPath: plainPath(leaf.path), label: leaf.path.split('.').at(-1) ?? '' };
  const secret = [leaf.before, leaf.after].some((value) => isSensitiveValue(value, place, kind?.sensitive ?? []));
  return {
    text: `${leaf.path} ${verbs[leaf.kind]}, which the plan does not say`,
    path: leaf.path,
    ...(secret || leaf.before === undefined ? {} : { before: leaf.before }),
    ...(secret || leaf.after === undefined ? {} : { after: leaf.after }),
  };
}

/** What the plan changes and no forecast speaks of. */
function tellUnseen(seen: ReadonlySet<string>, { input, findings }: Check): void {
  const notAsked = new Map(input.notAsked.map(({ stack, why }) => [stack, why]));
  for (const change of input.plan.changes) {
    const { kind } = change.action;
    if ((kind !== 'create' && kind !== 'update' && kind !== 'replace') || seen.has(change.id.toLowerCase())) continue;
    const why = notAsked.get(change.stack);
    findings.push({ certainty: 'not-analysed', id: change.id, address: change.address, text: why === undefined ? 'Azure\'s forecast does not speak of it' : `Azure was not asked: ${why}` });
  }
}
