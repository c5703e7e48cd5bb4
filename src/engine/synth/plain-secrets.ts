import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import { isJsonObject } from '../../model/json.ts';
import type { Json } from '../../model/json.ts';
import { isSensitiveValue, labelOf } from '../../model/sensitive-paths.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import type { PlacedOutput } from './place-outputs.ts';
import { readsKeys } from './secret-outputs.ts';
import { kindOf } from '../../resources/catalogue.ts';

/** Secrets that stand in the code as text: they would lie in templates, deployment history and state for everyone to read. */
export function plainSecrets(resources: readonly SynthesizedResource[]): readonly Diagnostic[] {
  return resources.flatMap((resource) => {
    const sensitive = kindOf(resource.type)?.sensitive ?? [];
    const found = secretPlaces(resource.desired, '', '', sensitive);
    return found.map((path) => diagnostic('error', 'ATK1309', `${resource.address} has a secret as plain text at ${path}`, { address: resource.address, location: resource.origin }));
  });
}

/** Secrets that stand in the code as the text of an output. */
export function plainSecretOutputs(outputs: readonly PlacedOutput[]): readonly Diagnostic[] {
  return outputs.flatMap((output) =>
    readsKeys(output.entry.value) ? [diagnostic('error', 'ATK1309', `the output ${output.name} holds a key of a resource`, { hint: 'Leave it out: outputs are read by everyone who may read the deployment.' })] :
    secretPlaces(output.entry.value, output.name, output.name, []).map((path) => diagnostic('error', 'ATK1309', `the output ${path} is a secret as plain text`, { hint: 'Leave it out: outputs are read by everyone who may read the deployment.' })),
  );
}

function secretPlaces(value: Json, path: string, label: string, sensitive: readonly string[]): readonly string[] {
  if (Array.isArray(value)) {
    return (value as readonly Json[]).flatMap((item) => secretPlaces(item, path, label, sensitive));
  }
  if (isJsonObject(value)) {
    return Object.entries(value).flatMap(([key, item]) => secretPlaces(item, path === '' ? key : `${path}.${key}`, labelOf(value, key), sensitive));
  }
  return isSensitiveValue(value, { plainPath: path, label }, sensitive) ? [path] : [];
}
