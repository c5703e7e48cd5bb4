import { isJsonObject } from '../../model/json.ts';
import type { JsonObject } from '../../model/json.ts';
import type { JournalSurvey } from './journal-survey.ts';
import type { RunContext } from './run-context.ts';
import { look, newPause, waited } from './wait-poll.ts';

/**
 * Looks at a deletion of an earlier process. What is gone is recorded so; what Azure is deleting is waited for; what is simply there
 * stays open, so that its record is `pending` and the next plan decides about it.
 * @throws AtakoraError `ATK18xx` when Azure does not answer.
 */
export async function recoverDelete({ address, id, apiVersion }: JournalSurvey['deletes'][number], context: RunContext): Promise<void> {
  const { ports, halt, journal, progress, pollMs } = context;
  const pause = newPause(pollMs, ports.clock, halt.signal);
  progress.started(address);
  for (;;) {
    const read = await look(() => ports.azure.read(id, apiVersion, halt.signal), halt.signal);
    if (read.kind === 'failed') throw read.error;
    if (read.kind === 'stopped') return progress.unknown(address, 'the wait for its deletion was stopped');
    if (read.value === undefined) {
      await journal.append({ type: 'delete-done', address });
      return progress.deleted(address);
    }
    if (!isDeleting(read.value)) return progress.skipped(address, 'it is still there');
    if (!(await waited(pause, halt.signal))) return progress.unknown(address, 'the wait for its deletion was stopped');
  }
}

function isDeleting(live: JsonObject): boolean {
  const properties = live['properties'];
  const state = isJsonObject(properties) ? properties['provisioningState'] : undefined;
  return typeof state === 'string' && state.toLowerCase() === 'deleting';
}
