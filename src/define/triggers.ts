import type { HttpAuth, HttpMethod } from './requirement-configs.ts';
import { checkSchedule } from './cron.ts';
import { matching, oneOf, unknownFields } from './check-fields.ts';
import type { Problem } from './problem.ts';
import { wrong } from './problem.ts';
import { suggestion } from './nearest.ts';

/** What starts a function. */
export type Trigger = HttpTrigger | TimerTrigger | QueueTrigger | BlobTrigger | CosmosTrigger;

/** Runs on a request. */
export interface HttpTrigger {
  readonly type: 'http';
  /** `GET` and `POST` when absent. */
  readonly methods?: readonly HttpMethod[];
  /** Path below `/api/`, such as `feedback/{id}`; the function's name when absent. */
  readonly route?: string;
  /** Who may call it; `function` when absent. */
  readonly auth?: HttpAuth;
}

/** Runs on a schedule. */
export interface TimerTrigger {
  readonly type: 'timer';
  /** NCRONTAB in UTC: `{second} {minute} {hour} {day} {month} {day of the week}`, such as `0 30 3 * * *`. */
  readonly schedule: string;
}

/** Runs for each message of a storage queue; messages that fail five times go to `<queue>-poison`. */
export interface QueueTrigger {
  readonly type: 'queue';
  readonly queue: string;
}

/** Runs for each blob that is created or changed in a container. */
export interface BlobTrigger {
  readonly type: 'blob';
  readonly container: string;
  /** Pattern of the blob's name inside of the container; `{name}` when absent. */
  readonly path?: string;
}

/** Runs for items that are created or changed in a Cosmos DB container. */
export interface CosmosTrigger {
  readonly type: 'cosmos';
  readonly container: string;
  /** Needed unless another component declares the container, such as `/id`. */
  readonly partitionKey?: string;
  /** Container that keeps how far the function has read; `leases` when absent. */
  readonly leaseContainer?: string;
}

const triggerFields: Readonly<Record<Trigger['type'], readonly string[]>> = {
  http: ['type', 'methods', 'route', 'auth'],
  timer: ['type', 'schedule'],
  queue: ['type', 'queue'],
  blob: ['type', 'container', 'path'],
  cosmos: ['type', 'container', 'partitionKey', 'leaseContainer'],
};

const methods: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
/** How a function or API may be protected. */
export const httpAuths: readonly HttpAuth[] = ['anonymous', 'function', 'admin'];
const suffixOfPoison = '-poison'.length;

/** What is wrong with a trigger, from its type down. */
export function checkTrigger(trigger: unknown): readonly Problem[] {
  if (typeof trigger !== 'object' || trigger === null) {
    return [wrong('trigger is missing', `Known types: ${Object.keys(triggerFields).join(', ')}.`)];
  }
  const type: unknown = (trigger as { readonly type?: unknown }).type;
  if (typeof type !== 'string' || !Object.hasOwn(triggerFields, type)) {
    return [wrong(`trigger.type is ${JSON.stringify(type) ?? 'missing'}`, suggestion(String(type), Object.keys(triggerFields)))];
  }
  const known = trigger as Trigger;
  return [...unknownFields(known, triggerFields[known.type], 'trigger.'), ...checkFieldsOf(known)];
}

function checkFieldsOf(trigger: Trigger): readonly Problem[] {
  switch (trigger.type) {
    case 'http':
      return [
        ...(trigger.methods ?? []).flatMap((method) => oneOf(method, methods, 'trigger.methods')),
        ...(trigger.methods?.length === 0 ? [wrong('trigger.methods is empty')] : []),
        ...(trigger.route === undefined ? [] : checkRoute(trigger.route, 'trigger.route')),
        ...oneOf(trigger.auth, httpAuths, 'trigger.auth'),
      ];
    case 'timer': {
      const why = typeof trigger.schedule === 'string' ? checkSchedule(trigger.schedule) : 'it is missing';
      return why === undefined ? [] : [wrong(`trigger.schedule "${String(trigger.schedule)}" is not a schedule: ${why}`, 'Write six fields: second, minute, hour, day, month, day of the week, such as "0 30 3 * * *".')];
    }
    case 'queue':
      return checkQueueName(trigger.queue, 'trigger.queue', suffixOfPoison);
    case 'blob':
      return [...checkContainerName(trigger.container, 'trigger.container'), ...(trigger.path === undefined ? [] : matching(trigger.path, /^[^/].{0,1023}$/, 'trigger.path', 'a pattern of blob names without a slash in front'))];
    case 'cosmos':
      return [
        ...checkCosmosName(trigger.container, 'trigger.container'),
        ...(trigger.partitionKey === undefined ? [] : checkPartitionKey(trigger.partitionKey, 'trigger.partitionKey')),
        ...(trigger.leaseContainer === undefined ? [] : checkCosmosName(trigger.leaseContainer, 'trigger.leaseContainer')),
      ];
  }
}

/** @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#customize-the-http-endpoint */
export function checkRoute(route: unknown, field: string): readonly Problem[] {
  return matching(route, /^(?!api\/)(?:[A-Za-z0-9._~-]|\{\*?[A-Za-z_]\w*(?::[^{}]+)?\??\})(?:[A-Za-z0-9._~/-]|\{\*?[A-Za-z_]\w*(?::[^{}]+)?\??\})*$/, field, 'a path below /api/, such as "feedback/{id}", without `api/` or a slash in front');
}

/** @see https://learn.microsoft.com/rest/api/storageservices/naming-queues-and-metadata */
export function checkQueueName(name: unknown, field: string, reserved = 0): readonly Problem[] {
  return matching(name, new RegExp(`^(?=.{3,${63 - reserved}}$)[a-z0-9]+(?:-[a-z0-9]+)*$`), field, `the name of a queue: 3 to ${63 - reserved} lower-case letters, digits and single dashes`);
}

/** @see https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata */
export function checkContainerName(name: unknown, field: string): readonly Problem[] {
  return matching(name, /^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/, field, 'the name of a blob container: 3 to 63 lower-case letters, digits and single dashes');
}

/** @see https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model#table-names */
export function checkTableName(name: unknown, field: string): readonly Problem[] {
  return matching(name, /^[A-Za-z][A-Za-z0-9]{2,62}$/, field, 'the name of a table: 3 to 63 letters and digits, a letter first');
}

/** @see https://learn.microsoft.com/azure/cosmos-db/concepts-limits#azure-cosmos-db-for-nosql-account-limits */
export function checkCosmosName(name: unknown, field: string): readonly Problem[] {
  return matching(name, /^(?!.* $)[^/\\#?]{1,255}$/, field, 'the name of a Cosmos DB container: 1 to 255 characters without / \\ # ?');
}

/** Path of one property, such as `/id` or `/address/city`. */
export function checkPartitionKey(path: unknown, field: string): readonly Problem[] {
  return matching(path, /^(?:\/[A-Za-z_][\w-]*)+$/, field, 'the path of a property, such as "/id"');
}
