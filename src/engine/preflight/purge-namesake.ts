import { AtakoraError } from '../../model/errors.ts';
import type { JsonObject } from '../../model/json.ts';
import { jsonAt } from '../../resources/json-path.ts';
import type { ConnectedAzure } from '../azure-questions.ts';
import type { Clock } from '../ports.ts';
import type { HeldName } from './deleted-namesake.ts';
import { recordPath } from './deleted-namesake.ts';

/** What purging calls, and how it waits. */
export interface PurgePorts {
  readonly azure: Pick<ConnectedAzure, 'subscriptionId' | 'read' | 'change'>;
  readonly clock: Pick<Clock, 'sleep'>;
  /** Between two looks, in milliseconds. */
  readonly pollMs: number;
  readonly signal?: AbortSignal;
}

/** How often it is looked at before the wait is given up: ten minutes at two seconds. */
const mostLooks = 300;

/**
 * Deletes for good what Azure keeps of a deleted resource; its name is free when it resolves. What it held is lost.
 * @throws AtakoraError `ATK1806` when Azure is not done with it in time, `ATK18xx` when it refuses.
 */
export async function purgeNamesake({ creation, namesake }: HeldName, ports: PurgePorts): Promise<void> {
  const { azure, signal } = ports;
  const { change, kind } = creation;
  const { apiVersion, softDelete } = kind;
  const name = change.azureName;
  const record = recordPath(azure.subscriptionId, softDelete, name, namesake.location);
  if (softDelete.purge.kind === 'record' && record !== undefined) {
    const { method, action } = softDelete.purge;
    await azure.change({ method, path: action === undefined ? record : `${record}/${action}`, apiVersion }, signal);
    return until(name, ports, async () => (await azure.read(record, apiVersion, signal)) === undefined);
  }
  const { formerId, location } = namesake;
  await azure.change({ method: 'PUT', path: formerId, apiVersion, body: { location, properties: {} } }, signal);
  await until(name, ports, async () => isReady(await azure.read(formerId, apiVersion, signal)));
  await azure.change({ method: 'DELETE', path: `${formerId}?force=true`, apiVersion }, signal);
  await until(name, ports, async () => (await azure.read(formerId, apiVersion, signal)) === undefined);
}

function isReady(body: JsonObject | undefined): boolean {
  return body !== undefined && (jsonAt(body, 'properties.provisioningState') ?? 'Succeeded') === 'Succeeded';
}

async function until(name: string, { clock, pollMs, signal }: PurgePorts, isDone: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; !(await isDone()); looks += 1) {
    if (looks === mostLooks) throw new AtakoraError('ATK1806', `Azure is not done with purging ${name}`, { source: 'azure', hint: 'Run it again later.' });
    await clock.sleep(pollMs, signal);
  }
}
