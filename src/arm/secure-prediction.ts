import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { DeploymentInput, SuppliedParameter } from './deployment-input.ts';
import type { DeclaredParameter } from './required-parameters.ts';
import { ArmTemplateError } from './template-error.ts';

/**
 * Runs `work` on a deployment whose secure parameters are not known, so that none can show in the result. When the template
 * cannot be expanded that way (a loop runs over a secure object), it runs with the values, and they are struck out of what comes of it.
 * Values that the template refuses are an error either way.
 */
export function withSecretsHidden(input: DeploymentInput, declared: readonly DeclaredParameter[], work: (input: DeploymentInput) => JsonObject): JsonObject {
  const secure = new Map(declared.filter((parameter) => parameter.secure).map((parameter) => [parameter.name.toLowerCase(), parameter.name]));
  if (secure.size === 0) return work(input);
  const open = work(input);
  try {
    return work({ ...input, parameters: hidden(input.parameters, secure) });
  } catch (error) {
    if (!(error instanceof ArmTemplateError)) throw error;
    const secrets = Object.entries(input.parameters).flatMap(([name, { value }]) => (secure.has(name.toLowerCase()) ? textsIn(value ?? null) : []));
    return struck(open, [...new Set(secrets)].sort((left, right) => right.length - left.length)) as JsonObject;
  }
}

function hidden(given: Readonly<Record<string, SuppliedParameter>>, secure: ReadonlyMap<string, string>): Readonly<Record<string, SuppliedParameter>> {
  const others = Object.entries(given).filter(([name]) => !secure.has(name.toLowerCase()));
  return Object.fromEntries([...others, ...[...secure.values()].map((name): [string, SuppliedParameter] => [name, { reference: {} }])]);
}

function textsIn(json: Json): readonly string[] {
  if (typeof json === 'string') return json === '' ? [] : [json];
  if (typeof json === 'number') return [String(json)];
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap((inner: Json) => textsIn(inner)) : [];
}

/** A text that is a secret is struck whole, one that holds a secret of some length in part. */
function struck(json: Json, secrets: readonly string[]): Json {
  if (typeof json === 'string' || typeof json === 'number') {
    const text = String(json);
    if (secrets.includes(text)) return '***';
    return typeof json === 'number' ? json : secrets.filter(({ length }) => length > 3).reduce((left, secret) => left.replaceAll(secret, '***'), json);
  }
  if (isJsonObject(json)) return Object.fromEntries(Object.entries(json).map(([key, inner]) => [String(struck(key, secrets.filter(({ length }) => length > 3))), struck(inner, secrets)]));
  return Array.isArray(json) ? (json as readonly Json[]).map((inner) => struck(inner, secrets)) : json;
}
