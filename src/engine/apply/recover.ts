import type { Address } from '../../model/address.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { ApplyItem } from '../../model/event.ts';
import type { JournalEntry, RunResult } from '../../model/journal.ts';
import { parseRunId } from '../../model/run-id.ts';
import type { StateDocument } from '../../model/state.ts';
import type { StateLock } from '../ports.ts';
import type { ApplyPorts, PollInterval } from './apply-ports.ts';
import { cloudPollMs } from './apply-ports.ts';
import type { StackOutcome } from './apply-result.ts';
import { countItems } from './apply-result.ts';
import { archiveResult } from './archive-run.ts';
import { entriesSince, foldJournal } from './fold-journal.ts';
import type { FoldFacts } from './fold-journal.ts';
import { openJournal } from './journal-writer.ts';
import { surveyJournal } from './journal-survey.ts';
import type { JournalSurvey } from './journal-survey.ts';
import { recoverDelete } from './recover-delete.ts';
import { recoverDeployment } from './recover-deployment.ts';
import { ancestorIds } from './resource-ancestry.ts';
import type { RunContext } from './run-context.ts';
import type { RunControl } from './run-control.ts';
import { runGraph } from './run-graph.ts';
import { joinHalts, lockLostError } from './run-halt.ts';
import type { ItemOutcome } from './run-progress.ts';
import { trackItems } from './run-progress.ts';
import type { EarlierWork } from './tell-earlier.ts';
import { earlierWork } from './tell-earlier.ts';

export interface RecoverInput {
  /** As stored; read under the lock, like the journal. */
  readonly state: StateDocument | undefined;
  readonly entries: readonly JournalEntry[];
  readonly lock: StateLock;
  readonly facts: FoldFacts;
  /** Deployments and deletions looked at in parallel; 4 by default. */
  readonly concurrency?: number;
  readonly pollMs?: PollInterval;
  readonly signal?: AbortSignal;
  /** What a person may ask while it is waited for. */
  readonly control?: RunControl;
  /** Usual duration by type and action (`usualDurations`). */
  readonly usualMs?: (type: string, action: string) => number | undefined;
}

/**
 * `nothing`: no run left anything. `recovered`: the journal is in the state now; plan from it. `detached`: the user stopped the wait for
 * a deployment that goes on. `failed`: Azure or the state could not be reached. The journal stays for both of the last.
 */
export interface RecoverResult {
  readonly kind: 'nothing' | 'recovered' | 'detached' | 'failed';
  readonly state: StateDocument | undefined;
  /** The run that was taken up. */
  readonly run?: string;
  readonly items: readonly ItemOutcome[];
  /** Ends of the deployments that were still open. */
  readonly stacks: readonly StackOutcome[];
  /** Deployments that nobody saw the end of. */
  readonly openDeployments: readonly string[];
  /** Changes that the run meant to make and that are not made: not started, or failed. */
  readonly left: readonly Address[];
  readonly error?: AtakoraError;
}

interface Recovery {
  readonly input: RecoverInput;
  readonly survey: JournalSurvey;
  readonly context: RunContext;
  readonly earlier: EarlierWork;
  readonly stacks: StackOutcome[];
  readonly since: number;
}

const defaultConcurrency = 4;

/**
 * Takes up what an interrupted or detached run left in the journal, before anything is planned: deployments still running are watched
 * to their end, ended ones are recorded resource by resource, deletions are looked at. Starts nothing. Then the state is written once.
 * Killed itself, it can be repeated.
 * @throws AtakoraError `ATK1701`, `ATK1706` when the journal does not belong to the state.
 */
export async function recoverJournal(input: RecoverInput, ports: ApplyPorts): Promise<RecoverResult> {
  const entries = entriesSince(input.state, input.entries);
  const survey = surveyJournal(entries);
  if (survey.intent === undefined) return { kind: 'nothing', state: input.state, items: [], stacks: [], openDeployments: [], left: [] };
  const { run } = survey.intent;
  const items = itemsOf(survey, input);
  const earlier = earlierWork(entries, input.state, input.usualMs);
  const context: RunContext = {
    ports,
    run,
    journal: openJournal(input.lock, ports.clock, run, entries),
    progress: trackItems(items, ports.host, ports.clock),
    halt: joinHalts(input.signal, input.lock.lost, input.control),
    pollMs: input.pollMs ?? cloudPollMs,
  };
  const recovery: Recovery = { input, survey, context, earlier, stacks: [], since: ports.clock.monotonicMs() };
  ports.host.emit({ type: 'phase', phase: 'recover', status: 'started', detail: run });
  if (items.length > 0) {
    ports.host.emit({ type: 'apply', status: 'started', kind: survey.intent.kind, resources: [...earlier.items, ...items], startedAt: survey.intent.at });
    earlier.tell(ports.host);
  }
  const result = await takeUp(recovery);
  ports.host.emit({ type: 'phase', phase: 'recover', status: 'finished', elapsedMs: ports.clock.monotonicMs() - recovery.since, detail: run });
  return result;
}

async function takeUp(recovery: Recovery): Promise<RecoverResult> {
  const { context, survey } = recovery;
  if (survey.ended === undefined || survey.deployments.length > 0) {
    context.ports.host.emit({ type: 'diagnostic', diagnostic: diagnostic('warning', 'ATK1603', summaryOf(survey, context.run), survey.deployments.length === 0 ? {} : { hint: 'It is watched to its end first; `atakora apply --attach` does only that.' }) });
  }
  try {
    await settleAll(recovery);
    return await store(recovery);
  } catch (error) {
    context.halt.fail();
    if (!(error instanceof AtakoraError) || error.source === 'bug') throw error;
    return leave(recovery, 'failed', error);
  }
}

