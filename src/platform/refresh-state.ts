import { acceptDrift } from '../engine/drift/accept-live.ts';
import type { StateLock } from '../engine/ports.ts';
import { refresh } from '../engine/refresh/refresh.ts';
import { prettyJson } from '../model/canonical-json.ts';
import { errorCodes } from '../model/error-codes.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import type { StateDocument } from '../model/state.ts';
import { kindOf } from '../resources/catalogue.ts';
import type { Scene } from './apply-project.ts';
import { openScene, takeUpInterrupted } from './apply-project.ts';
import { commandLine } from './command-line.ts';
import type { CommandContext } from './command-context.ts';
import { inPhase } from './in-phase.ts';
import { findState, foldFacts } from './plan-project.ts';
import { openProject } from './project-session.ts';
import { summarize } from './report-run.ts';
import { withStateLock } from './state-lock.ts';
import { readSettled } from './state-session.ts';

/** Flags of plan and apply that choose what is planned, or what becomes of the plan. */
const planningFlags = ['target', 'exclude', 'replace', 'republish', 'allow-data-loss', 'out', 'expires', 'detailed-exitcode'] as const;

/**
 * `--refresh=only`: takes what is in Azure into the state, under its lock, and plans nothing. What somebody changed there counts as
 * applied from then on, so that the next plan shows the definition's own value as a change; what is gone leaves the state.
 * @throws AtakoraError `ATK1002` for flags that choose a part of a plan, `ATK1704` when somebody else holds the lock.
 */
export async function refreshState(context: CommandContext): Promise<number> {
  const other = planningFlags.find((name) => context.flags[name] !== undefined);
  if (other !== undefined) {
    throw new AtakoraError('ATK1002', `--refresh=only plans nothing, so --${other} means nothing`, { hint: 'Leave out one of the two.' });
  }
  const session = await openProject(context);
  const scene = openScene(context, session);
  const taken = await takeUpInterrupted(scene, await findState(session, scene.ports, context));
  if (taken?.kind === 'detached') {
    return summarize(context, 'detached', 9, [commandLine(context, 'apply --attach')]);
  }
  if (taken?.canceled === true) {
    return summarize(context, 'canceled', errorCodes.ATK1006.exit);
  }
  const isChanged = await withStateLock(scene, (lock) => refreshUnderLock(scene, lock));
  return summarize(context, isChanged ? 'succeeded' : 'no-changes', 0, isChanged ? [commandLine(context, 'plan')] : []);
}

async function refreshUnderLock(scene: Scene, lock: StateLock): Promise<boolean> {
  const { context, session, ports } = scene;
  const state = await readSettled(scene);
  if (state === undefined) {
    context.output.emit({ type: 'refreshed', serial: 0, changed: [], removed: [], unchanged: 0 });
    return false;
  }
  const live = await inPhase(context, 'refresh', async () => refresh(state, kindOf, await ports.azure(), { signal: AbortSignal.any([context.signal, lock.lost]) }));
  const { resources, changed, removed } = acceptDrift(state, live, kindOf, await ports.fingerprint(true));
  const isChanged = changed.length + removed.length > 0;
  const { updatedBy } = foldFacts(session, context);
  const next: StateDocument = { ...state, serial: state.serial + 1, resources, run: context.run, tool: `atakora ${context.platform.version}`, updatedAt: context.platform.clock.now(), updatedBy };
  if (isChanged) {
    await lock.write(next);
    await ports.lockFile?.update(next);
    await noteRefresh(scene, next.serial, updatedBy);
  }
  context.output.emit({ type: 'refreshed', serial: isChanged ? next.serial : state.serial, changed, removed, unchanged: Object.keys(resources).length - changed.length });
  return isChanged;
}

async function noteRefresh({ context, session, ports }: Scene, serial: number, by: string): Promise<void> {
  const result: Json = { version: 1, run: context.run, kind: 'refresh', environment: session.facts.key, by, endedAt: context.platform.clock.now(), elapsedMs: context.elapsedMs(), result: 'succeeded', items: [], stacks: [], serial };
  await ports.archive.write(context.run, 'result.json', prettyJson(result));
}
