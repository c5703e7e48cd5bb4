import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import dependencyCruiser from '../../.dependency-cruiser.mjs';
import { checkDeadCode } from './check-dead-code.ts';
import { checkLayers } from './check-layers.ts';
import { checkLint } from './check-lint.ts';
import { checkTypes } from './check-types.ts';
import { gateFailures, type GateResult, projectRoot, uninspectedFiles } from './gate.ts';
import { cleanOfLayers, plantedLayers } from './planted-layers.ts';
import { cleanOfLint, plantedLint, type PlantedFile } from './planted-lint.ts';
import { plantTree, type TreeFiles } from './planted-tree.ts';
import plugin from './lint-rules/plugin.ts';
import { configuredLintRules } from './configured-lint-rules.ts';

const trees: string[] = [];
afterEach(() => {
  for (const root of trees.splice(0)) rmSync(root, { recursive: true, force: true });
});

function tree(files: TreeFiles): string {
  const root = plantTree(files);
  trees.push(root);
  return root;
}

const contentOf = (planted: readonly PlantedFile[]): TreeFiles =>
  Object.fromEntries(planted.map(({ file, content }) => [file, content]));

/** Violations that were planted but not reported under their rule and file. */
function unreported(result: GateResult, planted: readonly PlantedFile[]): readonly string[] {
  const isReported = ({ rule, file }: PlantedFile): boolean =>
    result.findings.some((finding) => finding.includes(`${rule} `) && finding.includes(` ${file}:`));
  return planted.filter((violation) => !isReported(violation)).map(({ rule, file }) => `${rule} in ${file}`);
}

const findingsAbout = (result: GateResult, files: TreeFiles): readonly string[] =>
  result.findings.filter((finding) => Object.keys(files).some((file) => finding.includes(` ${file}:`)));

describe('the lint gate', () => {
  it('reports a planted violation of every rule, and nothing in clean files', () => {
    const result = checkLint(tree({ ...contentOf(plantedLint), ...cleanOfLint }));
    expect(unreported(result, plantedLint)).toEqual([]);
    expect(findingsAbout(result, cleanOfLint)).toEqual([]);
  });

  it('has a planted violation for every rule that is switched on by name', () => {
    const planted = new Set(plantedLint.map(({ rule }) => rule));
    expect(configuredLintRules().filter((rule) => !planted.has(rule))).toEqual([]);
    expect(Object.keys(plugin.rules).filter((rule) => !planted.has(`atakora(${rule})`))).toEqual([]);
  });
});

describe('the layer gate', () => {
  it('reports a planted violation of every rule, and nothing in clean files', () => {
    const result = checkLayers(tree({ ...contentOf(plantedLayers), ...cleanOfLayers }));
    expect(unreported(result, plantedLayers)).toEqual([]);
    const allowed = findingsAbout(result, cleanOfLayers).filter((finding) => !finding.startsWith('no-cycle'));
    expect(allowed).toEqual([]);
  });

  it('has a planted violation for every rule, and each rule gives its reason', () => {
    const planted = new Set(plantedLayers.map(({ rule }) => rule));
    expect(dependencyCruiser.forbidden.filter(({ name }) => !planted.has(name))).toEqual([]);
    expect(dependencyCruiser.forbidden.filter(({ comment }) => comment.length < 40)).toEqual([]);
  });
});

describe('the type and dead-code gates', () => {
  it('report a planted type error', () => {
    const result = checkTypes(tree({ 'src/model/wrong.ts': "export const x: number = 'text';\n", 'bin/wrong.js': "/** @type {number} */\nexport const x = 'text';\n" }));
    expect(result.findings.filter((finding) => finding.includes('TS2322')).map((finding) => finding.split('(')[0])).toEqual([
      'bin/wrong.js',
      'src/model/wrong.ts',
    ]);
  });

  it('report a planted unused file, unused export, unused package and a file that only tests use', async () => {
    const root = tree({
      'package.json': '{ "name": "atakora", "type": "module", "devDependencies": { "zod": "1.0.0", "ink": "1.0.0" } }\n',
      'src/index.ts': "export { used } from './model/used.ts';\n",
      'src/model/used.ts': "import 'ink';\nexport const used = 1;\nexport const unused = 2;\n",
      'src/model/forgotten.ts': 'export const x = 1;\n',
      'src/model/tested.ts': 'export const x = 1;\n',
      'src/model/tested.test.ts': "import { x } from './tested.ts';\nimport { y } from './clock.fake.ts';\nif (x !== y) throw new Error('x');\n",
      'src/model/clock.fake.ts': 'export const y = 1;\n',
    });
    const { findings } = await checkDeadCode(root);
    expect(findings).toEqual(
      expect.arrayContaining([
        'unused-files src/model/forgotten.ts: src/model/forgotten.ts',
        'unused-files src/model/tested.ts: src/model/tested.ts',
        'unused-exports src/model/used.ts: unused',
        'unused-devDependencies package.json: zod',
      ]),
    );
    expect(findings.filter((finding) => /: (?:used|ink|.*fake\.ts|y)$/.test(finding))).toEqual([]);
  });
});

describe('every gate', () => {
  it('has read each source file of this project', async () => {
    const results = [checkLint(projectRoot), checkLayers(projectRoot), checkTypes(projectRoot), await checkDeadCode(projectRoot)];
    expect(results.map((result) => uninspectedFiles(projectRoot, result))).toEqual([[], [], [], []]);
  });

  it('fails on a file that its tool did not read, and on a tree without source files', () => {
    const root = tree({ 'src/model/a.ts': 'export const a = 1;\n', 'bin/b.js': 'export const b = 1;\n' });
    const clean = { findings: [], inspected: ['bin/b.js'] };
    expect(gateFailures('lint', root, clean)).toEqual(['not-inspected src/model/a.ts: the lint gate did not read this file']);
    const empty = tree({});
    expect(gateFailures('lint', empty, clean)).toEqual([`nothing-inspected ${empty}: the lint gate found no source file`]);
  });
});
