import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadProjects, writeProject } from './load-cases.fake.ts';
import type { ProjectFiles } from './load-cases.fake.ts';
import type { LoadOutcome } from './load-process.fake.ts';

const backendOf = (before: string, tag = 'team'): string => `import { defineBackend } from 'atakora';\n${before}\nexport const backend = defineBackend({}, { tags: { ${tag}: String(value) } });\n`;

/** Projects that load; each puts `value` into a tag, so that what was imported is seen to run. */
const loading: Readonly<Record<string, ProjectFiles & { readonly tag?: string }>> = {
  'interfaces, generics and satisfies': { 'atakora/backend.ts': backendOf('interface A { readonly a: string }\nconst make = <T,>(x: T): T => x;\nconst value = make({ a: "one" } satisfies A).a;') },
  'top-level await': { 'atakora/backend.ts': backendOf('const value = await Promise.resolve("one");') },
  'import type': { 'atakora/types.ts': 'export interface A { readonly a: string }\n', 'atakora/backend.ts': backendOf("import type { A } from './types.ts';\nconst x: A = { a: 'one' };\nconst value = x.a;") },
  'an import of an interface without type': { 'atakora/types.ts': 'export interface A { readonly a: string }\n', 'atakora/backend.ts': backendOf("import { A } from './types.ts';\nconst x: A = { a: 'one' };\nconst value = x.a;") },
  'an enum': { 'atakora/backend.ts': backendOf('enum Level { Low = "one" }\nconst value = Level.Low;') },
  'a namespace of types': { 'atakora/backend.ts': backendOf('namespace names { export type First = string; }\nconst value: names.First = "one";') },
  'parameter properties': { 'atakora/backend.ts': backendOf('class Box { constructor(readonly inside: string) {} }\nconst value = new Box("one").inside;') },
  'a .js path for a .ts file': { 'atakora/tags.ts': 'export const value: string = "one";\n', 'atakora/backend.ts': backendOf("import { value } from './tags.js';") },
  'a path without extension': { 'atakora/tags.ts': 'export const value: string = "one";\n', 'atakora/backend.ts': backendOf("import { value } from './tags';") },
  'a directory': { 'atakora/tags/index.ts': 'export const value: string = "one";\n', 'atakora/backend.ts': backendOf("import { value } from './tags';") },
  'paths of tsconfig.json': {
    'tsconfig.json': '{ "extends": "./tsconfig.base" }',
    'tsconfig.base.json': '{ // the usual\n "compilerOptions": { "paths": { "@shared/*": ["./shared/*"], "@one": ["./shared/tags.ts"] } } }',
    'shared/tags.ts': 'export const value: string = "one";\n',
    'atakora/backend.ts': backendOf("import { value } from '@shared/tags';\nimport '@one';"),
  },
  'a .tsx file': { 'atakora/view.tsx': 'export const value: string = ((x: string): string => x)("one");\n', 'atakora/backend.ts': backendOf("import { value } from './view.tsx';") },
  'JSON with attributes': { 'atakora/tags.json': '{ "value": "one" }', 'atakora/backend.ts': backendOf("import tags from './tags.json' with { type: 'json' };\nconst value = tags.value;") },
  'JavaScript of a project without package.json': { 'atakora/tags.js': 'export const value = "one";\n', 'atakora/backend.ts': backendOf("import { value } from './tags.js';") },
  'a project whose package.json says commonjs': { 'package.json': '{ "type": "commonjs" }', 'atakora/tags.ts': 'export const value: string = "one";\n', 'atakora/backend.ts': backendOf("import { value } from './tags';") },
  'CommonJS': { 'atakora/tags.cjs': 'exports.value = "one";\n', 'atakora/backend.ts': backendOf("import { value } from './tags.cjs';") },
  'subpath imports of package.json': { 'package.json': '{ "type": "module", "imports": { "#tags": "./atakora/tags.ts" } }', 'atakora/tags.ts': 'export const value: string = "one";\n', 'atakora/backend.ts': backendOf("import { value } from '#tags';") },
  'a file with a byte order mark and CRLF': { 'atakora/backend.ts': `\uFEFF${backendOf('const value: string = "one";').replaceAll('\n', '\r\n')}` },
  'a default export': { 'atakora/backend.ts': "import { defineBackend } from 'atakora';\nexport default defineBackend({}, { tags: { team: 'one' } });\n" },
};

/** Configurations in code, beside a backend. */
const configured: Readonly<Record<string, ProjectFiles>> = {
  'TypeScript with defineConfig': { 'atakora.config.ts': "import { defineConfig } from 'atakora';\nexport default defineConfig({ environments: { demo: { extends: 'prod' } } });\n" },
  'TypeScript with an enum and an import': { 'base.ts': "export const base = 'prod';\n", 'atakora.config.ts': "import { base } from './base';\nenum Name { Demo = 'demo' }\nexport default { environments: { [Name.Demo]: { extends: base } } };\n" },
  JavaScript: { 'atakora.config.js': "export default { environments: { demo: { extends: 'prod' } } };\n" },
};

