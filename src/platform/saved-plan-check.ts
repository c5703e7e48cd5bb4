import { AtakoraError } from '../model/errors.ts';
import type { StateDocument } from '../model/state.ts';
import { formatDuration } from '../ui/text/duration-text.ts';
import type { SavedPlan } from './saved-plan.ts';

/** Where and when a saved plan is about to be applied. */
export interface PlanPlace {
  readonly tool: string;
  /** ISO 8601 UTC. */
  readonly now: string;
  /** Manifest id. */
  readonly project: string;
  readonly environment: string;
  readonly cloud: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
}

/**
 * Refuses a plan that is not for this program, place and time.
 * @throws AtakoraError `ATK1513` of another version, `ATK1514` expired, `ATK1515` of another project, environment or subscription.
 */
export function checkSavedPlan(saved: SavedPlan, place: PlanPlace, file: string): void {
  if (saved.tool !== place.tool) {
    throw new AtakoraError('ATK1513', `${file} was made by ${saved.tool}; this is ${place.tool}`);
  }
  const ids = ['project', 'environment', 'cloud', 'tenantId', 'subscriptionId'] as const;
  const other = ids.filter((field) => saved[field].toLowerCase() !== place[field].toLowerCase());
  if (other.length > 0) {
    throw new AtakoraError('ATK1515', `${file} is for ${other.map((field) => `${field} ${saved[field]}`).join(', ')}; here is ${other.map((field) => `${field} ${place[field]}`).join(', ')}`);
  }
  const late = Date.parse(place.now) - Date.parse(saved.expiresAt);
  // Written so that a time that cannot be read counts as over.
  if (!(late < 0)) {
    throw new AtakoraError('ATK1514', `${file} expired at ${saved.expiresAt}${late >= 1000 ? `, ${formatDuration(late)} ago` : ''}`);
  }
}

/**
 * Refuses a plan when the state is no longer the one that it was made from, and says what happened since.
 * @throws AtakoraError `ATK1503`
 */
export function checkFresh(saved: SavedPlan, state: StateDocument | undefined, file: string): void {
  const { lineage, serial } = saved.plan;
  if (lineage === state?.lineage && serial === (state?.serial ?? 0)) {
    return;
  }
  const before = lineage === undefined ? 'when nothing was applied yet' : `from serial ${serial}${saved.stateRun === undefined ? '' : `, which run ${saved.stateRun} wrote`}`;
  throw new AtakoraError('ATK1503', `${file} was made ${before}; ${whatIsHere(state, lineage)}`);
}

function whatIsHere(state: StateDocument | undefined, lineage: string | undefined): string {
  if (state === undefined) {
    return 'now there is no state';
  }
  const author = `run ${state.run} of ${state.updatedBy} wrote at ${state.updatedAt}`;
  return lineage === undefined || lineage === state.lineage ? `now the state has serial ${state.serial}, which ${author}` : `here is another state (lineage ${state.lineage}, serial ${state.serial}), which ${author}`;
}
