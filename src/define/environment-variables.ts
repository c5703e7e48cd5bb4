import type { Expression, Value } from '../model/value.ts';
import type { Problem } from './problem.ts';
import { wrong } from './problem.ts';
import type { SecretReference } from './secret.ts';

/**
 * Environment variables of a component's code: texts (which may hold `${references}`), numbers, booleans, references such as
 * `resources.cosmos.endpoint`, and `secret('NAME')`.
 */
export type Environment = Readonly<Record<string, string | number | boolean | Expression | SecretReference>>;

/** Settings that the Function App itself has; a component that set them would break it. */
const reserved = /^(?:AzureWebJobsStorage|FUNCTIONS_WORKER_RUNTIME$|FUNCTIONS_EXTENSION_VERSION$|APPLICATIONINSIGHTS_|AZURE_CLIENT_ID$)/i;

/** What is wrong with names and values of environment variables. */
export function checkEnvironment(environment: unknown): readonly Problem[] {
  if (environment === undefined) {
    return [];
  }
  if (typeof environment !== 'object' || environment === null || Array.isArray(environment)) {
    return [wrong('environment must be an object of names and values')];
  }
  return Object.entries(environment).flatMap(([name, value]: [string, unknown]): readonly Problem[] => {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      return [wrong(`environment.${name} is not a name of an environment variable`, 'Use letters, digits and `_`, no digit first.')];
    }
    if (reserved.test(name)) {
      return [wrong(`environment.${name} is set by the Function App itself`, 'Choose another name.')];
    }
    const fits = ['string', 'number', 'boolean'].includes(typeof value) || (typeof value === 'object' && value !== null && '$' in value);
    return fits ? [] : [wrong(`environment.${name} must be a text, a number, a boolean, a reference or a secret`)];
  });
}

/** Environment variables as application settings hold them: everything but expressions and secrets is text. */
export function settingsOf(environment: Environment | undefined): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Object.entries(environment ?? {}).map(([name, value]): [string, Value] => [name, typeof value === 'object' ? value : String(value)]),
  );
}
