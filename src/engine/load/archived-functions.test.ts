import { describe, expect, it } from 'vitest';
import type { Provider } from '../../define/providers/provider.ts';
import type { BackendOptions, Definition } from '../../model/definition.ts';
import { needsFunctions, withPresentFunctions } from './archived-functions.ts';
import type { LoadedDefinition } from './load-definition.ts';

const definitionOf = (options: BackendOptions, name = 'main'): Definition => ({ version: 1, backends: [{ name, components: [], options, origin: { file: 'b.ts' } }] });
const provider = (resourceType: string): Provider => ({ resourceType, fields: {}, implied: () => [], provide: () => ({ nodes: [], exports: {}, diagnostics: [] }) });
const loaded = (options: BackendOptions, providers: readonly Provider[] = [], name = 'main'): LoadedDefinition => ({ definition: definitionOf(options, name), functions: new Map([['h1', () => 'n']]), providers: new Map([[name, providers]]) });
const fn = (hash: string): { readonly $function: string } => ({ $function: hash });

describe('the functions of an archived definition', () => {
  it('are needed for naming and providers only', () => {
    expect([{}, { naming: fn('h1') }, { providers: {} }, { providers: { queue: fn('h2') } }].map((options) => needsFunctions(definitionOf(options)))).toEqual([false, true, false, true]);
  });

  it('are those of the code, when they are the same; providers that the definition did not have stay out', () => {
    const archived = definitionOf({ naming: fn('h1'), providers: { queue: fn('h2') } });
    const [queue, other] = [provider('queue'), provider('other')];
    const found = withPresentFunctions(archived, loaded({ naming: fn('h1'), providers: { queue: fn('h2'), other: fn('h3') } }, [other, queue]));
    expect(found.definition).toBe(archived);
    expect(found.functions.get('h1')).toBeDefined();
    expect(found.providers.get('main')).toEqual([queue]);
  });

  it('are refused all at once when they differ or are gone', () => {
    const archived = definitionOf({ naming: fn('h1'), providers: { queue: fn('h2'), toString: fn('h4') } });
    const message = (present: LoadedDefinition): string => {
      try {
        withPresentFunctions(archived, present);
        return 'accepted';
      } catch (error) {
        expect(error).toMatchObject({ code: 'ATK1612' });
        return (error as Error).message;
      }
    };
    expect(message(loaded({ naming: fn('h9'), providers: { queue: fn('h8') } }))).toContain('the naming of backend main has changed; the provider of "queue" of backend main has changed; the provider of "toString" of backend main is gone');
    expect(message(loaded({ naming: fn('h1'), providers: { queue: fn('h2') } }, [], 'renamed'))).toContain('the naming of backend main is gone');
  });
});
