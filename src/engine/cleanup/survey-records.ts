import type { RunArchive, StateStore } from '../ports.ts';
import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { RunId } from '../../model/run-id.ts';
import { AtakoraError } from '../../model/errors.ts';
import { mapBounded } from '../apply/bounded.ts';
import { resultFile } from '../apply/archive-run.ts';
import { text } from './parse-seen.ts';
import type { SeenRun, SeenVersion } from './seen-records.ts';
import { identifyingFiles } from './seen-records.ts';

/** Runs that are looked into at once. */
const readsAtOnce = 16;

const packageFile = /^packages\/([0-9a-f]+)\.zip\.base64$/;

/** The runs of an archive, newest first, by what their folders say. */
export async function surveyRuns(archive: RunArchive): Promise<readonly SeenRun[]> {
  return mapBounded(await archive.list(), readsAtOnce, (run) => surveyRun(archive, run));
}

async function surveyRun(archive: RunArchive, run: RunId): Promise<SeenRun> {
  const names = await archive.names(run);
  const result = names.includes(resultFile) ? await readObject(archive, run, resultFile) : undefined;
  const packages = names.flatMap((name) => packageFile.exec(name)?.[1] ?? []);
  const environment = text(result?.['environment']) || (await environmentOf(archive, run, names));
  const ran = result?.['packages'];
  const endedAt = text(result?.['endedAt']);
  return {
    run,
    environment: environment === '' ? undefined : environment,
    ...(text(result?.['kind']) === '' ? {} : { kind: text(result?.['kind']) }),
    ...(text(result?.['result']) === '' ? {} : { result: text(result?.['result']) }),
    ...(endedAt === '' ? {} : { endedAt }),
    ...(text(result?.['returnsTo']) === '' ? {} : { returnsTo: text(result?.['returnsTo']) }),
    canReturn: names.includes('synthesis.json'),
    ran: isJsonObject(ran) ? Object.values(ran).filter((hash): hash is string => typeof hash === 'string') : [],
    packages,
    otherFiles: names.filter((name) => !packageFile.test(name) && !identifyingFiles.has(name)).length,
  };
}

/** Whose run it is that was cut off before it left a result. */
async function environmentOf(archive: RunArchive, run: RunId, names: readonly string[]): Promise<string> {
  const plan = names.includes('plan.json') ? await readObject(archive, run, 'plan.json') : undefined;
  return text(plan?.['environment']);
}

/** Undefined for a file that is damaged: nothing is known of the run then, and it stays. */
async function readObject(archive: RunArchive, run: RunId, name: string): Promise<JsonObject | undefined> {
  try {
    const value: unknown = JSON.parse((await archive.read(run, name)) ?? '');
    return isJsonObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof AtakoraError && error.code === 'ATK1701')) return undefined;
    throw error;
  }
}

/** Earlier versions of a state, newest first. */
export async function surveyVersions(store: Pick<StateStore, 'history'>): Promise<readonly SeenVersion[]> {
  return store.history();
}
