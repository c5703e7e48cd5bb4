import type { AzureFailure } from '../../model/azure-failure.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { KindLookup } from '../plan/kind-lookup.ts';
import type { Azure } from '../ports.ts';

/** What a call of an id with an api version that Azure does not know, or no longer, answers. */
const unknownVersion: ReadonlySet<string> = new Set(['NoRegisteredProviderFound', 'InvalidResourceType', 'InvalidApiVersionParameter']);

/** True for a failure that is about the api version alone. */
export function isUnknownVersion(error: unknown): boolean {
  return unknownVersion.has(failureOf(error).code ?? '');
}

/**
 * A connection that still reads and deletes what was applied with an api version that Azure has given up since: with that of the catalogue,
 * else with the newest that Azure's refusal names. Which one serves a type is asked once. `tell` hears of each, in one sentence.
 */
export function withLivingVersions<A extends Pick<Azure, 'read' | 'startDelete'>>(azure: A, kinds: KindLookup, tell: (text: string) => void): A {
  const living = new Map<string, string>();
  const call = async <T>(id: string, apiVersion: string, work: (version: string) => Promise<T>): Promise<T> => {
    const type = typeOf(id);
    const key = `${type} ${apiVersion}`.toLowerCase();
    const known = living.get(key);
    if (known !== undefined) return work(known);
    try {
      return await work(apiVersion);
    } catch (error) {
      if (!isUnknownVersion(error)) throw error;
      for (const version of candidates(error, kinds(type)?.apiVersion, apiVersion)) {
        const answer = await orUndefined(() => work(version));
        if (answer === undefined) continue;
        if (!living.has(key)) tell(`Azure no longer knows api version ${apiVersion} of ${type}: ${version} is used to read and to delete it`);
        living.set(key, version);
        return answer.value;
      }
      throw error;
    }
  };
  return {
    ...azure,
    read: (id, apiVersion, signal) => call(id, apiVersion, (version) => azure.read(id, version, signal)),
    startDelete: (id, apiVersion, signal) => call(id, apiVersion, (version) => azure.startDelete(id, version, signal)),
  };
}

/** Undefined when that version is unknown too. */
async function orUndefined<T>(work: () => Promise<T>): Promise<{ readonly value: T } | undefined> {
  try {
    return { value: await work() };
  } catch (error) {
    if (isUnknownVersion(error)) return undefined;
    throw error;
  }
}

function candidates(error: unknown, pinned: string | undefined, refused: string): readonly string[] {
  const named = failureOf(error).message?.match(/\b\d{4}-\d{2}-\d{2}(?:-[a-z]+)?\b/gi) ?? [];
  // What is no preview first; each newest first.
  const newest = [...new Set(named)].filter((version) => version !== refused).toSorted((left, right) => left.length - right.length || (left < right ? 1 : -1));
  return [...(pinned === undefined ? [] : [pinned]), ...newest.slice(0, 1)].filter((version) => version !== refused);
}

function failureOf(error: unknown): Partial<AzureFailure> {
  return error instanceof AtakoraError && error.source === 'azure' ? ((error.cause ?? {}) as Partial<AzureFailure>) : {};
}

/** `/…/providers/Microsoft.Web/sites/a/config/b` → `Microsoft.Web/sites/config`; a resource group by the name of its type. */
function typeOf(id: string): string {
  const [namespace, ...segments] = (id.split(/\/providers\//i).at(-1) ?? '').split('/');
  if (!/\/providers\//i.test(id)) return 'Microsoft.Resources/resourceGroups';
  return [namespace, ...segments.filter((_segment, at) => at % 2 === 0)].join('/');
}