interface Failing {
  readonly files: ProjectFiles;
  readonly error: { readonly code: string; readonly file: string; readonly line?: number; readonly column?: number };
  readonly says?: RegExp;
  readonly hint?: RegExp;
}

/** Projects that do not load, with the place that the error must have. */
const failing: Readonly<Record<string, Failing>> = {
  'a configuration that throws': { files: { 'atakora.config.ts': 'const a: number = 1;\nthrow new Error(`no ${a}`);\n' }, error: { code: 'ATK1105', file: 'atakora.config.ts', line: 2, column: 7 }, says: /no 1/ },
  'a configuration without a default export': { files: { 'atakora.config.ts': 'export const a = 1;\n' }, error: { code: 'ATK1105', file: 'atakora.config.ts' }, hint: /defineConfig/ },
  'no backend file': { files: { 'README.md': '' }, error: { code: 'ATK1201', file: 'atakora/backend.ts' } },
  'broken syntax': { files: { 'atakora/backend.ts': 'export const a = 1;\nexport const b = = 2;\n' }, error: { code: 'ATK1202', file: 'atakora/backend.ts', line: 2, column: 18 }, says: /export const b = = 2;/ },
  'broken syntax in an imported file': { files: { 'atakora/part.ts': '\nconst = 1;\n', 'atakora/backend.ts': "import './part';\n" }, error: { code: 'ATK1202', file: 'atakora/part.ts', line: 2 } },
  'a decorator': { files: { 'atakora/backend.ts': 'const mark = (_: unknown, __: unknown): void => {};\n@mark\nclass A {}\nexport const backend = new A();\n' }, error: { code: 'ATK1202', file: 'atakora/backend.ts', line: 2 } },
  'a decorator in an imported file': { files: { 'atakora/part.ts': 'const mark = (..._: unknown[]): void => {};\nenum A { B }\nexport class C {\n  @mark d(): A { return A.B; }\n}\n', 'atakora/backend.ts': "import './part';\n" }, error: { code: 'ATK1202', file: 'atakora/part.ts', line: 4, column: 3 } },
  'broken JavaScript': { files: { 'atakora/part.js': 'export const a = 1;\nexport const = 2;\n', 'atakora/backend.ts': "import './part.js';\n" }, error: { code: 'ATK1202', file: 'atakora/part.js', line: 2, column: 14 } },
  'broken JSON': { files: { 'atakora/tags.json': '{ "a": }', 'atakora/backend.ts': "import tags from './tags.json' with { type: 'json' };\nexport const backend = tags;\n" }, error: { code: 'ATK1202', file: 'atakora/backend.ts' }, says: /tags\.json/ },
  'a namespace': { files: { 'atakora/backend.ts': 'export const a = 1;\n  namespace names { export const first = "one"; }\n' }, error: { code: 'ATK1202', file: 'atakora/backend.ts', line: 2, column: 3 }, says: /namespace/ },
  'a name that is not exported': { files: { 'atakora/part.ts': 'export const a = 1;\n', 'atakora/backend.ts': "import { b } from './part.ts';\nconsole.assert(b);\n" }, error: { code: 'ATK1202', file: 'atakora/backend.ts', line: 1 }, says: /export named 'b'/ },
  'JSON without attributes': { files: { 'atakora/tags.json': '{}', 'atakora/backend.ts': "import tags from './tags.json';\nexport const backend = tags;\n" }, error: { code: 'ATK1202', file: 'atakora/backend.ts' }, hint: /type: 'json'/ },
  'a thrown error': { files: { 'atakora/backend.ts': 'const fail = (): never => {\n  throw new RangeError("too far");\n};\nfail();\n' }, error: { code: 'ATK1203', file: 'atakora/backend.ts', line: 2, column: 9 }, says: /RangeError: too far\n {4}throw new RangeError/ },
  'a thrown error in transformed code': {
    files: { 'atakora/backend.ts': 'enum A { B = 1 }\ninterface C { readonly d: string }\nexport const e = (x: C & { readonly y: A }): never => { throw new Error(x.d); };\ne({ d: "no", y: A.B });\n' },
    error: { code: 'ATK1203', file: 'atakora/backend.ts', line: 3, column: 63 },
  },
  'text thrown': { files: { 'atakora/backend.ts': 'throw "nothing";\n' }, error: { code: 'ATK1203', file: 'atakora/backend.ts' }, says: /nothing/ },
  'broken JSON that the code parses': { files: { 'atakora/backend.ts': '\nJSON.parse("{");\n' }, error: { code: 'ATK1203', file: 'atakora/backend.ts', line: 2, column: 6 } },
  'no export': { files: { 'atakora/backend.ts': 'const a = 1;\nconsole.assert(a);\n' }, error: { code: 'ATK1204', file: 'atakora/backend.ts' }, says: /exports nothing/ },
  'an export of something else': { files: { 'atakora/backend.ts': 'export const backend = {};\n' }, error: { code: 'ATK1204', file: 'atakora/backend.ts' } },
  'a path that leads nowhere': { files: { 'atakora/part/a.ts': "\nimport '../missing.ts';\n", 'atakora/backend.ts': "import './part/a.ts';\n" }, error: { code: 'ATK1205', file: 'atakora/part/a.ts', line: 2, column: 1 }, says: /"\.\/atakora\/missing\.ts"/, hint: /Correct the path/ },
  'a package that is not installed': { files: { 'atakora/backend.ts': "import 'not-there-at-all';\n" }, error: { code: 'ATK1205', file: 'atakora/backend.ts', line: 1 }, hint: /npm install not-there-at-all/ },
  'a hidden part of a package': {
    files: { 'node_modules/pack/package.json': '{ "name": "pack", "exports": { ".": "./a.js" } }', 'node_modules/pack/a.js': '', 'atakora/backend.ts': "import 'pack/hidden';\n" },
    error: { code: 'ATK1205', file: 'atakora/backend.ts' },
    says: /hidden/,
  },
  'TypeScript in a package': { files: { 'node_modules/pack/package.json': '{ "name": "pack", "type": "module", "exports": "./a.ts" }', 'node_modules/pack/a.ts': 'export const a: number = 1;', 'atakora/backend.ts': "import 'pack';\n" }, error: { code: 'ATK1202', file: 'atakora/backend.ts' }, hint: /must bring JavaScript/ },
  'a wrong component': { files: { 'atakora/backend.ts': "import { defineBackend } from 'atakora';\n\nexport const backend = defineBackend({ a: 1 } as never);\n" }, error: { code: 'ATK1308', file: 'atakora/backend.ts', line: 3, column: 24 } },
  'an unknown fact in a reference': { files: { 'atakora/backend.ts': "import { defineBackend } from 'atakora';\nexport const backend = defineBackend({}, { outputs: { a: '${azure.regin}' } });\n" }, error: { code: 'ATK1304', file: 'atakora/backend.ts', line: 2 } },
  'a template that is missing': { files: { 'atakora/infra/orders.ts': "import { defineInfrastructure, existingTemplate } from 'atakora';\nexport const orders = defineInfrastructure({ template: existingTemplate('./a.json') });\n", 'atakora/backend.ts': "import { defineBackend } from 'atakora';\nimport { orders } from './infra/orders';\nexport const backend = defineBackend({ orders });\n" }, error: { code: 'ATK1206', file: 'atakora/infra/orders.ts', line: 2 }, says: /atakora\/infra\/a\.json/ },
  'a template that is no JSON': { files: { 'infra/a.json': '{\n  "resources": [,]\n}', 'atakora/backend.ts': "import { defineBackend, defineInfrastructure, existingTemplate } from 'atakora';\nexport const backend = defineBackend({ a: defineInfrastructure({ template: existingTemplate('../infra/a.json') }) });\n" }, error: { code: 'ATK1206', file: 'infra/a.json', line: 2, column: 17 } },
};

