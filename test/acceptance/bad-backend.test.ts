import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProjectFiles } from './project.ts';
import { makeProject } from './project.ts';
import { refused } from './refusal.ts';
import { startAtakora, told } from './run-atakora.ts';

const good = "import { defineBackend, defineInfrastructure } from 'atakora';\nexport const backend = defineBackend({ store: defineInfrastructure({ requires: [{ resourceType: 'storage', config: {} }] }) });\n";

describe.concurrent('a backend that cannot be loaded is refused with place and mend', () => {
  it('there is none', async () => {
    await refused(makeProject({}), { code: 'ATK1201', exit: 1, says: 'atakora/backend.ts or packages/backend/src/index.ts', mend: 'correct `packages.NAME.entry`' });
  });

  it('it does not compile', async () => {
    const backend = "import { defineBackend } from 'atakora';\n\nexport const backend = defineBackend({\n  notes: ,\n});\n";
    await refused(makeProject({ backend }), { code: 'ATK1202', exit: 1, says: 'notes: ,', place: 'atakora/backend.ts:4', mend: 'Mend the code at the named line.' });
    const human = await makeProject({ backend }).run('plan', '--local');
    expect(human.code).toBe(1);
    expect(human.stdout).toMatch(/^error ATK1202: .*\n[^]*at atakora\/backend\.ts:4:\d+\n {2}→ Mend the code at the named line\.\n$/m);
    expect(human.stderr).toBe('');
  });

  it('a file that it imports does not compile', async () => {
    const broken = { backend: "import './store.ts';\n", files: { 'atakora/store.ts': 'const a = 1;\nconst b = = 2;\n' } };
    await refused(makeProject(broken), { code: 'ATK1202', exit: 1, place: 'atakora/store.ts:2', mend: 'Mend the code' });
  });

  it('code that only the transformer reads does not compile', async () => {
    await refused(makeProject({ backend: 'enum Size { Small }\n\nexport const backend = = Size.Small;\n' }), { code: 'ATK1202', exit: 1, place: 'atakora/backend.ts:3', mend: 'Mend the code' });
  });

  it('it throws', async () => {
    const backend = "const given: string | undefined = process.env['NOT_SET'];\nif (given === undefined) {\n  throw new RangeError('NOT_SET is not set');\n}\n";
    await refused(makeProject({ backend }), { code: 'ATK1203', exit: 1, says: 'threw RangeError: NOT_SET is not set', place: 'atakora/backend.ts:3:9', mend: 'Mend the code' });
  });

  it('it throws below an enum: the line is that of the source', async () => {
    const backend = 'enum Size {\n  Small,\n  Large,\n}\n\nnull.size;\nexport const size = Size.Large;\n';
    await refused(makeProject({ backend }), { code: 'ATK1203', exit: 1, says: 'TypeError', place: 'atakora/backend.ts:6', mend: 'Mend the code' });
  });

  it('it throws something that is no error', async () => {
    await refused(makeProject({ backend: "throw 'just text';\n" }), { code: 'ATK1203', exit: 1, says: 'just text', place: 'atakora/backend.ts', mend: 'Mend the code' });
  });

  it('it waits for something that never comes', async () => {
    const ended = await makeProject({ backend: `await new Promise(() => {});\n${good}` }).run('plan', '--local');
    expect(ended.code, told(ended)).toBe(1);
    expect(ended.stdout).toContain('error ATK1208');
  });

  it('it exports nothing', async () => {
    await refused(makeProject({ backend: 'const backend = 1;\n' }), { code: 'ATK1204', exit: 1, says: 'it exports nothing', place: 'atakora/backend.ts', mend: 'export const backend = defineBackend' });
  });

  it('it exports something else', async () => {
    await refused(makeProject({ backend: 'export const backend = { notes: 1 };\n' }), { code: 'ATK1204', exit: 1, says: 'not what defineBackend returns', place: 'atakora/backend.ts', mend: 'defineBackend' });
  });

  it('an import leads nowhere', async () => {
    await refused(makeProject({ backend: "import { x } from './stoer.ts';\nexport const backend = x;\n" }), { code: 'ATK1205', exit: 1, says: '"./atakora/stoer.ts" cannot be found', place: 'atakora/backend.ts:1', mend: 'Correct the path.' });
  });

  it('a package is not installed, in a project without node_modules', async () => {
    await refused(makeProject({ backend: "import _ from 'lodash-that-is-not-there';\nexport const backend = _;\n" }), { code: 'ATK1205', exit: 1, says: '"lodash-that-is-not-there" cannot be found', place: 'atakora/backend.ts:1', mend: 'npm install lodash-that-is-not-there' });
  });

  it('it imports something that atakora does not export', async () => {
    await refused(makeProject({ backend: "import { defineBakend } from 'atakora';\nexport const backend = defineBakend({});\n" }), { code: 'ATK1202', exit: 1, says: 'defineBakend', place: 'atakora/backend.ts:1', mend: 'Mend the code' });
  });

  it('it names a template that is not there', async () => {
    const backend = "import { defineBackend, defineInfrastructure, existingTemplate } from 'atakora';\nexport const backend = defineBackend({ old: defineInfrastructure({ template: existingTemplate('./gone.json') }) });\n";
    await refused(makeProject({ backend }), { code: 'ATK1206', exit: 1, says: 'atakora/gone.json', place: 'atakora/backend.ts:2', mend: 'Correct its path' });
  });

  it('it asks for something without saying how', async () => {
    const backend = good.replace(', config: {}', '');
    await refused(makeProject({ backend }), { code: 'ATK1308', exit: 1, says: 'requires[0] has no config', place: 'atakora/backend.ts:2', mend: 'config: {}' });
  });

  it('it names a handler that is not there', async () => {
    const project = makeProject({ backend: "import { defineBackend, defineFunction } from 'atakora';\nexport const backend = defineBackend({ tick: defineFunction({ entry: './tick.ts', trigger: { type: 'http' } }) });\n" });
    await project.done('validate', '--local');
    rmSync(join(project.folder, 'atakora/tick.ts'));
    await refused(project, { code: 'ATK1207', exit: 1, says: 'atakora/tick.ts', place: 'atakora/backend.ts:2', mend: 'Create it or correct `entry`.' });
  });

  it('a package entry leads out to nothing', async () => {
    const manifest = { schema: 1, id: '0f0f0f0f-1234-4abc-8def-000000000001', project: 'notes', packages: { main: { path: 'api', entry: 'src/backend.ts' } } };
    await refused(makeProject({ manifest, backend: good }), { code: 'ATK1201', exit: 1, says: 'api/src/backend.ts', mend: 'Create it or correct' });
  });
});

