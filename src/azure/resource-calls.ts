import type { Azure, Clock, Deletion } from '../engine/ports.ts';
import type { JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { AtakoraError } from '../model/errors.ts';
import { callSdk, failureOf } from './sdk-call.ts';
import type { SdkClients } from './sdk-clients.ts';

/** The part of the port that reads and deletes resources and registers providers. */
export type ResourceCalls = Pick<Azure, 'read' | 'startDelete' | 'listGroup' | 'registerProviders'>;

export function resourceCalls(clients: SdkClients, sleep: Clock['sleep'], registrationPollMs: number): ResourceCalls {
  return {
    read: (id, apiVersion, signal) => readResource(clients, id, apiVersion, signal),
    startDelete: (id, apiVersion, signal) => startDelete(clients, id, apiVersion, signal),
    listGroup: (resourceGroup, signal) => listGroup(clients, resourceGroup, signal),
    registerProviders: (namespaces, signal) => registerProviders(clients, namespaces, { sleep, pollMs: registrationPollMs }, signal),
  };
}

async function readResource(clients: SdkClients, id: string, apiVersion: string, signal: AbortSignal | undefined): Promise<JsonObject | undefined> {
  const client = await clients.resources();
  try {
    // The SDK puts a slash before the id. Its model knows a few properties only, so the body is read as it came.
    const { raw } = await callSdk(`read ${id}`, (options) => client.resources.getById(id.replace(/^\/+/, ''), apiVersion, options), signal);
    const body: unknown = JSON.parse(raw?.bodyAsText ?? '');
    return isJsonObject(body) ? body : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Codes of a 404 that speak of something else than the resource. */
const otherMissing = new Set(['SubscriptionNotFound', 'InvalidSubscriptionId', 'InvalidResourceNamespace', 'InvalidResourceType']);

/** True when the resource, its parent or its group does not exist; in a namespace that is not registered there is none either. */
function isMissing(error: unknown): boolean {
  const failure = failureOf(error);
  if (failure === undefined) return false;
  return failure.status === 404 ? !otherMissing.has(failure.code) : failure.code === 'MissingSubscriptionRegistration';
}

async function startDelete(clients: SdkClients, id: string, apiVersion: string, signal: AbortSignal | undefined): Promise<Deletion> {
  const client = await clients.resources();
  try {
    const { result: poller } = await callSdk(
      `delete ${id}`,
      async (options) => {
        const started = client.resources.deleteById(id.replace(/^\/+/, ''), apiVersion, options);
        await started.submitted();
        // A poller is a promise of its end; inside of an object nobody waits for that by accident.
        return { poll: () => started.poll(), isDone: () => started.isDone };
      },
      signal,
    );
    return {
      isDone: async (pollSignal) => {
        if (poller.isDone()) return true;
        try {
          await callSdk(`delete ${id}`, () => poller.poll(), pollSignal);
        } catch (error) {
          if (isMissing(error)) return true;
          throw error;
        }
        return poller.isDone();
      },
    };
  } catch (error) {
    if (isMissing(error)) return { isDone: () => Promise.resolve(true) };
    throw error;
  }
}

async function listGroup(clients: SdkClients, resourceGroup: string, signal: AbortSignal | undefined): ReturnType<Azure['listGroup']> {
  const client = await clients.resources();
  try {
    const { result } = await callSdk(
      `list the resource group ${resourceGroup}`,
      async (options) => {
        const found: { readonly id: string; readonly type: string }[] = [];
        for await (const { id, type } of client.resources.listByResourceGroup(resourceGroup, options)) {
          if (id !== undefined && type !== undefined) found.push({ id, type });
        }
        return found;
      },
      signal,
    );
    return result;
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** How long a registration may take: Azure says minutes. */
const registrationPatienceMs = 15 * 60_000;

interface Waiting {
  readonly sleep: Clock['sleep'];
  readonly pollMs: number;
}

async function registerProviders(clients: SdkClients, namespaces: readonly string[], waiting: Waiting, signal: AbortSignal | undefined): Promise<readonly string[]> {
  const client = await clients.resources();
  const state = async (namespace: string): Promise<string> => {
    const { result } = await callSdk(`read the provider ${namespace}`, (options) => client.providers.get(namespace, options), signal);
    return result.registrationState ?? 'NotRegistered';
  };
  const states = await Promise.all(namespaces.map(async (namespace) => ({ namespace, state: await state(namespace) })));
  const missing = states.filter((entry) => entry.state !== 'Registered').map(({ namespace }) => namespace);
  await Promise.all(
    missing.map(async (namespace) => {
      await callSdk(`register the provider ${namespace}`, (options) => client.providers.register(namespace, options), signal);
      for (let waitedMs = 0; (await state(namespace)) !== 'Registered'; waitedMs += waiting.pollMs) {
        if (waitedMs > registrationPatienceMs) throw new AtakoraError('ATK1803', `Azure has not registered the provider ${namespace} within 15 minutes`, { source: 'azure', cause: { code: 'RegistrationTimeout', message: namespace } });
        await waiting.sleep(waiting.pollMs, signal);
      }
    }),
  );
  return missing;
}
