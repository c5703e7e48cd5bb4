import type { ApplyResult } from '../engine/apply/apply-result.ts';
import { heldNames } from '../engine/preflight/deleted-namesake.ts';
import { countItems } from '../engine/apply/apply-result.ts';
import type { ItemOutcome } from '../engine/apply/run-progress.ts';
import { AtakoraError } from '../model/errors.ts';
import { formatRunId } from '../model/run-id.ts';
import { kindOf } from '../resources/catalogue.ts';
import { isEmptyPlan } from '../ui/plain/plan-summary.ts';
import type { Scene } from './apply-project.ts';
import { applyApproved } from './apply-project.ts';
import type { ChangeSource } from './change-source.ts';
import { findState } from './plan-project.ts';
import type { PlannedProject } from './plan-project.ts';
import { refuseBlocked } from './refuse-blocked.ts';

/** What the tool can do about failures of a run: asked for once, all together. */
interface Mend {
  /** Completes "… , then try what failed again?" */
  readonly text: string;
  readonly namespaces: readonly string[];
  /** True when deleted resources keep names: what becomes of each is a question of its own. */
  readonly held: boolean;
}

/**
 * Mends what made a run fail where that is in our power (registering a provider, recovering or purging a deleted namesake), after asking,
 * and applies what is left as a run of its own. Undefined when there is nothing to mend or nobody wants it.
 */
export async function mendAndRetry(scene: Scene, source: ChangeSource, failed: ApplyResult, { secrets = [], writeSecret }: Pick<PlannedProject, 'secrets' | 'writeSecret'>): Promise<ApplyResult | undefined> {
  const { context, session, ports } = scene;
  const mend = mendFor(failed.items);
  if (source.again !== true || mend === undefined || !failed.written || context.signal.aborted) return undefined;
  const { interactive, yes } = context.options;
  const asksEach = mend.held && interactive && !yes;
  if ((mend.namespaces.length > 0 || !asksEach) && !(await unlessLeft(() => context.output.host.confirm({ text: `${mend.text}, then try what failed again?`, fallback: false })))) return undefined;
  if (mend.namespaces.length > 0) await (await ports.azure()).registerProviders(mend.namespaces, context.signal);
  const rest = await source.plan(context, session, ports, await findState(session, ports, context));
  refuseBlocked(rest.plan);
  if (isEmptyPlan(rest.plan) || (mend.held && !(await unlessLeft(() => freesNames(scene, rest))))) return undefined;
  const done = new Set(failed.secrets.flatMap(({ name, result }) => (result === 'written' || result === 'kept' ? [name] : [])));
  const unwritten = secrets.filter(({ name }) => !done.has(name));
  const { clock, ids } = context.platform;
  const run = formatRunId(clock.now(), ids.hex(8));
  context.output.emit({ type: 'log', level: 'info', text: `what is left is applied as run ${run}` });
  return together(failed, await applyApproved(scene, { ...rest, ...(unwritten.length === 0 || writeSecret === undefined ? {} : { secrets: unwritten, writeSecret }) }, { run }));
}

/** What was agreed to; Ctrl-C at an offer is no: the run has failed already, and that is what it ends with. */
async function unlessLeft(agree: () => Promise<boolean>): Promise<boolean> {
  try {
    return await agree();
  } catch (error) {
    if (error instanceof AtakoraError && error.code === 'ATK1006') return false;
    throw error;
  }
}

/** Settles what becomes of the deleted resources that keep names; false when one stays in the way. */
async function freesNames({ context, ports }: Scene, { plan, synthesis }: PlannedProject): Promise<boolean> {
  const azure = await ports.azure();
  const held = await heldNames({ plan, azure, questions: azure.questions, kindOf, signal: context.signal, ...(synthesis === undefined ? {} : { synthesis }) });
  const { decideDeleted } = await import('./decide-deleted.ts');
  const { purged } = await decideDeleted({ context, azure, pollMs: ports.poll.min, goesOn: true }, held);
  return held.every(({ creation, namesake }) => namesake.recoverable || purged.has(creation.change.address));
}

/** Only when every failure can be mended: asking about a part of them would end in the same error. */
function mendFor(items: readonly ItemOutcome[]): Mend | undefined {
  const broken = items.filter(({ result }) => result === 'failed');
  const namespaces = [...new Set(broken.filter(({ failure }) => failure?.advice?.mend === 'register-provider').map(({ resourceType }) => resourceType.split('/')[0] ?? ''))].sort();
  const namesakes = broken.filter(({ failure }) => failure?.advice?.mend === 'recover-namesake' || failure?.advice?.mend === 'purge-namesake').map(({ azureName }) => azureName);
  const mendable = broken.filter(({ failure }) => failure?.advice?.mend !== undefined && failure.advice.mend !== 'wait');
  if (broken.length === 0 || mendable.length < broken.length) return undefined;
  const parts = [...(namespaces.length === 0 ? [] : [`register ${namespaces.join(', ')} with the subscription`]), ...(namesakes.length === 0 ? [] : [`recover the deleted ${namesakes.join(', ')}, with what it holds`])];
  const text = parts.join(' and ');
  return { text: text.charAt(0).toUpperCase() + text.slice(1), namespaces, held: namesakes.length > 0 };
}

/** Both runs as one: what the first did stays done, the rest is as the second left it. */
function together(first: ApplyResult, second: ApplyResult): ApplyResult {
  const again = new Set(second.items.map(({ address }) => address));
  const items = [...first.items.filter(({ address, result }) => result === 'done' && !again.has(address)), ...second.items];
  return { ...second, items, counts: countItems(items), stacks: [...first.stacks, ...second.stacks], secrets: [...first.secrets, ...second.secrets], elapsedMs: first.elapsedMs + second.elapsedMs };
}