const store = "export const name: string = 'store';\n";
const uses = (specifier: string): string => `import { defineBackend, defineInfrastructure } from 'atakora';\nimport { name } from '${specifier}';\nexport const backend = defineBackend({ [name]: defineInfrastructure({ requires: [{ resourceType: 'storage', config: {} }] }) });\n`;

describe('a backend that never ends', () => {
  it('is left with Ctrl-C', async () => {
    const project = makeProject({ backend: 'while (true) {}\n' });
    const running = startAtakora(['plan', '--local', '--json'], { cwd: project.folder });
    let heard = '';
    await new Promise<void>((resolve) => running.process.stdout?.on('data', (text: string) => ((heard += text).includes('"load"') ? resolve() : undefined)));
    // The line is written before the loop starts; a signal in between would only end the run the other way.
    await new Promise((resolve) => setTimeout(resolve, 300));
    running.process.kill('SIGINT');
    expect(await Promise.race([running.ended.then(() => 'ended'), new Promise((resolve) => setTimeout(() => resolve('deaf'), 40_000))])).toBe('ended');
  });
});

describe.concurrent('what people write loads, without node_modules and without a word from Node', () => {
  const cases: readonly (readonly [string, ProjectFiles])[] = [
    ['an import without extension', { backend: uses('./store'), files: { 'atakora/store.ts': store } }],
    ['an import of a directory', { backend: uses('./store'), files: { 'atakora/store/index.ts': store } }],
    ['`.js` for `.ts`', { backend: uses('./store.js'), files: { 'atakora/store.ts': store } }],
    ['`paths` of tsconfig.json', { backend: uses('@/store'), files: { 'atakora/parts/store.ts': store, 'tsconfig.json': '{ // with a comment\n "compilerOptions": { "paths": { "@/*": ["./atakora/parts/*"] } }, }' } }],
    ['an enum and parameter properties', { backend: `enum Kind { Store = 'storage' }\nclass Part { constructor(readonly type: Kind) {} }\n${good.replace("'storage'", 'new Part(Kind.Store).type')}` }],
    ['a type imported without `type`', { backend: `import { Kind } from './kind.ts';\nconst kind: Kind = 'storage';\n${good.replace("'storage'", 'kind')}`, files: { 'atakora/kind.ts': "export type Kind = 'storage';\n" } }],
    ['a type of atakora imported without `type`', { backend: good.replace('{ defineBackend,', '{ Backend, defineBackend,').replace('backend =', 'backend: Backend =') }],
    ['a default export', { backend: good.replace('export const backend =', 'export default') }],
    ['the second place for a backend', { files: { 'packages/backend/src/index.ts': good } }],
    ['a byte order mark and CRLF', { backend: `\uFEFF${good.replaceAll('\n', '\r\n')}` }],
    ['a project of CommonJS', { backend: good, files: { 'package.json': '{ "type": "commonjs" }' } }],
    ['a JSON import', { backend: `import names from './names.json' with { type: 'json' };\n${good.replace('{ store:', '{ [names.store]:')}`, files: { 'atakora/names.json': '{ "store": "store" }' } }],
    ['top-level await', { backend: `const type = await Promise.resolve('storage');\n${good.replace("'storage'", 'type')}` }],
  ];
  it.each(cases)('%s', async (_what, files) => {
    const ended = await makeProject(files).done('validate', '--local');
    expect(ended.stdout).toContain('Valid: ');
    expect(ended.stderr).not.toContain('Warning');
  });

  it('a folder whose name has spaces, brackets and letters beyond ASCII', async () => {
    const project = makeProject({ backend: uses('./ein teil [1]/störe#1'), files: { 'atakora/ein teil [1]/störe#1.ts': store } });
    expect((await project.done('validate', '--local')).stdout).toContain('Valid: ');
  });
});
