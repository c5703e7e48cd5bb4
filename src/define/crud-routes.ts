import { nameWords } from './name-words.ts';
import type { HttpMethod, HttpRoute } from './requirement-configs.ts';

/** What a CRUD API can do. */
export const crudOperations = ['create', 'read', 'list', 'update', 'patch', 'delete', 'batch'] as const;
export type CrudOperation = (typeof crudOperations)[number];

const places: Readonly<Record<CrudOperation, { readonly method: HttpMethod; readonly below: string }>> = {
  create: { method: 'POST', below: '' },
  list: { method: 'GET', below: '' },
  batch: { method: 'POST', below: '/batch' },
  read: { method: 'GET', below: '/{id}' },
  update: { method: 'PUT', below: '/{id}' },
  patch: { method: 'PATCH', below: '/{id}' },
  delete: { method: 'DELETE', below: '/{id}' },
};

/** Routes of the given operations, one for each path with all its methods, in the order of the table above. */
export function crudRoutes(route: string, operations: readonly CrudOperation[]): readonly HttpRoute[] {
  const wanted = Object.entries(places).filter(([operation]) => operations.includes(operation as CrudOperation));
  const byPath = Map.groupBy(wanted, ([, place]) => place.below);
  return [...byPath].map(([below, found]) => ({ route: `${route}${below}`, methods: found.map(([, place]) => place.method) }));
}

/** Path and container of an entity that names none: `OrderLine` → `order-line`. */
export function routeOf(entity: string): string {
  return nameWords(entity).text;
}
