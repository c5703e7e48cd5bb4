import { afterEach, describe, expect, it } from 'vitest';
import { moved } from './moved.ts';
import { takeRefactorings } from './refactoring-notes.ts';
import { removed } from './removed.ts';

afterEach(() => void takeRefactorings());

describe('moved and removed', () => {
  it('are noted with their places, and taken once', () => {
    moved({ from: 'uploads/account', to: 'main/documents/account' });
    moved({ from: 'uploads/*', to: 'documents/*' });
    removed({ from: 'main/ids/who', keep: true });
    const here = expect.objectContaining({ file: expect.stringContaining('moved.test.ts') as unknown, line: expect.any(Number) as unknown }) as unknown;
    expect(takeRefactorings()).toEqual([
      { kind: 'moved', from: 'uploads/account', to: 'main/documents/account', origin: here },
      { kind: 'moved', from: 'uploads/*', to: 'documents/*', origin: here },
      { kind: 'removed', from: 'main/ids/who', origin: here },
    ]);
    expect(takeRefactorings()).toEqual([]);
  });

  it.each([
    ['an address of one part', { from: 'account', to: 'a/b' }, '`from` is "account", which is not an address'],
    ['an address of four parts', { from: 'a/b/c/d', to: 'a/b' }, '`from` is "a/b/c/d"'],
    ['a star in the middle', { from: 'a/*/c', to: 'a/b' }, '`from` is "a/*/c"'],
    ['no address', { from: 'a/b' }, '`to` is missing'],
    ['an owner and a resource', { from: 'a/*', to: 'b/c' }, 'one of `from` and `to` is a whole owner'],
    ['the same twice', { from: 'a/b', to: 'a/b' }, '`from` and `to` are both "a/b"'],
    ['a field that is not known', { from: 'a/b', to: 'a/c', form: 1 }, '"form" is not a field of it'],
  ])('refuses %s', (_what, given, says) => {
    expect(() => moved(given as never)).toThrow(expect.objectContaining({ code: 'ATK1308', message: expect.stringContaining(says) as unknown, location: expect.objectContaining({ line: expect.any(Number) as unknown }) as unknown }));
    expect(takeRefactorings()).toEqual([]);
  });

  it('refuses to remove without keeping', () => {
    expect(() => removed({ from: 'a/b', keep: false } as never)).toThrow(expect.objectContaining({ code: 'ATK1308', hint: expect.stringContaining('what the definition does not have is deleted') as unknown }));
    expect(() => removed({ from: 'a/b' } as never)).toThrow(expect.objectContaining({ code: 'ATK1308' }));
  });
});
