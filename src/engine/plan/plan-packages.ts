import { suggestion } from '../../define/nearest.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { Change, PackageChange } from '../../model/plan.ts';
import type { StateDocument } from '../../model/state.ts';
import type { PlanInput } from './plan-context.ts';

/**
 * What happens to the code of the apps that `changes` is about. Published is what differs from what was published last, and what an app that
 * is made anew has to get; with `republish`, what was published already too. A package that nobody read is left as it is.
 * @throws AtakoraError `ATK1505` for an address to republish that gets no package.
 */
export function planPackages(changes: readonly Change[], { synthesis, state, packages, republish = [] }: Pick<PlanInput, 'synthesis' | 'state' | 'packages' | 'republish'>): readonly PackageChange[] {
  refuseUnknown(republish, synthesis);
  const byAddress = new Map(changes.map((change) => [change.address, change]));
  return (synthesis?.packages ?? []).flatMap(({ address, siteId, path }): readonly PackageChange[] => {
    const change = byAddress.get(address);
    const after = packages?.get(address);
    if (change === undefined || after === undefined) {
      return [];
    }
    const before = publishedBefore(change, state);
    return [{ address, siteId, path, ...(before === undefined ? {} : { before }), after, action: before === after && !republish.includes(address) ? 'keep' : 'publish' }];
  });
}

function refuseUnknown(republish: readonly string[], synthesis: PlanInput['synthesis']): void {
  const known: readonly string[] = (synthesis?.packages ?? []).map(({ address }) => address);
  const unknown = republish.find((address) => !known.includes(address));
  if (unknown !== undefined) throw new AtakoraError('ATK1505', `--republish ${unknown} names nothing that code is published to`, { hint: known.length === 0 ? 'No code is published in this environment: name the built package in `functionApp.package`.' : suggestion(unknown, known) });
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
