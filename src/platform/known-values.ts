import { diagnostic } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Json } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { Synthesis } from '../model/synthesis.ts';
import type { Redactor } from './redactor.ts';

/**
 * The synthesis with an error for every place where code has put a value that is known to be secret, such as one that it read from
 * `.env`: it would lie in templates, deployment history, plans and state. Names alone do not tell these from other text.
 */
export function refuseKnownValues(synthesis: Synthesis, redact: Redactor['redact']): Synthesis {
  const inResources = synthesis.resources.flatMap(({ address, desired, origin }) => placesOf(desired, '', redact).map((path) => finding(`${address} has the value of a secret at ${path}`, { address, location: origin })));
  const inOutputs = synthesis.outputs.flatMap(({ name, expression }) => (redact(expression) === expression ? [] : [finding(`the output ${name} has the value of a secret`, {})]));
  return inResources.length + inOutputs.length === 0 ? synthesis : { ...synthesis, diagnostics: [...synthesis.diagnostics, ...inResources, ...inOutputs] };
}

function finding(summary: string, place: Parameters<typeof diagnostic>[3]): Diagnostic {
  return diagnostic('error', 'ATK1309', summary, { ...place, hint: 'The code has read it from .env or from the process. Declare it instead: secret("NAME").' });
}

function placesOf(value: Json, path: string, redact: Redactor['redact']): readonly string[] {
  if (typeof value === 'string') return redact(value) === value ? [] : [path];
  if (Array.isArray(value)) return [...new Set(value.flatMap((item: Json) => placesOf(item, path, redact)))];
  return isJsonObject(value) ? Object.entries(value).flatMap(([key, item]) => placesOf(item, path === '' ? key : `${path}.${key}`, redact)) : [];
}
