import { ancestorIds } from '../apply/resource-ancestry.ts';
import type { SeenLock } from './seen-azure.ts';

/** Answers by name which lock forbids to delete a resource: one on it, on what it lives in, or on what lives in it. */
export function lockFinder(locks: readonly SeenLock[]): (id: string) => string | undefined {
  const on = new Map(locks.map(({ scope, name }) => [scope, name]));
  const below = new Map(locks.flatMap(({ scope, name }) => ancestorIds(scope).map((id) => [id, name] as const)));
  return (id) => {
    const key = id.toLowerCase();
    const subscription = key.split('/').slice(0, 3).join('/');
    return [key, ...ancestorIds(key), subscription].map((scope) => on.get(scope)).find((name) => name !== undefined) ?? below.get(key);
  };
}
