import { rollbackTarget } from '../engine/apply/rollback-target.ts';
import { buildPlan } from '../engine/plan/build-plan.ts';
import { refresh } from '../engine/refresh/refresh.ts';
import type { Address } from '../model/address.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnostic } from '../model/diagnostic.ts';
import type { Change } from '../model/plan.ts';
import type { RunId } from '../model/run-id.ts';
import { kindOf } from '../resources/catalogue.ts';
import type { Scene } from './apply-project.ts';
import { listFlag } from './command-context.ts';
import { inPhase } from './in-phase.ts';
import type { FoundState, PlannedProject } from './plan-project.ts';
import { contentsFor } from './read-packages.ts';
import { rollbackPackages } from './rollback-packages.ts';

export interface RollbackRequest {
  /** Absent: the newest run that succeeded, before the one that the state comes from. */
  readonly run?: RunId;
  /** Addresses whose data may be lost, besides those of `--allow-data-loss`. */
  readonly mayLose?: readonly Address[];
}

/**
 * Plans from now back to an earlier run, from the templates that it left in the archive: nothing is synthesized, and no code is loaded.
 * The plan obeys protections and refuses to lose data like any other; what it cannot bring back is a warning in it.
 * @throws AtakoraError `ATK1606` when there is no such run, `ATK1607` when its archive is damaged.
 */
export async function planRollback({ context, session, ports }: Scene, found: FoundState, request: RollbackRequest = {}): Promise<PlannedProject & { readonly returnsTo: RunId }> {
  const { state } = found;
  const before = request.run === undefined ? state?.run : undefined;
  const { run, synthesis } = await rollbackTarget(ports.archive, {
    environment: session.facts.key,
    ...(request.run === undefined ? {} : { run: request.run }),
    ...(before === undefined ? {} : { before }),
  });
  const live = state === undefined ? undefined : await inPhase(context, 'refresh', async () => refresh(state, kindOf, await ports.azure(), { signal: context.signal }));
  const fingerprint = await ports.fingerprint(false);
  const packages = await rollbackPackages(ports.archive, run, synthesis, state);
  const plan = await inPhase(context, 'plan', async () =>
    buildPlan({
      kind: 'apply',
      synthesis,
      state,
      live,
      pending: found.pending,
      packages: packages.hashes,
      kinds: kindOf,
      allowDataLoss: [...listFlag(context, 'allow-data-loss'), ...(request.mayLose ?? [])],
      projectName: session.loaded.project.name,
      ...(fingerprint === undefined ? {} : { fingerprint }),
    }),
  );
  return { plan: { ...plan, diagnostics: [...plan.diagnostics, ...plan.changes.flatMap(lostBy), ...packages.diagnostics] }, synthesis, definition: undefined, packages: contentsFor(plan, packages), returnsTo: run };
}

/** What a change of a rollback brings back without its data, or not at all. */
function lostBy(change: Change): readonly Diagnostic[] {
  const { address, action, type, azureName } = change;
  const kind = kindOf(type);
  const holdsData = kind?.holdsData === true;
  const name = `${kind?.title ?? type} ${azureName}`;
  switch (action.kind) {
    case 'create':
      return holdsData ? [lost(address, kind.softDelete === undefined ? `the ${name} comes back empty` : `the ${name} comes back with its content only if it was not purged`)] : [];
    case 'replace':
      return change.risk === 'loses-data' ? [lost(address, `the ${name} is made again, empty: ${change.reasons[0]?.text ?? 'it cannot be changed in place'}`)] : [];
    case 'delete':
      return change.risk === 'loses-data' ? [lost(address, `the ${name}, which is newer than that run, goes with what it holds`)] : [];
    default:
      return [];
  }
}

function lost(address: Address, summary: string): Diagnostic {
  return diagnostic('warning', 'ATK1608', summary, { address });
}