const odd = { 'a folder with spaces': 'my project', 'a folder with Unicode': 'проект-é', 'a folder with a percent sign': '100% %41', 'a folder with parentheses and a hash': 'a (copy) #2' };

const outcomes = new Map<string, LoadOutcome>();
let stderr = '';

beforeAll(async () => {
  const throwing = { 'atakora/part.ts': 'export const fail = (): never => {\n  throw new Error("no");\n};\n', 'atakora/backend.ts': "import { fail } from './part';\nfail();\n" };
  const folders: (readonly [string, string])[] = [
    ...Object.entries(loading).map(([name, files]) => [name, writeProject(files)] as const),
    ...Object.entries(configured).map(([name, files]) => [name, writeProject({ ...files, 'atakora/backend.ts': backendOf('const value = "one";') })] as const),
    ...Object.entries(failing).map(([name, { files }]) => [name, writeProject(files)] as const),
    ...Object.entries(odd).map(([name, below]) => [name, writeProject({ 'atakora/tags.ts': 'export const value: string = "one";\n', 'atakora/backend.ts': backendOf("import { value } from './tags';") }, below)] as const),
    ...Object.entries(odd).map(([name, below]) => [`${name}, throwing`, writeProject(throwing, below)] as const),
  ];
  const loaded = await loadProjects(folders.map(([, folder]) => folder));
  stderr = loaded.stderr;
  folders.forEach(([name], at) => outcomes.set(name, loaded.outcomes[at] as LoadOutcome));
});

