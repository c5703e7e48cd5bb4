import type { PreflightFinding } from '../../model/preflight.ts';
import { heldNames } from './deleted-namesake.ts';
import type { HeldName } from './deleted-namesake.ts';
import { placeOf } from './preflight-input.ts';
import type { Check } from './preflight-input.ts';

/**
 * No deleted resource holds the name of a new one. What stood there before under the same id is recovered by apply, with what it holds;
 * a namesake of another place is in the way.
 */
export const checkDeleted: Check = async (input) => {
  const held = await heldNames(input);
  return held.filter(({ creation }) => input.recovered?.has(creation.change.address) !== true).map(findingOf);
};

function findingOf({ creation: { change, kind }, namesake }: HeldName): PreflightFinding {
  const { formerId, location, recoverable, unpurgeable } = namesake;
  const until = namesake.until === undefined ? '' : ` until ${namesake.until}`;
  const purge = `\`atakora apply --deleted purge=${change.address}\``;
  if (recoverable) {
    const how = kind.softDelete.recoversAsItWas === true ? 'as it was; the apply after that brings it to the definition' : 'with what it holds';
    const hint = unpurgeable === undefined ? `To begin with an empty one, purge it with ${purge}, or set another \`name\`.` : `To begin with an empty one, set another \`name\`. It cannot be purged: ${unpurgeable}.`;
    return { check: 'deleted', severity: 'warning', code: 'ATK1806', summary: `the ${kind.title} ${change.azureName} was deleted and is still kept${until}: apply recovers it, ${how}`, hint, ...placeOf(change) };
  }
  const whose = formerId.toLowerCase() === change.id.toLowerCase() ? `a deleted ${kind.title} in ${location}` : `a deleted ${kind.title} of ${formerId}`;
  const hint = unpurgeable === undefined ? `Purge it with ${purge}, recover it where it was, or set another \`name\`.` : `Recover it where it was, or set another \`name\`. It cannot be purged: ${unpurgeable}.`;
  return { check: 'deleted', severity: 'blocker', code: 'ATK1806', summary: `${whose} holds the name${until}`, hint, ...placeOf(change) };
}
