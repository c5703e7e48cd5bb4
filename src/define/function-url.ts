import type { Value } from '../model/value.ts';
import { reference } from './resource-references.ts';

/** Address at which a route of the Function App with this key answers. */
export function functionUrl(route: string, key: string): Value {
  return { $: 'concat', parts: ['https://', reference(key === 'main' ? 'functions' : `functions.${key}`, 'hostName'), `/api/${route}`] };
}
