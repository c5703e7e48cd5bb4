import type { Definition } from '../../model/definition.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { RunId } from '../../model/run-id.ts';
import { parseRunId } from '../../model/run-id.ts';
import type { StateDocument } from '../../model/state.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import type { RunArchive } from '../ports.ts';
import { resultFile } from './archive-run.ts';
import { readArchivedDefinition } from './archived-definition.ts';
import { readArchivedSynthesis } from './archived-synthesis.ts';

/** A run that is live in its environment, as one whole, with the definition that it applied. */
export interface PromotableRun {
  /** The run that applied the definition; for an environment that went back to an earlier run, that one. */
  readonly run: RunId;
  readonly definition: Definition;
}

/** Runs that changed the record of an environment without changing what its definition is. */
const sameDefinition: ReadonlySet<unknown> = new Set(['state mv', 'state rm', 'state unlock', 'state rewrite', 'drift', 'drift --accept', 'refresh', 'plan']);

/** How the record of a run ends whose process did not see its end. */
const cutOff: ReadonlySet<unknown> = new Set(['detached', 'interrupted']);

/**
 * The run that an environment's state comes from. What is live must be the whole of it: a run that failed, applied a part, or a state
 * that was restored by hand is no version that anybody tried.
 * @param environment Environment key: `dev`, `dev@local`.
 * @throws AtakoraError `ATK1610` when nothing was applied or its archive is not here, `ATK1611` when what is live is not one whole run,
 * `ATK1607` for a damaged archive.
 */
export async function promotableRun(archive: RunArchive, environment: string, state: StateDocument | undefined): Promise<PromotableRun> {
  if (state === undefined || Object.keys(state.resources).length === 0) {
    throw new AtakoraError('ATK1610', `nothing is applied in ${environment}: there is no run to promote`);
  }
  const { run, ended } = await definingRun(archive, environment, parseRunId(state.run));
  const definition = await readArchivedDefinition(archive, run);
  if (definition === undefined) throw notKept(environment, run, 'definition');
  await refusePart(archive, environment, { run, ended }, state);
  return { run, definition };
}

/** `ended`: its own process saw its end. One that was cut off may be whole all the same, once what it had started was taken up. */
interface DefiningRun {
  readonly run: RunId;
  readonly ended: boolean;
}

/** Follows runs that only went back, or only changed the record, to the one whose definition is live. */
async function definingRun(archive: RunArchive, environment: string, last: RunId): Promise<DefiningRun> {
  const seen = new Set<RunId>();
  let run = last;
  for (;;) {
    seen.add(run);
    const record = await readObject(archive, run, resultFile);
    if (record === undefined) return { run, ended: false };
    const { kind, returnsTo, result } = record;
    if (kind === 'apply') {
      if (cutOff.has(result)) return { run, ended: false };
      if (result !== 'succeeded') throw new AtakoraError('ATK1611', `the last run of ${environment}, ${run}, did not succeed: ${String(result)}`);
      if (typeof returnsTo !== 'string') return { run, ended: true };
      run = parseRunId(returnsTo);
    } else if (sameDefinition.has(kind)) {
      run = await runBefore(archive, environment, run);
    } else {
      throw new AtakoraError('ATK1611', `the state of ${environment} comes from \`${String(kind)}\` (${run}), not from an apply`, { hint: `Apply in ${environment}, then promote.` });
    }
    if (seen.has(run)) throw notKept(environment, run, 'record');
  }
}

async function runBefore(archive: RunArchive, environment: string, run: RunId): Promise<RunId> {
  const before = (await archive.list()).filter((other) => other < run).sort().reverse();
  for (const candidate of before) {
    if ((await readObject(archive, candidate, resultFile))?.['environment'] === environment) return candidate;
  }
  throw notKept(environment, run, 'record of what came before');
}

/** What the definition has and the state has not was left out, failed, or was taken out of the state by hand. */
async function refusePart(archive: RunArchive, environment: string, { run, ended }: DefiningRun, { resources, packages }: StateDocument): Promise<void> {
  const synthesis = await readArchivedSynthesis(archive, run);
  if (synthesis === undefined) throw notKept(environment, run, 'synthesis');
  const isThere = ({ address, desiredHash }: Synthesis['resources'][number]): boolean => {
    const record = Object.hasOwn(resources, address) ? resources[address] : undefined;
    return record?.status === 'applied' && (ended || record.desiredHash === desiredHash);
  };
  const absent = synthesis.resources.filter((resource) => !isThere(resource)).map(({ address }) => address);
  const unsent = ended ? [] : (synthesis.packages ?? []).filter(({ address }) => !Object.hasOwn(packages, address)).map(({ address }) => `the package of ${address}`);
  const [first, ...others] = [...absent, ...unsent];
  const partial = (await readObject(archive, run, 'plan.json'))?.['partial'];
  const left = isJsonObject(partial) ? Number(partial['left'] ?? 0) : 0;
  if (first === undefined && left === 0) return;
  const what = first === undefined ? `${left} of its changes were left out` : `${first}${others.length > 0 ? ` and ${others.length} more are` : ' is'} not applied there as it defines`;
  throw new AtakoraError('ATK1611', `${environment} does not hold the whole of run ${run}: ${what}`);
}

function notKept(environment: string, run: RunId, what: string): AtakoraError {
  return new AtakoraError('ATK1610', `the ${what} of run ${run}, which is live in ${environment}, is not in its archive`, { hint: `Runs are kept beside the state. Where that is a folder, promote on the machine that applied, or apply a change in ${environment} here.` });
}

async function readObject(archive: RunArchive, run: RunId, name: string): Promise<JsonObject | undefined> {
  const text = await archive.read(run, name);
  if (text === undefined) return undefined;
  const value = parse(text);
  if (isJsonObject(value)) return value;
  throw new AtakoraError('ATK1607', `${name} of run ${run} cannot be used`, { hint: 'Apply a change in its environment, whose run is then archived anew.' });
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
