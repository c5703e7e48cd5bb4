import type { AzureFailure } from '../model/azure-failure.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { EngineEvent, Phase, StampedEvent } from '../model/event.ts';
import type { Json } from '../model/json.ts';
import type { LockRecord } from '../model/lock-record.ts';
import type { Plan } from '../model/plan.ts';
import type { Preflight } from '../model/preflight.ts';
import { assertNever } from '../model/assert-never.ts';
import type { ItemView, StackView } from './view-model-apply.ts';
import { applyResourceEvent, applyStackEvent, beginApply, closeApply } from './view-model-apply.ts';
import { parseInstant } from './view-model-instant.ts';

type EventOf<T extends EngineEvent['type']> = Extract<EngineEvent, { readonly type: T }>;

export interface PhaseView {
  readonly phase: Phase;
  readonly status: 'running' | 'done';
  /** Milliseconds since 1970, from the event's `at`. */
  readonly startedMs: number;
  readonly elapsedMs?: number;
  readonly detail?: string;
}

/** A line of what was said: a note, a warning, a repeated request, why something takes long. */
export interface SaidView {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly level: 'info' | 'warning';
  readonly text: string;
  /** How often in a row it was said; `atMs` is the last time. */
  readonly times: number;
}

/** Everything that any view shows of a run: the fold of its events. Holds no clock, width or colour. */
export interface View {
  readonly run?: string;
  readonly start?: EventOf<'start'>;
  /** Time of the first and the latest event, milliseconds since 1970. */
  readonly firstMs?: number;
  readonly lastMs?: number;
  readonly phases: readonly PhaseView[];
  readonly plan?: Plan;
  readonly preflight?: Preflight;
  /** Set while and after resources are changed. */
  readonly apply?: { readonly kind: 'apply' | 'destroy'; readonly startedMs: number };
  /** In the order of the `apply` event. */
  readonly items: readonly ItemView[];
  /** Index in `items` by address. */
  readonly itemIndex: ReadonlyMap<string, number>;
  /** In order of first mention; every stack that items are in, also before it has started. */
  readonly stacks: readonly StackView[];
  readonly diagnostics: readonly Diagnostic[];
  readonly assumptions: readonly EventOf<'assumption'>[];
  /** The latest of what was said, oldest first: a view of an hour is no larger than one of a minute. */
  readonly said: readonly SaidView[];
  readonly outputs: readonly { readonly name: string; readonly value: Json; readonly sensitive: boolean }[];
  /** The latest repeated request, with the time at which it was told, milliseconds since 1970. */
  readonly retry?: EventOf<'retry'> & { readonly atMs: number };
  readonly lock?: { readonly status: EventOf<'lock'>['status']; readonly by?: LockRecord };
  readonly errors: readonly EventOf<'error'>[];
  readonly summary?: EventOf<'summary'>;
}

/** What is shown before the first event. */
export const emptyView: View = {
  phases: [],
  items: [],
  itemIndex: new Map(),
  stacks: [],
  diagnostics: [],
  assumptions: [],
  said: [],
  outputs: [],
  errors: [],
};

/** The view after one more event. Pure: a recorded run replays to the same view, whenever and wherever. */
export function reduce(view: View, event: StampedEvent): View {
  const atMs = parseInstant(event.at);
  const timed: View = { ...view, run: event.run, firstMs: view.firstMs ?? atMs, lastMs: atMs };
  switch (event.type) {
    case 'start':
      return { ...timed, start: event };
    case 'phase':
      return { ...timed, phases: reducePhases(view.phases, event, atMs) };
    case 'log':
      return event.level === 'debug' ? timed : say(timed, { atMs, level: event.level, text: event.text });
    case 'assumption':
      return { ...timed, assumptions: [...view.assumptions, event] };
    case 'diagnostic':
      return { ...timed, diagnostics: [...view.diagnostics, event.diagnostic] };
    case 'plan':
      return { ...timed, plan: event.plan };
    case 'preflight':
      return { ...timed, preflight: { outcomes: event.outcomes, findings: event.findings } };
    case 'refreshed':
    case 'drift':
    case 'cleanup':
    case 'removal':
    case 'prompt':
    case 'what-if':
    case 'package':
    case 'secrets':
    case 'secret':
    case 'rotations':
    case 'rotation':
    case 'consumer':
      return timed;
    case 'lock':
      return { ...timed, lock: { status: event.status, ...(event.by === undefined ? {} : { by: event.by }) } };
    case 'apply':
      return { ...timed, apply: { kind: event.kind, startedMs: startOf(event, atMs) }, ...beginApply(event.resources) };
    case 'stack':
      return { ...timed, stacks: applyStackEvent(view.stacks, event, startOf(event, atMs)) };
    case 'resource':
      return { ...(event.status === 'progress' && event.because !== undefined ? say(timed, { atMs, level: 'info', text: `${event.address}: ${event.because}` }) : timed), ...applyResourceEvent(view, event, startOf(event, atMs)) };
    case 'retry':
      return { ...say(timed, { atMs, level: 'warning', text: `tried ${event.what} again: ${event.because}` }), retry: { ...event, atMs } };
    case 'output':
      return { ...timed, outputs: [...view.outputs, { name: event.name, value: event.value, sensitive: event.sensitive === true }] };
    case 'error':
      return { ...timed, errors: [...view.errors, event] };
    case 'summary':
      return { ...timed, summary: event, stacks: closeApply(view.stacks, atMs) };
    default:
      return assertNever(event);
  }
}

/** Lines of what was said that are kept. */
const mostSaid = 200;

function say(view: View, line: Omit<SaidView, 'times'>): View {
  const last = view.said.at(-1);
  if (last?.text === line.text) return { ...view, said: view.said.with(-1, { ...line, times: last.times + 1 }) };
  return { ...view, said: [...view.said.slice(1 - mostSaid), { ...line, times: 1 }] };
}

/** When something started that an earlier process had begun; else the time of its event. */
function startOf({ startedAt }: { readonly startedAt?: string }, atMs: number): number {
  return startedAt === undefined ? atMs : parseInstant(startedAt);
}

function reducePhases(phases: readonly PhaseView[], event: EventOf<'phase'>, atMs: number): readonly PhaseView[] {
  const detail = event.detail === undefined ? {} : { detail: event.detail };
  if (event.status === 'started') {
    return [...phases, { phase: event.phase, status: 'running', startedMs: atMs, ...detail }];
  }
  const index = phases.findLastIndex((phase) => phase.phase === event.phase && phase.status === 'running');
  const started = phases[index];
  if (started === undefined) {
    return [...phases, { phase: event.phase, status: 'done', startedMs: atMs, elapsedMs: event.elapsedMs ?? 0, ...detail }];
  }
  return phases.with(index, { ...started, status: 'done', elapsedMs: event.elapsedMs ?? atMs - started.startedMs, ...detail });
}

/** The innermost of the first chain of nested failures: the one that names the cause. */
export function innermostFailure(failure: AzureFailure): AzureFailure {
  const inner = failure.details?.[0];
  return inner === undefined ? failure : innermostFailure(inner);
}
