import type { BackendDefinition, Definition } from '../../model/definition.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { LoadedDefinition } from './load-definition.ts';

/** True when composing a definition needs functions, which no archive holds: a user's naming or providers. */
export function needsFunctions({ backends }: Definition): boolean {
  return backends.some(({ options }) => options.naming !== undefined || Object.keys(options.providers ?? {}).length > 0);
}

/** A definition that needs no functions, as if it had been loaded. */
export function withoutFunctions(definition: Definition): LoadedDefinition {
  return { definition, functions: new Map(), providers: new Map(), archived: true };
}

/**
 * An archived definition with the functions that the code has now, which must be those that it was made with: the same text, by hash.
 * What a function takes from elsewhere (imports, constants around it) is not in its hash.
 * @throws AtakoraError `ATK1612` naming every function that is another one, or not there.
 */
export function withPresentFunctions(definition: Definition, present: LoadedDefinition): LoadedDefinition {
  const differing = definition.backends.flatMap((archived) => differences(archived, present));
  if (differing.length > 0) {
    throw new AtakoraError('ATK1612', `the code has other functions than the definition to promote: ${differing.join('; ')}`);
  }
  const providers = definition.backends.map(({ name, options }) => {
    const own = (present.providers.get(name) ?? []).filter(({ resourceType }) => Object.hasOwn(options.providers ?? {}, resourceType));
    return [name, own] as const;
  });
  return { definition, functions: present.functions, providers: new Map(providers), archived: true };
}

function differences({ name, options }: BackendDefinition, { definition }: LoadedDefinition): readonly string[] {
  const now = definition.backends.find((backend) => backend.name === name)?.options;
  const naming = options.naming === undefined || now?.naming?.$function === options.naming.$function ? [] : [differs(`the naming of backend ${name}`, now?.naming)];
  const providers = Object.entries(options.providers ?? {}).flatMap(([type, { $function: hash }]) => {
    const own = now?.providers !== undefined && Object.hasOwn(now.providers, type) ? now.providers[type] : undefined;
    return own?.$function === hash ? [] : [differs(`the provider of "${type}" of backend ${name}`, own)];
  });
  return [...naming, ...providers];
}

function differs(what: string, now: object | undefined): string {
  return `${what} ${now === undefined ? 'is gone' : 'has changed'}`;
}
