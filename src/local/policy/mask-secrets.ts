import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { stepsOf } from '../../resources/json-path.ts';
import type { EvaluatedExpression } from './evaluate-condition.ts';

const masked = '*****';

/** Names of members that hold secrets whatever their type. */
const secretName = /(?:password|secret|connectionstring|accountkey|accesskey|sharedkey|primarykey|secondarykey|sastoken|credentials?|privatekey|protectedsettings)(?:value)?$/i;

/**
 * What was compared, without the secrets of the body: refusals are shown, logged and kept.
 * @param sensitive Paths of secrets of the type, such as `properties.configuration.secrets[].value`
 */
export function maskSecrets(trail: readonly EvaluatedExpression[], body: JsonObject, sensitive: readonly string[]): readonly EvaluatedExpression[] {
  const secrets = new Set([...sensitive.flatMap((path) => textsAt(body, stepsOf(path))), ...namedSecrets(body)].filter((text) => text !== ''));
  return trail.map((entry) => {
    const isSecret = secretName.test(entry.path ?? '') || secretName.test(entry.expression);
    return {
      ...entry,
      ...(entry.expressionValue === undefined ? {} : { expressionValue: isSecret ? masked : without(entry.expressionValue, secrets) }),
      targetValue: without(entry.targetValue, secrets),
    };
  });
}

function textsAt(value: Json | undefined, steps: readonly string[]): readonly string[] {
  const [step, ...rest] = steps;
  if (step === undefined) return typeof value === 'string' ? [value] : isJsonObject(value) ? Object.values(value).flatMap((inner) => textsAt(inner, [])) : [];
  if (step === '[]') return Array.isArray(value) ? (value as readonly Json[]).flatMap((item) => textsAt(item, rest)) : [];
  if (!isJsonObject(value)) return [];
  return step === '{*}' ? Object.values(value).flatMap((inner) => textsAt(inner, rest)) : textsAt(value[step], rest);
}

function namedSecrets(value: Json, name = ''): readonly string[] {
  if (typeof value === 'string') return secretName.test(name) ? [value] : [];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item) => namedSecrets(item, name));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => namedSecrets(inner, key));
}

function without(value: Json, secrets: ReadonlySet<string>): Json {
  if (typeof value === 'string') return [...secrets].some((secret) => value === secret || (secret.length > 5 && value.includes(secret))) ? masked : value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => without(item, secrets));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, without(inner, secrets)]));
}
