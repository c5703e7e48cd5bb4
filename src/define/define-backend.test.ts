import { describe, expect, it } from 'vitest';
import { createRequire } from 'node:module';
import { defineBackend, isBackend } from './define-backend.ts';
import { CrudApi, defineCrudApi } from './define-crud-api.ts';
import { defineFunction } from './define-function.ts';

const notes = defineCrudApi({ entity: 'Note' });
const nightly = defineFunction({ entry: './nightly.ts', trigger: { type: 'timer', schedule: '0 0 3 * * *' } });
const refused = (...args: readonly unknown[]) => {
  try {
    (defineBackend as (...given: readonly unknown[]) => unknown)(...args);
  } catch (error) {
    return error as { readonly code: string; readonly message: string; readonly hint: string; readonly location?: { readonly file: string } };
  }
  throw new Error('it was accepted');
};

describe('a backend', () => {
  it('gives its components their keys as ids', () => {
    const backend = defineBackend({ notes, nightly });
    expect(Object.values(backend.components).map((component) => component.componentId)).toEqual(['notes', 'nightly']);
    expect(backend.origin?.file).toContain('define-backend.test.ts');
    expect(notes.componentId).toBe('');
  });

  it('lets one definition stand in two backends', () => {
    expect(defineBackend({ one: notes }).components.one.componentId).toBe('one');
    expect(defineBackend({ two: notes }).components.two.componentId).toBe('two');
  });

  it('takes options in either argument', () => {
    const { components, options } = defineBackend({ notes, tags: { team: 'web' } }, { storage: { versioning: true } });
    expect(options).toEqual({ tags: { team: 'web' }, storage: { versioning: true } });
    expect(Object.keys(components)).toEqual(['notes']);
  });

  it('is recognised across copies of the library, and nothing else is', () => {
    const foreign = { [Symbol.for('atakora.backend')]: 1 };
    expect(isBackend(defineBackend({}))).toBe(true);
    expect(isBackend(foreign)).toBe(true);
    for (const other of [undefined, null, {}, { components: {} }, notes, defineBackend, createRequire]) {
      expect(isBackend(other)).toBe(false);
    }
  });

  it('refers to what is shared', () => {
    const backend = defineBackend({ notes });
    expect({ ...backend.resources.cosmos.endpoint }).toEqual({ $: 'ref', target: 'cosmos', output: 'endpoint' });
    expect({ ...backend.getResource('storage', 'reports').blobEndpoint }).toEqual({ $: 'ref', target: 'storage.reports', output: 'blobEndpoint' });
    expect({ ...backend.getResource('queue').output('name') }).toEqual({ $: 'ref', target: 'queue', output: 'name' });
    expect(`a ${String(backend.resources.vault.uri)} b`).toBe('a ${vault.uri} b');
  });

  it('can be added to', () => {
    const backend = defineBackend({ notes }).addComponent('nightly', nightly);
    expect(backend.components.nightly.componentId).toBe('nightly');
    backend.addComponent(CrudApi.define('orders', { entity: 'Order' }));
    expect(Object.keys(backend.components)).toEqual(['notes', 'nightly', 'orders']);
    expect(() => backend.addComponent('notes', nightly)).toThrow(expect.objectContaining({ code: 'ATK1308', message: expect.stringContaining('"notes" already') }));
    expect(() => backend.addComponent('tags', nightly)).toThrow(expect.objectContaining({ code: 'ATK1308' }));
    expect(() => backend.addComponent(nightly)).toThrow(expect.objectContaining({ code: 'ATK1308' }));
  });
});

describe('a backend that is defined wrongly', () => {
  it('names a component that is called like an option', () => {
    const error = refused({ cosmos: notes });
    expect(error).toMatchObject({ code: 'ATK1308', location: { file: expect.stringContaining('define-backend.test.ts') } });
    expect(error.message).toContain('the component "cosmos" has the name of the option "cosmos"');
  });

  it.each([
    [[{ tagz: {} }], '"tagz" is neither a component nor an option'],
    [[{ notes: [notes] }], '"notes" is neither a component nor an option: it is a list'],
    [[{ notes: undefined }], 'it is undefined'],
    [[{ 'a.b': notes }], 'the key of a component is "a.b"'],
    [[{ notes }, { tagRule: [] }], '"tagRule" is neither'],
    [[{ tags: {} }, { tags: {} }], 'the option "tags" is given twice'],
    [[{}, { notes }], 'stands among the options'],
  ])('refuses %o', (args, part) => {
    expect(refused(...args).message).toContain(part);
  });

  it('names the nearest option', () => {
    expect(refused({ tagz: {} }).hint).toBe('Did you mean the option "tags"?');
  });

  it('tells everything at once', () => {
    expect(refused({ tagz: {}, cosmos: notes }, { x: 1 }).message).toContain('3 problems');
  });
});
