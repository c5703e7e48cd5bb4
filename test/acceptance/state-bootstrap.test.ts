import { symlinkSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { projectRoot } from '../gates/gate.ts';
import type { TestProject } from './project.ts';
import { makeProject, projectId } from './project.ts';
import { startAtakora, told } from './run-atakora.ts';
import { backendWith } from './state-places.ts';
import { lookAtWorld } from './world-view.ts';

const manifest = `{
  // who we are
  "schema": 1,
  "id": "${projectId}",
  "project": "Café Notes",
  "environment": "dev",
  "location": "westeurope",
  "environments": {
    "dev": { "cloud": "local" }, // the one for daily work
  },
}
`;

function projectOf(world: JsonObject = { timeScale: 0 }): TestProject {
  return makeProject({ manifest, backend: backendWith('notes'), world });
}

async function bootstrap(project: TestProject, ...args: readonly string[]): Promise<JsonObject> {
  return JSON.parse((await project.done('state', 'bootstrap', '--yes', '--json', ...args)).stdout) as JsonObject;
}

/** What a bootstrap leaves: ids without the subscription, sorted. */
function made(project: TestProject): readonly string[] {
  return [...lookAtWorld(project.folder, 'environments-world').resources].map((id) => id.replace(/^\/subscriptions\/[^/]+/, '')).sort();
}

describe('state bootstrap', () => {
  it('makes group, account and container, writes them into the manifest with its comments, and does nothing the next time', async () => {
    const project = projectOf();
    const first = await bootstrap(project);
    expect(first).toMatchObject({ environment: 'dev', local: true, backend: 'azure-blob', account: expect.stringMatching(/^stcafenotes[a-z2-7]{8}$/) as unknown, container: 'atakora-state', resourceGroup: 'rg-cafe-notes-state', deployed: true, manifestChanged: true });
    expect(made(project)).toEqual(['/resourcegroups/rg-cafe-notes-state', `/resourcegroups/rg-cafe-notes-state/providers/microsoft.storage/storageaccounts/${String(first['account'])}`]);
    const text = project.read('.atakora/manifest.json');
    expect(text).toContain('// who we are');
    expect(text).toContain('// the one for daily work');
    expect(text.replaceAll(/\s+/g, ' ')).toContain(`"state": { "backend": "azure-blob", "account": "${String(first['account'])}", "container": "atakora-state" }`);
    expect(await bootstrap(project)).toMatchObject({ account: first['account'], deployed: false, manifestChanged: false });
    expect(project.read('.atakora/manifest.json')).toBe(text);
    // Another container in an account that is as it should be: only that is deployed, to the group that is there.
    expect(await bootstrap(project, '--container', 'other-states')).toMatchObject({ account: first['account'], container: 'other-states', deployed: true, manifestChanged: true });
    expect(await bootstrap(project, '--container', 'atakora-state')).toMatchObject({ deployed: false, manifestChanged: true });
    expect(project.read('.atakora/manifest.json')).toBe(text);
    // Without an emulator beside the world the blobs are nowhere, and that is said.
    const planned = await project.run('plan', '--json');
    expect(planned.code, told(planned)).toBe(1);
    expect(planned.stderr.replaceAll(/\s+/g, ' ')).toMatch(/ATK1719.*are not served.*atakora local start --world environments/);
  });

  it('takes another name where the first is somebody else\'s, and refuses one that was chosen', async () => {
    const project = projectOf();
    const { account } = await bootstrap(project, '--resource-group', 'rg-theirs');
    project.write('.atakora/manifest.json', manifest);
    const second = await bootstrap(project);
    expect(second).toMatchObject({ resourceGroup: 'rg-cafe-notes-state', account: expect.not.stringMatching(`^${String(account)}$`) as unknown });
    expect(await bootstrap(project)).toMatchObject({ account: second['account'], deployed: false });
    project.write('.atakora/manifest.json', manifest);
    const refused = await project.run('state', 'bootstrap', '--yes', '--account', String(account), '--json');
    expect(refused.code, told(refused)).toBe(1);
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'ATK1720', message: expect.stringContaining(String(account)) as unknown, hint: expect.stringContaining('--account') as unknown } });
    expect(project.read('.atakora/manifest.json')).toBe(manifest);
  });

  it('asks, and cannot without a terminal; a twin only tries it out', async () => {
    const project = projectOf();
    const asked = await project.run('state', 'bootstrap', '--json');
    expect(asked.code, told(asked)).toBe(64);
    expect(asked.stderr).toContain('+ storage account stcafenotes');
    expect(made(project)).toEqual([]);
    expect(await bootstrap(project, '--local')).toMatchObject({ environment: 'dev@local', manifestChanged: false });
    expect(project.read('.atakora/manifest.json')).toBe(manifest);
  });

  it('killed after any line that it says, is taken up by the next one and ends the same', async () => {
    const whole = projectOf();
    const expected = await bootstrap(whole);
    const lines = ['deploying', 'made in', 'wrote'];
    for (const line of lines) {
      const project = projectOf({ timeScale: 0, durations: { 'Microsoft.Storage/storageAccounts': 1_000 } });
      const running = startAtakora(['state', 'bootstrap', '--yes'], { cwd: project.folder });
      running.process.stdout?.on('data', (text: string) => {
        if (text.includes(line)) running.process.kill('SIGKILL');
      });
      const ended = await running.ended;
      expect(ended.stdout, told(ended)).toContain(line);
      expect(await bootstrap(project)).toMatchObject({ account: expected['account'], container: expected['container'], resourceGroup: expected['resourceGroup'] });
      expect(made(project)).toEqual(made(whole));
      expect(project.read('.atakora/manifest.json')).toBe(whole.read('.atakora/manifest.json'));
      expect(await bootstrap(project)).toMatchObject({ deployed: false, manifestChanged: false });
    }
  }, 90_000);

  it('beside a served world gives a container that runs keep their state in', async () => {
    const project = projectOf();
    mkdirSync(join(project.folder, 'node_modules'));
    symlinkSync(join(projectRoot, 'node_modules/azurite'), join(project.folder, 'node_modules/azurite'));
    await project.done('apply', '--yes');
    const server = project.start('local', 'start', '--world', 'environments');
    await new Promise<void>((resolve, reject) => {
      server.process.stdout?.on('data', (text: string) => text.includes('Ctrl-C stops it') && resolve());
      void server.ended.then((ended) => reject(new Error(told(ended))));
    });
    try {
      expect(await bootstrap(project)).toMatchObject({ deployed: true, next: ['atakora state push --from local'] });
      await project.done('state', 'push', '--from', 'local', '--yes');
      project.write('atakora/backend.ts', backendWith('notes', 'drafts'));
      await project.done('apply', '--yes');
      expect((await project.done('plan')).stdout).toContain('No changes.');
      const history = JSON.parse((await project.done('state', 'history', '--json')).stdout) as readonly JsonObject[];
      expect(history.map(({ serial }) => serial)).toEqual([2, 1]);
      expect(await bootstrap(project)).toMatchObject({ deployed: false, next: ['atakora plan'] });
    } finally {
      server.process.kill('SIGTERM');
      await server.ended;
    }
  }, 90_000);
});
