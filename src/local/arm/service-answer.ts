import type { JsonObject } from '../../model/json.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import type { LocalContext } from '../context.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { factsOf } from './put-resource.ts';
import type { ResourcePath } from './resource-path.ts';

/** Status and style in which a service answers a write. */
export interface FirstAnswer {
  readonly status: number;
  readonly style: ResourceKind['local']['asyncStyle'];
}

/**
 * How the service of a kind answers first. What is done at once is never answered with 202, so that nobody waits for nothing.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations
 */
export function firstAnswer(kind: ResourceKind, verb: 'create' | 'update' | 'patch', pending: boolean): FirstAnswer {
  const { answers, asyncStyle } = kind.local;
  const usual = verb === 'create' ? 201 : 200;
  const recorded = answers[verb];
  if (recorded === undefined) return { status: pending && asyncStyle === 'location' ? 202 : usual, style: pending ? asyncStyle : 'none' };
  const [status, style] = recorded.split(' ') as [string, FirstAnswer['style']];
  return { status: Number(status) === 202 && (!pending || style === 'none') ? usual : Number(status), style: pending ? style : 'none' };
}

/** The body that answers a PUT: the one of a GET, but for services that answer before everything is applied. */
export function putBody(context: LocalContext, path: ResourcePath, kind: ResourceKind, resource: StoredResource): JsonObject {
  const differs = (kind.local.rules.conditional ?? []).some(({ when }) => 'answer' in when);
  if (!differs) return resource.body;
  return kind.local.settle(resource.sent, {
    ...factsOf(context, path, resource.id, resource.sent, resource.createdAt),
    apiVersion: resource.apiVersion,
    answer: 'PUT',
  });
}
