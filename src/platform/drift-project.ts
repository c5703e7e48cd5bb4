import { driftReport } from '../engine/drift/drift-report.ts';
import { withAuthors } from '../engine/drift/who-changed.ts';
import type { Azure } from '../engine/ports.ts';
import { nearest } from '../define/nearest.ts';
import { addressPattern } from '../engine/plan/address-pattern.ts';
import { refresh } from '../engine/refresh/refresh.ts';
import type { LiveSnapshot } from '../engine/plan/live-snapshot.ts';
import { AtakoraError } from '../model/errors.ts';
import type { DriftReport } from '../model/drift.ts';
import type { Json } from '../model/json.ts';
import type { StateDocument } from '../model/state.ts';
import type { Synthesis } from '../model/synthesis.ts';
import { kindOf } from '../resources/catalogue.ts';
import type { CommandContext } from './command-context.ts';
import { inPhase } from './in-phase.ts';
import type { FoundState, StatePorts } from './plan-project.ts';
import { findState, readPins } from './plan-project.ts';
import type { ProjectPorts } from './project-ports.ts';
import type { ProjectSession } from './project-session.ts';
import { synthesizeProject } from './synthesize-project.ts';

/** The ports of a command that changes nothing: what writes is not there to be called. */
export interface ReadingPorts extends StatePorts, Pick<ProjectPorts, 'fingerprint'> {
  azure(): Promise<ReadingAzure>;
}

/** What a look at Azure may ask: nothing of it changes anything. */
export interface ReadingAzure extends Pick<Azure, 'read'> {
  /** GET of a path; undefined for every answer but 200. */
  get(path: string, apiVersion: string, signal?: AbortSignal): Promise<Json | undefined>;
}

/** The reading half of the ports of an environment. */
export function readingPorts({ store, lockFile, fingerprint, azure }: ProjectPorts): ReadingPorts {
  return {
    store: { read: () => store.read(), readJournal: () => store.readJournal() },
    lockFile: lockFile === undefined ? undefined : { read: () => lockFile.read() },
    fingerprint: () => fingerprint(false),
    azure: async () => {
      const whole = await azure();
      return {
        read: (id, apiVersion, signal) => whole.read(id, apiVersion, signal),
        get: async (path, apiVersion, signal) => {
          const answer = await whole.questions.ask({ method: 'GET', path, apiVersion }, signal);
          return answer.status === 200 ? answer.body : undefined;
        },
      };
    },
  };
}

/** What a look at Azure found, with what it was compared with. */
export interface DriftLook {
  /** Of what was looked at. */
  readonly report: DriftReport;
  /** All of it. */
  readonly state: StateDocument;
  /** Of what was looked at. */
  readonly live: LiveSnapshot;
}

/**
 * Compares what Azure holds with what was applied. Takes no lock, writes nothing, and needs no code: a definition that cannot be read
 * is told and left out. Undefined when nothing was ever applied.
 * @param wanted addresses or patterns of them; none: everything
 * @throws AtakoraError `ATK1007` for one that names nothing in the state.
 */
export async function lookForDrift(context: CommandContext, session: ProjectSession, ports: ReadingPorts, wanted: readonly string[] = []): Promise<DriftLook | undefined> {
  const found = await findState(session, ports, context);
  const { state } = found;
  if (state === undefined) {
    return undefined;
  }
  if (found.entries.length > 0) {
    context.output.emit({ type: 'log', level: 'warning', text: 'a run was interrupted: what it did is compared as far as it is known' });
  }
  const part = partOf(state, wanted);
  const synthesis = await readDefinition(context, session, ports, found);
  const azure = await ports.azure();
  const live = await inPhase(context, 'refresh', () => refresh(part, kindOf, azure, { signal: context.signal }));
  const fingerprint = await ports.fingerprint(false);
  const report = driftReport({
    state: part,
    live,
    kinds: kindOf,
    projectName: session.loaded.project.name,
    ...(synthesis === undefined ? {} : { synthesis }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
  });
  const told = await withAuthors(report, state.updatedAt, (path, apiVersion) => azure.get(path, apiVersion, context.signal));
  return { report: told, state, live };
}

/** The state with the resources that are wanted. */
function partOf(state: StateDocument, wanted: readonly string[]): StateDocument {
  if (wanted.length === 0) return state;
  const known = Object.keys(state.resources);
  const named = new Set(wanted.flatMap((pattern) => {
    const found = known.filter(addressPattern(pattern));
    if (found.length === 0) throw new AtakoraError('ATK1007', `the state has no resource "${pattern}"`, { hint: hintFor(pattern, known) });
    return found;
  }));
  return { ...state, resources: Object.fromEntries(Object.entries(state.resources).filter(([address]) => named.has(address))) };
}

function hintFor(pattern: string, known: readonly string[]): string {
  const near = nearest(pattern, known);
  return near === undefined ? 'See `atakora state list`.' : `Did you mean "${near}"?`;
}

/** Drift is seen without the code as well; what is wrong with it is a matter of `plan`. */
async function readDefinition(context: CommandContext, session: ProjectSession, ports: ReadingPorts, found: FoundState): Promise<Synthesis | undefined> {
  try {
    const { synthesis } = await synthesizeProject(context, session, await readPins(session, ports, found));
    const broken = synthesis.diagnostics.find(({ severity }) => severity === 'error');
    if (broken === undefined) {
      return synthesis;
    }
    tellUnread(context, broken.code, broken.summary);
  } catch (error) {
    if (!(error instanceof AtakoraError) || error.source === 'bug') {
      throw error;
    }
    tellUnread(context, error.code, error.message);
  }
  return undefined;
}

function tellUnread(context: CommandContext, code: string, reason: string): void {
  context.output.emit({ type: 'log', level: 'warning', text: `the definition cannot be read, drift is told without it: ${reason} (${code})` });
}
