// One process for one run, so that it pays for everything that a real one does and its peak of memory is that of one plan:
//   synth-plan-child.js prepare SIZE FILE   writes the state after an apply of a backend of that size
//   synth-plan-child.js SIZE [FILE]         plans it against that state, or against none; prints a `ChildReport`
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { builtinProviders } from '../src/define/providers/builtin-providers.ts';
import { buildPlan } from '../src/engine/plan/build-plan.ts';
import { compose } from '../src/engine/synth/compose.ts';
import { synthesize } from '../src/engine/synth/synthesize.ts';
import type { StateDocument } from '../src/model/state.ts';
import type { Synthesis } from '../src/model/synthesis.ts';
import { kindOf } from '../src/resources/catalogue.ts';
import { parseState, printState } from '../src/state/state-codec.ts';
import { generatedDefinition, generatedProject, generatedTarget } from './generated-backend.ts';

/** What a run prints; all times in milliseconds. */
export interface ChildReport {
  /** Reading and checking the state. */
  readonly readMs: number;
  /** Composing and synthesizing. */
  readonly synthMs: number;
  readonly planMs: number;
  readonly resources: number;
  readonly changes: number;
  /** Largest resident memory of the process, in megabytes. */
  readonly peakMemoryMb: number;
}

function synthesizeBackend(size: number): Synthesis {
  const graph = compose({
    project: generatedProject,
    definition: generatedDefinition(size),
    target: generatedTarget,
    targetFor: () => ({ target: generatedTarget, diagnostics: [] }),
    providersFor: () => builtinProviders,
    namingFor: () => undefined,
    pins: new Map(),
  });
  return synthesize(graph);
}

/** Megabytes. Linux's own figure where there is one: the one of `resourceUsage` also counts the process that started this one. */
function peakMemoryMb(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS) / 1024;
}

/** The state after an apply of exactly this. */
function stateOf({ resources, target, project }: Synthesis): StateDocument {
  const written = resources.map(({ address, id, type, apiVersion, name, stack, owner, dependsOn, desired, desiredHash, generation, protect }) => {
    const facts = { id, type, apiVersion, name, stack, owner, dependsOn, desired, desiredHash, generation, protect };
    return [address, { ...facts, createdRun: 'r', updatedRun: 'r', status: 'applied' }] as const;
  });
  return {
    version: 1,
    lineage: 'bench',
    serial: 1,
    project: project.id,
    environment: target.key,
    cloud: target.cloud,
    tenantId: target.tenantId,
    subscriptionId: target.subscriptionId,
    run: 'r',
    tool: 'bench',
    resources: Object.fromEntries(written),
    outputs: {},
    packages: {},
    updatedAt: '2026-01-01T00:00:00.000Z',
    updatedBy: 'bench',
  };
}

function planOnce(size: number, file: string | undefined): ChildReport {
  const startedMs = performance.now();
  const expected = { project: generatedProject.id, environment: generatedTarget.key, place: file ?? '' };
  const state = file === undefined ? undefined : parseState(readFileSync(file, 'utf8'), expected);
  const readMs = performance.now() - startedMs;
  const synthesis = synthesizeBackend(size);
  const synthMs = performance.now() - startedMs - readMs;
  const plan = buildPlan({ kind: 'apply', synthesis, state, live: undefined, pending: [], kinds: kindOf });
  const planMs = performance.now() - startedMs - readMs - synthMs;
  const changes = plan.changes.filter((change) => change.action.kind !== 'no-op').length;
  return { readMs, synthMs, planMs, resources: synthesis.resources.length, changes, peakMemoryMb: peakMemoryMb() };
}

const [first = '', second, file = ''] = process.argv.slice(2);
if (first === 'prepare') writeFileSync(file, printState(stateOf(synthesizeBackend(Number(second)))));
else console.log(JSON.stringify(planOnce(Number(first), second)));
