import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest, suggestion } from './nearest.ts';

describe('nearest', () => {
  it('finds the word behind a slip of the finger', () => {
    expect(nearest('enviroment', ['entry', 'environment', 'memory'])).toBe('environment');
    expect(nearest('rotue', ['route', 'rate'])).toBe('route');
    expect(nearest('Cosmos', ['storage', 'cosmos'])).toBe('cosmos');
  });

  it('proposes nothing when nothing is near', () => {
    expect(nearest('banana', ['cosmos', 'storage'])).toBeUndefined();
    expect(suggestion('banana', ['cosmos', 'storage'])).toBe('Known: cosmos, storage.');
    expect(suggestion('cosmo', ['cosmos', 'storage'])).toBe('Did you mean "cosmos"?');
  });

  it('finds a word that is there, whatever stands beside it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), fc.nat(), (words, pick) => {
        const word = words[pick % words.length] ?? '';
        expect(nearest(word, words)?.toLowerCase()).toBe(word.toLowerCase());
      }),
    );
  });
});
