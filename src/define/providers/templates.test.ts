import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { synthesize } from '../../engine/synth/synthesize.ts';
import { prettyJson } from '../../model/canonical-json.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import { composed, feedback, settingsOf, targetOf, uploads } from './full-backend.fake.ts';

const checker = '../shared/azure-types/validate.mjs';
const strict = ['--strict', '--error', 'enum-open', '--error', 'api-version', '--error', 'not-held'];

const environments = ['dev', 'qa', 'staging', 'prod'] as const;
const plans = ['EP1', 'P0v3', 'P1v3'] as const;

const withPlan = (plan: string): EnvironmentTarget => targetOf('prod', { settings: { ...settingsOf.prod, functionApp: { ...settingsOf.prod.functionApp, plan } } });

const cases: readonly (readonly [string, EnvironmentTarget])[] = [
  ...environments.map((name) => [name, targetOf(name)] as const),
  ...plans.map((plan) => [`prod on ${plan}`, withPlan(plan)] as const),
  ['prod in two regions', targetOf('prod', { settings: { ...settingsOf.prod, cosmos: { ...settingsOf.prod.cosmos, consistency: 'BoundedStaleness', regions: ['northeurope'] } } })],
];

describe('templates of a full backend', () => {
  const folder = mkdtempSync(join(tmpdir(), 'atakora-templates-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(cases)('compose without an error in %s', (_name, target) => {
    const graph = composed([...feedback, ...uploads], target);
    expect(graph.diagnostics.filter((finding) => finding.severity === 'error')).toEqual([]);
    expect(graph.nodes.length).toBeGreaterThan(40);
  });

  it.each(cases)('are what the types of Azure ask for in %s', (name, target) => {
    if (!existsSync(checker)) {
      console.log(`skipped: ${checker} is not there`);
      return;
    }
    const synthesis = synthesize(composed([...feedback, ...uploads], target));
    expect(synthesis.diagnostics.filter((finding) => finding.severity === 'error')).toEqual([]);
    const files = synthesis.stacks.map((stack) => {
      const file = join(folder, `${name.replaceAll(' ', '-')}-${stack.id}.json`);
      writeFileSync(file, prettyJson(stack.template));
      return file;
    });
    expect(files.length).toBeGreaterThan(4);
    const checked = spawnSync(process.execPath, [checker, ...strict, ...files], { encoding: 'utf8' });
    expect(checked.status, `${checked.stdout}${checked.stderr}`).toBe(0);
  });
});
