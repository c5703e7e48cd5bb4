// Run as a process of its own, so that the peak of memory is that of one size: `node synth-plan-child.ts SIZE ROUNDS`.
// Prints one JSON object, see `ChildReport`.
import { builtinProviders } from '../src/define/providers/builtin-providers.ts';
import { buildPlan } from '../src/engine/plan/build-plan.ts';
import { compose } from '../src/engine/synth/compose.ts';
import { synthesize } from '../src/engine/synth/synthesize.ts';
import type { StateDocument } from '../src/model/state.ts';
import type { Synthesis } from '../src/model/synthesis.ts';
import { kindOf } from '../src/resources/catalogue.ts';
import { generatedDefinition, generatedProject, generatedTarget } from './generated-backend.ts';

/** What the process prints; all times in milliseconds, one an element for each round. */
export interface ChildReport {
  readonly synthMs: readonly number[];
  readonly planMs: readonly number[];
  readonly resources: number;
  /** Changes that the plan against the state of the same synthesis found; not 0 means that the case measures something else. */
  readonly changes: number;
  readonly peakMemoryMb: number;
}

function synthesizeOnce(size: number): Synthesis {
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

const size = Number(process.argv[2]);
const rounds = Number(process.argv[3]);
const state = stateOf(synthesizeOnce(size));
const synthMs: number[] = [];
const planMs: number[] = [];
let resources = 0;
let changes = 0;
for (let round = 0; round < rounds; round += 1) {
  const startedMs = performance.now();
  const synthesis = synthesizeOnce(size);
  const synthesizedMs = performance.now();
  const plan = buildPlan({ kind: 'apply', synthesis, state, live: undefined, pending: [], kinds: kindOf });
  planMs.push(performance.now() - synthesizedMs);
  synthMs.push(synthesizedMs - startedMs);
  resources = synthesis.resources.length;
  changes = plan.changes.filter((change) => change.action.kind !== 'no-op').length;
}
const report: ChildReport = { synthMs, planMs, resources, changes, peakMemoryMb: process.resourceUsage().maxRSS / 1024 };
console.log(JSON.stringify(report));
