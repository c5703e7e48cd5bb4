import type { Address } from '../../model/address.ts';
import type { Plan } from '../../model/plan.ts';
import type { WhatIfReport } from '../../model/what-if.ts';
import { explorerScreen } from '../explorer/explorer-screen.ts';
import { beginExplorer } from '../explorer/explorer-state.ts';
import type { PlanDetail } from '../plain/plan-text.ts';
import { renderPlan } from '../plain/plan-text.ts';
import { bigPlan, dangerousPlan, emptyPlan, firstPlan } from './sample-plan.ts';
import type { SceneSet, SceneState } from './scene.ts';
import { screenSet, screenStates } from './screen-states.ts';
import { linesOf } from './spoken-lines.ts';

/** Plans as `plan` prints them. */
export const printedPlans: SceneSet = {
  states: [printed('empty', emptyPlan), printed('first', firstPlan), printed('dangerous', dangerousPlan), printed('in-full', dangerousPlan, 'full'), printed('in-lines', dangerousPlan, 'lines'), printed('counts', bigPlan, 'counts'), printed('big', bigPlan)],
};

function printed(name: string, plan: () => Plan, detail?: PlanDetail): SceneState {
  return { name, lines: ({ options }) => linesOf(renderPlan(plan(), { ...options, detail })) };
}

const forecast: WhatIfReport = { agreed: 3, hidden: { normalised: 4, default: 9 }, remarks: [], findings: [{ certainty: 'potential', id: '/x', address: 'main/cosmos.main/account.archive' as Address, text: 'it may be refused: a lock stands on it' }] };

const explorer = screenSet(explorerScreen, () => beginExplorer(dangerousPlan()), {
  list: [],
  details: ['enter'],
  why: ['n', 'w', 'enter'],
  dependencies: ['d', 'enter'],
  search: ['/', 'type:cosmos'],
  filter: ['f', ' '],
  help: ['?'],
  palette: [':', 'type:risk'],
  tour: ['n', 'n'],
  folded: ['z'],
  identical: ['home', 'enter'],
  unchanged: ['u', 'end'],
  'nothing-left': ['/', 'type:nobody calls it that', 'enter'],
});

/** The plan explorer; with a screen reader the plan is printed in full instead. */
export const planExplorer: SceneSet = {
  ...explorer,
  states: [
    ...explorer.states,
    ...screenStates(explorerScreen, () => beginExplorer(bigPlan()), { big: [], 'big-folded': ['z'], 'big-tour': ['n', 'n'] }),
    ...screenStates(explorerScreen, () => beginExplorer(dangerousPlan(), undefined, forecast), { forecast: ['enter'], noise: ['u', 'tab'] }),
    ...screenStates(explorerScreen, () => beginExplorer(emptyPlan()), { empty: [] }),
  ],
  spoken: async (options) => linesOf(renderPlan(dangerousPlan(), { ...options, detail: 'full' })),
};
