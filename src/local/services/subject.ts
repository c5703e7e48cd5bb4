import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { jsonAt } from '../../resources/json-path.ts';
import type { ResourcePath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import type { StoredResource } from '../world/resource-store.ts';

/** A write that a service is asked about. */
export interface WriteSubject {
  readonly context: LocalContext;
  readonly path: ResourcePath;
  /** Below `id`, `name` and `type`; parts that only the running deployment knows are texts beginning with `[`. */
  readonly body: JsonObject;
  /** What is there now; absent for a new resource. */
  readonly before?: StoredResource;
}

/** A deletion that a service is asked about. */
export interface DeletionSubject {
  readonly context: LocalContext;
  readonly path: ResourcePath;
  readonly resource: StoredResource;
}

/** One thing that a service insists on. @throws Refusal */
export type WriteRule = (subject: WriteSubject) => void;

/** One thing that a service insists on before it deletes. @throws Refusal */
export type DeletionRule = (subject: DeletionSubject) => void;

/** The text at a path; undefined when there is none or it is not known yet. */
export function textOf(body: Json | undefined, path: string): string | undefined {
  const value = jsonAt(body, path);
  return typeof value === 'string' && value !== '' && !value.startsWith('[') ? value : undefined;
}

/** The objects of a list at a path. */
export function objectsOf(body: Json | undefined, path: string): readonly JsonObject[] {
  const value = jsonAt(body, path);
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}

/** The texts of a list at a path that are known. */
export function textsOf(body: Json | undefined, path: string): readonly string[] {
  const value = jsonAt(body, path);
  return Array.isArray(value) ? (value as readonly Json[]).filter((item): item is string => typeof item === 'string' && !item.startsWith('[')) : [];
}

/** The number at a path, also when it is written as a text. */
export function numberOf(body: Json | undefined, path: string): number | undefined {
  const value = jsonAt(body, path);
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' ? number : undefined;
}
