import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../gates/gate.ts';
import type { TestProject } from './project.ts';
import { copyExample } from './project.ts';

const examples = ['feedback-api', 'uploads', 'existing-template'] as const;
const environments = ['dev', 'qa', 'staging', 'prod'] as const;
const checker = join(projectRoot, '..', 'shared', 'azure-types', 'validate.mjs');

/** Files of a folder by name, without the one that names the run. */
function templatesIn(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder).filter((name) => name !== 'run.json').sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** Writes the templates of all environments below `out`. */
async function synthesizeAll(project: TestProject): Promise<void> {
  await Promise.all(environments.map((environment) => project.done('synth', '--local', '--env', environment, '--out', `out/${environment}`)));
}

describe.concurrent.each(examples)('the templates of %s', (example) => {
  it('are byte-identical from two folders, in every environment', async () => {
    const [one, two] = [copyExample(example), copyExample(example)];
    await Promise.all([synthesizeAll(one), synthesizeAll(two)]);
    for (const environment of environments) {
      const templates = templatesIn(join(one.folder, 'out', environment));
      expect(Object.keys(templates).length).toBeGreaterThan(1);
      expect(templatesIn(join(two.folder, 'out', environment))).toEqual(templates);
      expect(JSON.stringify(templates)).not.toMatch(/synth-\d{8}|\/tmp\/|atakora-acceptance/);
      expect(JSON.parse(readFileSync(join(one.folder, 'out', environment, 'run.json'), 'utf8'))).toHaveProperty('run');
    }
  });

  it('are the same before and after an apply', async () => {
    const project = copyExample(example);
    await project.done('synth', '--local', '--out', 'before');
    await project.done('apply', '--local', '--yes');
    await project.done('synth', '--local', '--out', 'after');
    expect(templatesIn(join(project.folder, 'after'))).toEqual(templatesIn(join(project.folder, 'before')));
  });

  it.skipIf(!existsSync(checker))('are clean in the strict checker, in every environment (skipped: ../shared/azure-types is not here)', async () => {
    const project = copyExample(example);
    await synthesizeAll(project);
    const files = environments.flatMap((environment) => Object.keys(templatesIn(join(project.folder, 'out', environment))).filter((name) => name.endsWith('.template.json')).map((name) => join(project.folder, 'out', environment, name)));
    expect(files.length).toBeGreaterThanOrEqual(environments.length);
    const checked = spawnSync(process.execPath, [checker, '--strict', '--error', 'enum-open', '--error', 'api-version', '--error', 'not-held', ...files], { encoding: 'utf8' });
    expect(checked.status, checked.stdout + checked.stderr).toBe(0);
  });
});
