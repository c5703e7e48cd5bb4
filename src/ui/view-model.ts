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
  readonly logs: readonly EventOf<'log'>[];
  readonly outputs: readonly { readonly name: string; readonly value: Json; readonly sensitive: boolean }[];
  /** With the time at which each was told, milliseconds since 1970. */
  readonly retries: readonly (EventOf<'retry'> & { readonly atMs: number })[];
  readonly prompts: readonly EventOf<'prompt'>[];
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
  logs: [],
  outputs: [],
  retries: [],
  prompts: [],
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
      return { ...timed, logs: [...view.logs, event] };
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
      return timed;
    case 'what-if':
    case 'package':
    case 'secrets':
    case 'secret':
    case 'rotations':
    case 'rotation':
    case 'consumer':
      return timed;
    case 'prompt':
      return { ...timed, prompts: [...view.prompts, event] };
    case 'lock':
      return { ...timed, lock: { status: event.status, ...(event.by === undefined ? {} : { by: event.by }) } };
    case 'apply':
      return { ...timed, apply: { kind: event.kind, startedMs: atMs }, ...beginApply(event.resources) };
    case 'stack':
      return { ...timed, stacks: applyStackEvent(view.stacks, event, atMs) };
    case 'resource':
      return { ...timed, ...applyResourceEvent(view, event, atMs) };
    case 'retry':
      return { ...timed, retries: [...view.retries, { ...event, atMs }] };
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
