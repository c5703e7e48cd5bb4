import type { Change, Plan, PlanAction, Risk } from '../../model/plan.ts';
import { actionKinds } from '../../model/plan.ts';
import type { TitleOfType } from '../text/type-title.ts';
import { typeTitle } from '../text/type-title.ts';

/** A change with what searching needs of it, computed once. */
export interface ExplorerEntry {
  readonly change: Change;
  /** Everything that a search looks at, in lower case. */
  readonly haystack: string;
}

/** What is left out of the list. Sets name what is hidden, so that nothing new is ever hidden by an old choice. */
export interface ExplorerFilter {
  readonly hiddenActions: ReadonlySet<PlanAction['kind']>;
  readonly hiddenStacks: ReadonlySet<string>;
  readonly hiddenRisks: ReadonlySet<Risk>;
  /** Words that a change must hold, all of them. */
  readonly text: string;
}

/** Everything. */
export const noFilter: ExplorerFilter = { hiddenActions: new Set(), hiddenStacks: new Set(), hiddenRisks: new Set(), text: '' };

/** The changes of a plan as the explorer keeps them. */
export function explorerEntries(plan: Plan, titleOf: TitleOfType | undefined): readonly ExplorerEntry[] {
  return plan.changes.map((change) => ({ change, haystack: haystackOf(change, titleOf) }));
}

function haystackOf(change: Change, titleOf: TitleOfType | undefined): string {
  const from = 'from' in change.action ? (change.action.from ?? '') : '';
  const paths = change.properties.map(({ path }) => path).join(' ');
  return [change.address, from, change.type, typeTitle(change.type, titleOf), change.azureName, change.stack, change.origin?.file ?? '', paths].join(' ').toLowerCase();
}

/** Ranks below this one are dangerous: what is lost, replaced, deleted, interrupted or protected. */
export const calmRank = 5;

/** The rank of what does not change. */
export const restingRank = 6;

/** The order in which a reviewer should see changes. 0: loses data; higher is calmer. */
export function riskRank({ action, risk, protected: isProtected }: Change): number {
  if (action.kind === 'no-op') return restingRank;
  if (risk === 'loses-data') return 0;
  if (action.kind === 'replace') return 1;
  if (action.kind === 'delete') return 2;
  if (risk === 'interrupts-service') return 3;
  return isProtected ? 4 : calmRank;
}

/** The entries that a filter lets through, in the plan's order. */
export function visibleEntries(entries: readonly ExplorerEntry[], filter: ExplorerFilter): readonly ExplorerEntry[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return entries.filter(
    ({ change, haystack }) =>
      !filter.hiddenActions.has(change.action.kind) && !filter.hiddenStacks.has(change.stack) && !filter.hiddenRisks.has(change.risk) && words.every((word) => haystack.includes(word)),
  );
}

/** One switch of the filter screen. */
export interface FilterChoice {
  readonly group: 'action' | 'stack' | 'risk';
  readonly value: string;
  /** Changes that have it, whatever else is hidden. */
  readonly count: number;
  readonly shown: boolean;
}

const risks = ['loses-data', 'interrupts-service', 'safe'] as const satisfies readonly Risk[];

/** The switches that make sense for these changes: actions and risks by danger, stacks in the order of deployment. */
export function filterChoices(entries: readonly ExplorerEntry[], filter: ExplorerFilter): readonly FilterChoice[] {
  const count = (test: (change: Change) => boolean): number => entries.filter(({ change }) => test(change)).length;
  const stacks = [...new Set(entries.map(({ change }) => change.stack))];
  const choices: readonly FilterChoice[] = [
    ...actionKinds.map((value) => ({ group: 'action' as const, value, count: count((change) => change.action.kind === value), shown: !filter.hiddenActions.has(value) })),
    ...risks.map((value) => ({ group: 'risk' as const, value, count: count((change) => change.risk === value), shown: !filter.hiddenRisks.has(value) })),
    ...stacks.map((value) => ({ group: 'stack' as const, value, count: count((change) => change.stack === value), shown: !filter.hiddenStacks.has(value) })),
  ];
  return choices.filter((choice) => choice.count > 0);
}

/** The filter with one switch turned. */
export function toggleChoice(filter: ExplorerFilter, { group, value }: Pick<FilterChoice, 'group' | 'value'>): ExplorerFilter {
  switch (group) {
    case 'action':
      return { ...filter, hiddenActions: toggled(filter.hiddenActions, value as PlanAction['kind']) };
    case 'risk':
      return { ...filter, hiddenRisks: toggled(filter.hiddenRisks, value as Risk) };
    case 'stack':
      return { ...filter, hiddenStacks: toggled(filter.hiddenStacks, value) };
  }
}

/** The set with the value in or out. */
export function toggled<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(value)) {
    next.add(value);
  }
  return next;
}
