import type { Address } from '../../model/address.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { PlacedDraft } from './own-resources.ts';

/** Where a backend's resources live: the group that it makes, or the existing one that the environment names. */
export function groupPlace(backend: string, drafts: readonly PlacedDraft[], target: EnvironmentTarget): { readonly group: Address | undefined; readonly groupName: string } {
  const made = drafts.find((placed) => placed.draft.address === `${backend}/group.main/group`);
  return { group: made?.draft.address, groupName: made?.draft.name ?? target.resourceGroup.name ?? '' };
}