function summaryOf({ deployments, deletes, ended }: JournalSurvey, run: string): string {
  const what = [counted(deployments.length, 'deployment'), counted(deletes.length, 'deletion')].filter((text) => text !== '').join(' and ');
  const verb = ended === undefined ? 'was interrupted' : 'left work in Azure';
  return `run ${run} ${verb}${what === '' ? '' : `; its ${what} taken over`}`;
}

function counted(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? ' is' : 's are'}`;
}

type Piece = { readonly id: string; readonly after: readonly string[]; readonly work: () => Promise<void> };

async function settleAll({ input, survey, context, stacks }: Recovery): Promise<void> {
  const deployments = survey.deployments.map((open): Piece => ({
    id: open.start.deployment,
    after: [],
    work: async () => {
      stacks.push(await recoverDeployment(open, context));
    },
  }));
  // A group or parent first: what goes with it is gone when it is.
  const deleting = new Set(survey.deletes.map(({ id }) => id.toLowerCase()));
  const deletes = survey.deletes.map((open): Piece => ({ id: open.id.toLowerCase(), after: ancestorIds(open.id).filter((id) => deleting.has(id)), work: () => recoverDelete(open, context) }));
  await runGraph([...deployments, ...deletes], {
    concurrency: input.concurrency ?? defaultConcurrency,
    stopped: context.halt.text,
    skip: () => undefined,
    run: async ({ work }) => {
      await work();
      return { kind: 'done' };
    },
  });
}

async function store(recovery: Recovery): Promise<RecoverResult> {
  const { input, context, survey } = recovery;
  const reason = context.halt.reason();
  if (reason === 'lock-lost') return leave(recovery, 'failed', lockLostError());
  const open = surveyJournal(context.journal.entries).deployments;
  if (open.length > 0) {
    if (reason === 'user' || reason === 'cancel') return leave(recovery, 'detached');
    const names = open.map(({ start }) => start.deployment).join(', ');
    return leave(recovery, 'failed', new AtakoraError('ATK1804', `Azure does not say how ${names} ended`, { source: 'azure' }));
  }
  // A wait for a deletion that was broken off by the user: the next command looks again.
  if (reason === 'user') return leave(recovery, 'detached');
  if (survey.ended === undefined) await context.journal.append({ type: 'end', result: 'interrupted' });
  const state = foldJournal(input.state, context.journal.entries, input.facts);
  if (state !== undefined) await input.lock.write(state);
  await archiveEnd(recovery, survey.ended ?? 'interrupted', state);
  return { kind: 'recovered', state, run: context.run, items: context.progress.outcomes(), stacks: recovery.stacks, openDeployments: [], left: leftOf(survey, context.journal.entries) };
}

function leave({ input, context, survey, stacks }: Recovery, kind: 'detached' | 'failed', error?: AtakoraError): RecoverResult {
  const { entries } = context.journal;
  return {
    kind,
    state: foldJournal(input.state, entries, input.facts),
    run: context.run,
    items: context.progress.outcomes(),
    stacks,
    left: leftOf(survey, entries),
    openDeployments: surveyJournal(entries).deployments.map(({ start }) => start.deployment),
    ...(error === undefined ? {} : { error }),
  };
}

/** What the intent names and no line of the journal says is done. */
function leftOf({ intent }: JournalSurvey, entries: readonly JournalEntry[]): readonly Address[] {
  const done = new Set(entries.flatMap((entry) => (entry.type === 'resource-done' || entry.type === 'delete-done' || entry.type === 'record' ? [entry.address] : [])));
  return (intent?.changes ?? []).flatMap(({ address }) => (done.has(address) ? [] : [address]));
}

/** A run that was killed has no result yet; this is the one place that can write it. */
async function archiveEnd({ context, survey, input, stacks, since }: Recovery, result: RunResult, state: StateDocument | undefined): Promise<void> {
  const { intent } = survey;
  if (intent === undefined || survey.ended !== undefined) return;
  const items = context.progress.outcomes();
  await archiveResult(
    parseRunId(intent.run),
    {
      version: 1,
      run: intent.run,
      kind: intent.kind,
      environment: input.facts.environment,
      by: intent.by,
      endedAt: context.ports.clock.now(),
      result,
      items,
      stacks,
      counts: countItems(items),
      elapsedMs: context.ports.clock.monotonicMs() - since,
      ...(state === undefined ? {} : { serial: state.serial }),
    },
    context.ports,
  );
}

/** What is still open of the run, as items of a board. */
function itemsOf({ intent, deployments, deletes }: JournalSurvey, { usualMs, state }: RecoverInput): readonly ApplyItem[] {
  const actions = new Map((intent?.changes ?? []).map(({ address, action }) => [address, action]));
  const records = deployments.flatMap(({ start, settled }) =>
    Object.entries(start.records).flatMap(([key, record]): ApplyItem[] => {
      const address = key as Address;
      const action = actions.get(address);
      if (settled.has(address)) return [];
      const known = action === 'create' || action === 'replace' ? action : 'update';
      const usual = usualMs?.(record.type, known);
      return [{ address, resourceType: record.type, azureName: record.name, stack: record.stack, action: known, ...(usual === undefined ? {} : { usualMs: usual }) }];
    }),
  );
  const put = new Set(records.map(({ address }) => address));
  const gone = deletes.flatMap(({ address, id }): ApplyItem[] =>
    put.has(address) ? [] : [{ address, resourceType: state?.resources[address]?.type ?? '', azureName: id.slice(id.lastIndexOf('/') + 1), stack: state?.resources[address]?.stack ?? '', action: 'delete' }],
  );
  return [...records, ...gone];
}
