import type { Clock, Ids } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';
import { owner } from './access/identities.ts';
import { recordRefusal } from './activity/record-answer.ts';
import { providerCatalogue } from './arm/provider-catalogue.ts';
import { answerArm } from './arm/resource-manager.ts';
import { traceHeaders } from './arm/trace-headers.ts';
import type { LocalContext } from './context.ts';
import { noExpansions } from './deployments/expansions.ts';
import { createFaultReader } from './faults/fault-file.ts';
import { withRequestFaults } from './faults/request-faults.ts';
import { playDueEvents } from './play-due-events.ts';
import type { LocalAnswer, LocalRequest, LocalResponse } from './request.ts';
import { answer } from './request.ts';
import { Refusal, errorBody } from './refusal.ts';
import { answerIdentity } from './serve/identity-hosts.ts';
import { readSettings } from './settings.ts';
import { answerSite } from './site/site-host.ts';
import { answerVault } from './vault/key-vault.ts';
import { openDatabase } from './world/database.ts';
import { isDue } from './world/event-queue.ts';

export interface LocalAzureOptions {
  /** Folder of the world; made when missing. Several processes may use one at the same time. */
  readonly worldFolder: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Ids;
  readonly tenantId: string;
  readonly subscriptionId: string;
}

/** A simulation of Azure Resource Manager and Key Vault, as one function from request to answer. */
export interface LocalAzure {
  handle(request: LocalRequest): LocalAnswer;
  /** Plays what is due, then works on the world itself, alone among all processes: for what is no request of Azure. */
  inWorld<T>(work: (context: LocalContext) => T): T;
  close(): void;
}

/**
 * Opens the world of a folder. What its deployments and deletions have reached since the last request of any process follows from
 * the clock: each request first plays what is due.
 * @throws AtakoraError `ATK2102` when the world cannot be opened.
 */
export function openLocalAzure(options: LocalAzureOptions): LocalAzure {
  const db = openDatabase(options.worldFolder);
  const catalogue = providerCatalogue();
  const base: Omit<LocalContext, 'at' | 'settings'> = {
    db,
    caller: owner,
    catalogue,
    ids: options.ids,
    tenantId: options.tenantId,
    subscriptionId: options.subscriptionId,
    expansions: noExpansions(catalogue),
    faults: createFaultReader(options.worldFolder),
  };
  const present = (): LocalContext => ({ ...base, at: options.clock.now(), settings: readSettings(options.worldFolder) });
  return {
    handle: (request) => handle(present(), request),
    inWorld: (work) => db.change(() => {
      const context = present();
      playDueEvents(context);
      return work(context);
    }),
    close: () => db.close(),
  };
}

function handle(context: LocalContext, request: LocalRequest): LocalAnswer {
  const url = new URL(request.url);
  const correlationId = request.headers['x-ms-correlation-request-id'] ?? context.ids.uuid();
  return withRequestFaults(context, request, url, () => handleWell({ ...context, correlationId }, request, url));
}

function handleWell(context: LocalContext, request: LocalRequest, url: URL): LocalAnswer {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const respond = () => {
    if (url.hostname === 'management.azure.com') return withTrace(context, request, answerArm(context, request, url));
    return answerIdentity(context, request, url) ?? answerSite(context, request, url) ?? answerVault(context, request, url);
  };
  try {
    if (isDue(context.db, context.at)) context.db.change(() => playDueEvents(context));
    return reads ? respond() : context.db.change(respond);
  } catch (error) {
    if (error instanceof Refusal) {
      recordRefusal(context, request, url, error);
      return withTrace(context, request, refusalAnswer(request, error));
    }
    if (error instanceof AtakoraError) throw error;
    if (isStorageError(error)) throw new AtakoraError('ATK2102', `the world cannot be read or written: ${error.message}`, { cause: error });
    throw new AtakoraError('ATK9001', `the local Azure failed at ${request.method} ${url.pathname}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** A full disk, a lock that another process does not give back, a damaged file. */
function isStorageError(error: unknown): error is Error {
  return error instanceof Error && (error as Error & { code?: unknown }).code === 'ERR_SQLITE_ERROR';
}

function refusalAnswer(request: LocalRequest, refusal: Refusal): LocalResponse {
  const headers = { 'x-ms-failure-cause': 'gateway', ...refusal.headers };
  return answer(refusal.status, request.method === 'HEAD' ? undefined : (refusal.ownBody ?? errorBody(refusal.error)), headers);
}

function withTrace(context: LocalContext, request: LocalRequest, response: LocalResponse): LocalResponse {
  return { ...response, headers: { ...traceHeaders(context, request, context.ids.uuid()), ...response.headers } };
}
