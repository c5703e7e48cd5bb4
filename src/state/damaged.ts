import { AtakoraError } from '../model/errors.ts';
import type { StateDocument } from '../model/state.ts';

/** The error for a state that cannot be used as it is, with the way back. */
export function damaged(place: string, what: string, cause?: unknown): AtakoraError {
  return refusal(place, what, 'See its earlier versions with `atakora state history`, and bring one back with `atakora state restore SERIAL`.', cause);
}

/** The same for the journal of an interrupted run, beside the state that it grows from. */
export function damagedJournal(place: string, what: string, state: StateDocument | undefined, cause?: unknown): AtakoraError {
  const back =
    state === undefined
      ? 'There is no state to go back to. Set the journal aside with `atakora state restore 0`, which keeps it; then delete what the run made in Azure, or take it over with `atakora import`.'
      : `The state itself is whole. Go on from it without what the journal says with \`atakora state restore ${state.serial}\`; the next plan looks at what is in Azure.`;
  return refusal(place, what, back, cause);
}

function refusal(place: string, what: string, hint: string, cause: unknown): AtakoraError {
  return new AtakoraError('ATK1701', `${place} is damaged: ${what}`, { hint, ...(cause === undefined ? {} : { cause }) });
}
