import { z } from 'zod';
import { prettyJson } from '../../model/canonical-json.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { Json } from '../../model/json.ts';
import type { Promotion } from '../../model/promotion.ts';
import type { RunId } from '../../model/run-id.ts';
import type { StateDocument } from '../../model/state.ts';
import type { RunArchive } from '../ports.ts';
import { definitionFile } from './archived-definition.ts';
import { synthesisFiles } from './archived-synthesis.ts';
import type { ApplyPorts } from './apply-ports.ts';
import type { ApplyInput } from './apply-run.ts';
import type { ApplyResult } from './apply-result.ts';

/** File of a run's result in its archive; `usualDurations` reads it. */
export const resultFile = 'result.json';

/** What `result.json` says of a run. */
export interface ArchivedResult extends Pick<ApplyResult, 'result' | 'items' | 'stacks' | 'counts' | 'elapsedMs'> {
  readonly version: 1;
  readonly run: string;
  readonly kind: 'apply' | 'destroy';
  readonly environment: string;
  readonly by: string;
  /** ISO 8601 UTC. */
  readonly endedAt: string;
  /** Hash of the plan that it applied; absent in archives of before it was kept, and of a run that another command ended. */
  readonly plan?: string;
  /** Serial of the state that the run wrote; absent when it did not. */
  readonly serial?: number;
  /** Hash of what each app ran when the run had ended; absent when it wrote no state. */
  readonly packages?: StateDocument['packages'];
  /** The run that this one went back to. */
  readonly returnsTo?: string;
  /** What was live elsewhere and was brought here. */
  readonly promotedFrom?: Promotion;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Keeps what a run is about to do: definition, complete templates with parameters, plan. */
export async function archiveStart({ run, plan, definition, synthesis }: ApplyInput, ports: ApplyPorts): Promise<void> {
  const files: (readonly [string, unknown])[] = [['plan.json', plan]];
  if (definition !== undefined) files.push([definitionFile, definition]);
  if (synthesis !== undefined) files.push(...synthesisFiles(synthesis));
  await writeFiles(run, files, ports);
}

/** Keeps how a run ended. */
export async function archiveResult(run: RunId, result: ArchivedResult, ports: ApplyPorts): Promise<void> {
  await writeFiles(run, [[resultFile, result]], ports);
}

/** An archive that cannot be written is told and stops nothing: state and journal are what a run depends on. */
async function writeFiles(run: RunId, files: readonly (readonly [string, unknown])[], { archive, host }: ApplyPorts): Promise<void> {
  if (archive === undefined) return;
  try {
    for (const [name, content] of files) await archive.write(run, name, prettyJson(content as Json));
  } catch (error) {
    if (!(error instanceof AtakoraError)) throw error;
    host.emit({ type: 'log', level: 'warning', text: `the archive of run ${run} is not complete: ${error.message}` });
  }
}

/** What each app ran when a run had ended; empty when its archive does not say. */
export async function archivedPackageHashes(archive: RunArchive, run: RunId): Promise<Readonly<Record<string, string>>> {
  const parsed = archivedHashes.safeParse(parseJson((await archive.read(run, resultFile)) ?? ''));
  return parsed.success ? (parsed.data.packages ?? {}) : {};
}

const archivedHashes = z.looseObject({ packages: z.record(z.string(), z.string()).optional() });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
