import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { positionAt } from './json-position.ts';
import { callArguments, defaultExport, propertyAt } from './source-object.ts';

/** Line and column of the value at a path of the default export, with how much of the path was found. */
function at(source: string, ...path: readonly string[]): string | undefined {
  const found = propertyAt(defaultExport(source), path);
  if (found === undefined) {
    return undefined;
  }
  const { column, line } = positionAt(source, found.property.start);
  return `${line}:${column} ${found.depth}`;
}

describe('the place of a setting in code', () => {
  test.each<readonly [what: string, source: string, expected: string]>([
    ['in a call', `import { defineConfig } from 'atakora';\nexport default defineConfig({\n  environments: {\n    demo: { cosmos: { mode: 'serverless' } },\n  },\n});`, '4:23 4'],
    ['in a literal with a type behind it', `export default {\n  environments: { demo: { cosmos: { mode: 'x' } } },\n} satisfies ProjectConfig;`, '2:37 4'],
    ['behind a name', `const demo = {\n  cosmos: { mode: 'x' } };\nexport default { environments: { demo } };`, '2:13 4'],
    ['behind names with types', `const demo: Some = { cosmos: { mode: 'x' } } as const;\nconst config: ProjectConfig = { environments: { 'demo': demo } };\nexport default config;`, '1:32 4'],
    ['behind a spread', `const lean = { cosmos: { mode: 'x' } };\nexport default { environments: { demo: { storage: {}, ...lean } } };`, '1:26 4'],
    ['after a spread that it overrides', `const lean = { cosmos: { mode: 'x' } };\nexport default { environments: { demo: { ...lean, cosmos: { mode: 'y' } } } };`, '2:61 4'],
    ['beside braces in texts, templates, comments and expressions', "export default { a: '}', b: `}${'`'}${ { x: 1 } }`, /* } */ c: /[}]/, // }\n d: f({ x: 1 }, [1, 2]), e: (x) => { return { y: 2 }; }, environments: { demo: { cosmos: { mode: 1 } } } };", '2:92 4'],
    ['that only the object around has', `export default { environments: { demo: { cosmos: base() } } };`, '1:42 3'],
    ['that a computed key hides', `export default { environments: { [name]: { cosmos: {} }, demo: other.demo } };`, '1:58 2'],
  ])('%s is found', (_what, source, expected) => {
    expect(at(source, 'environments', 'demo', 'cosmos', 'mode')).toBe(expected);
  });

  test.each(['', 'export default 3;', 'module.exports = {};', 'export default defineConfig(', 'export default { [', '`${', 'const a = b; const b = a; export default a;'])('is nowhere in %j', (source) => {
    expect(at(source, 'environments')).toBeUndefined();
  });

  test('never fails, whatever the text is', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('{', '}', '(', ')', '[', ']', ',', ':', "'", '`', '${', '/', '*', '//', '\n', 'a', 'export default ', 'const a = ', '...', '1', '"'), { maxLength: 60 }), (parts) => {
        const source = parts.join('');
        expect(() => propertyAt(defaultExport(source), ['a', 'a'])).not.toThrow();
        expect(() => callArguments(source, 0)).not.toThrow();
      }),
    );
  });

  test('is that of JSON for any object that JSON can write', () => {
    const names = fc.stringMatching(/^[a-z]{1,6}$/);
    fc.assert(
      fc.property(fc.dictionary(names, fc.dictionary(names, fc.jsonValue(), { maxKeys: 4 }), { maxKeys: 4 }), (value) => {
        const source = `export default ${JSON.stringify(value, null, 2)};`;
        for (const [outer, inner] of Object.entries(value)) {
          for (const key of Object.keys(inner)) {
            const found = propertyAt(defaultExport(source), [outer, key]);
            expect(found?.depth).toBe(2);
            expect(source.slice(found?.property.start)).toMatch(new RegExp(`^"${key}": `));
          }
        }
      }),
    );
  });
});

test('the arguments of a call are found at its place', () => {
  const source = `const other = defineBackend({ a: 1 });\nexport const backend = defineBackend({ notes },\n  { cosmos: { mode: 'x' } });`;
  const [, options] = callArguments(source, source.lastIndexOf('defineBackend'));
  expect(propertyAt(options, ['cosmos', 'mode'])?.depth).toBe(2);
});