describe('loading a backend', () => {
  test.each([...Object.keys(loading), ...Object.keys(odd)])('works with %s', (name) => {
    const outcome = outcomes.get(name);
    expect(outcome?.error).toBeUndefined();
    expect(outcome?.definition?.backends[0]?.options.tags).toEqual({ team: 'one' });
    expect(outcome?.definition?.backends[0]?.origin.file).toBe('atakora/backend.ts');
  });

  test.each(Object.keys(configured))('reads a configuration in %s', (name) => {
    expect(outcomes.get(name)?.configuration).toEqual({ environments: { demo: { extends: 'prod' } } });
  });

  test('says nothing on stderr: no warning of Node.js about TypeScript, experiments or missing package types', () => {
    expect(stderr).toBe('');
  });

  test.each(Object.keys(failing))('tells the place of %s', (name) => {
    const { error, hint, says } = failing[name] as Failing;
    const told = outcomes.get(name)?.error;
    expect(told).toMatchObject(error);
    expect(told?.message).toMatch(says ?? /./);
    expect(told?.hint).toMatch(hint ?? /./);
    expect(told?.message).not.toMatch(/\?load=|file:|atakora-load-/);
  });

  test.each(Object.keys(odd))('tells the place of an error in %s', (name) => {
    expect(outcomes.get(`${name}, throwing`)?.error).toMatchObject({ code: 'ATK1203', file: 'atakora/part.ts', line: 2, column: 9 });
  });
});

describe('loading again', () => {
  test('sees what changed in the meantime, in the entry and in what it imports, also when the code has to be transformed', async () => {
    const entry = (before: string): string => backendOf(`${before}import { writeFileSync } from 'node:fs';\nimport { value } from './tags';\nwriteFileSync(new URL('tags.ts', import.meta.url), "export const value = 'two';\\n");`);
    const plain = writeProject({ 'atakora/tags.ts': "export const value = 'one';\n", 'atakora/backend.ts': entry('') });
    const transformed = writeProject({ 'atakora/tags.ts': "export const value = 'one';\n", 'atakora/backend.ts': entry('enum A { B }\nexport const b = A.B;\n') });
    const { outcomes: loaded } = await loadProjects([plain, plain, transformed, transformed]);
    expect(loaded.map((outcome) => outcome.definition?.backends[0]?.options.tags?.['team'])).toEqual(['one', 'two', 'one', 'two']);
  });
});

describe('a backend that never finishes loading', () => {
  test('is refused when nothing is left that it could wait for, with another project loaded after it', async () => {
    const stuck = writeProject({ 'atakora/backend.ts': 'await new Promise(() => undefined);\n' });
    const other = writeProject({ 'atakora/backend.ts': backendOf("const value = await new Promise((done) => setTimeout(() => done('one'), 20));") });
    const { outcomes: loaded } = await loadProjects([stuck, other]);
    expect(loaded[0]?.error).toMatchObject({ code: 'ATK1208', file: 'atakora/backend.ts' });
    expect(loaded[1]?.error).toBeUndefined();
  });
});

describe('the definition', () => {
  const examples = fileURLToPath(new URL('../../../examples/', import.meta.url));

  test.each(['feedback-api', 'uploads', 'existing-template'])('of the example %s is plain JSON and names no place of this machine', async (name) => {
    const folder = `${examples}${name}`;
    const { outcomes: [loaded] } = await loadProjects([folder]);
    expect(loaded?.error).toBeUndefined();
    expect(loaded?.plain).toBe(true);
    const text = JSON.stringify(loaded?.definition);
    expect(text).not.toContain(examples);
    expect(text).not.toMatch(/file:|\?load=/);
  });

  test('is the same from two folders', async () => {
    const files = { 'atakora/infra/orders.ts': "import { defineInfrastructure, resource } from 'atakora';\nexport const orders = defineInfrastructure({ resources: { account: resource('Microsoft.Storage/storageAccounts', { kind: 'StorageV2' }) } });\n", 'atakora/backend.ts': "import { defineBackend } from 'atakora';\nimport { orders } from './infra/orders';\nexport const backend = defineBackend({ orders }, { naming: ({ computed }) => computed });\n" };
    const { outcomes: [first, second] } = await loadProjects([writeProject(files, 'one'), writeProject(files, 'a/b/two')]);
    expect(first?.error).toBeUndefined();
    expect(second).toEqual(first);
    expect(first?.definition?.backends[0]?.components[0]?.resources[0]?.origin).toEqual({ file: 'atakora/infra/orders.ts', line: 2, column: 68 });
  });
});
