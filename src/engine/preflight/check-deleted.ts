import type { PreflightFinding } from '../../model/preflight.ts';
import { deletedNamesake } from './deleted-namesake.ts';
import { creations, placeOf } from './preflight-input.ts';
import type { Check, Creation, PreflightInput } from './preflight-input.ts';

/**
 * No deleted resource holds the name of a new one. What stood there before under the same id is recovered by apply, with what it holds;
 * a namesake of another place is in the way.
 */
export const checkDeleted: Check = async (input) => {
  const found = await Promise.all(creations(input).map((creation) => checkNamesake(creation, input)));
  return found.flat();
};

async function checkNamesake(creation: Creation, input: PreflightInput): Promise<readonly PreflightFinding[]> {
  const found = await deletedNamesake(creation, input);
  if (found === undefined) return [];
  const { change, kind } = creation;
  const title = `${kind?.title ?? change.type} ${change.azureName}`;
  const until = found.until === undefined ? '' : ` until ${found.until}`;
  if (found.formerId.toLowerCase() === change.id.toLowerCase()) {
    return [{ check: 'deleted', severity: 'warning', code: 'ATK1806', summary: `the ${title} was deleted and is still kept${until}: apply recovers it, with what it holds`, hint: `To begin with an empty one, purge it first: \`${found.purge}\`, or set another \`name\`.`, ...placeOf(change) }];
  }
  return [{ check: 'deleted', severity: 'blocker', code: 'ATK1806', summary: `a deleted ${title} of ${found.formerId} holds the name${until}`, hint: `Purge it with \`${found.purge}\`, recover it where it was, or set another \`name\`.`, ...placeOf(change) }];
}
