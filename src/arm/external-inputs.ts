import type { Json } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';

/**
 * The values of a section `externalInputs`: `{"NAME": {"value": …}}`, in the request of a deployment or in a parameter file, filled
 * in by the tool that made it. Entries without a value are left out.
 * @see https://learn.microsoft.com/rest/api/resources/deployments/create-or-update
 */
export function externalInputsOf(section: Json | undefined): Readonly<Record<string, Json>> {
  if (section === undefined || !isJsonObject(section)) return {};
  return Object.fromEntries(Object.entries(section).flatMap(([name, entry]) => (isJsonObject(entry) && entry['value'] !== undefined ? [[name, entry['value']] as const] : [])));
}
