import type { Change, PackageChange } from '../../model/plan.ts';
import type { StateDocument } from '../../model/state.ts';
import type { PlanInput } from './plan-context.ts';

/**
 * What happens to the code of the apps that `changes` is about. Published is what differs from what was published last, and what an app that
 * is made anew has to get. A package that nobody read is left as it is.
 */
export function planPackages(changes: readonly Change[], { synthesis, state, packages }: Pick<PlanInput, 'synthesis' | 'state' | 'packages'>): readonly PackageChange[] {
  const byAddress = new Map(changes.map((change) => [change.address, change]));
  return (synthesis?.packages ?? []).flatMap(({ address, siteId, path }): readonly PackageChange[] => {
    const change = byAddress.get(address);
    const after = packages?.get(address);
    if (change === undefined || after === undefined) {
      return [];
    }
    const before = publishedBefore(change, state);
    return [{ address, siteId, path, ...(before === undefined ? {} : { before }), after, action: before === after ? 'keep' : 'publish' }];
  });
}

/** Hash of what the app that will stand there runs; an app that is made anew runs nothing. */
function publishedBefore({ address, action }: Change, state: StateDocument | undefined): string | undefined {
  if (action.kind === 'create' || action.kind === 'replace') {
    return undefined;
  }
  const known = action.kind === 'move' ? action.from : address;
  return Object.hasOwn(state?.packages ?? {}, known) ? state?.packages[known] : undefined;
}

/** What a plan's hash knows of packages: those to publish, wherever they lie. */
export function packageFacts(packages: readonly PackageChange[]): readonly Omit<PackageChange, 'path'>[] {
  return packages.filter(({ action }) => action === 'publish').map(({ path: _place, ...fact }) => fact);
}
