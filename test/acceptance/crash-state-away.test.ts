import { existsSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Azurite } from '../conformance/azurite-process.ts';
import { startAzurite } from '../conformance/azurite-process.ts';
import { eventsOf, told } from './run-atakora.ts';
import type { StatefulProject } from './state-places.ts';
import { backendWith, inContainer } from './state-places.ts';
import { lookAtWorld } from './world-view.ts';

const world = 'environments-world';

/** The line to the storage account, which can be cut and mended. */
interface Line {
  readonly port: number;
  cut(): void;
  mend(): void;
  close(): void;
}

async function lineTo(target: number): Promise<Line> {
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((client) => {
    if (isCut) return void client.destroy();
    const far = connect(target, '127.0.0.1');
    for (const [one, other] of [[client, far], [far, client]] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy()).on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const cut = (): void => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    mend: () => void (isCut = false),
    close: () => {
      cut();
      server.close();
    },
  };
}

let azurite: Azurite;
let line: Line;

beforeAll(async () => {
  azurite = await startAzurite();
  line = await lineTo(Number(new URL(azurite.addresses.blob).port));
});
afterAll(async () => {
  line?.close();
  await azurite?.stop();
});

/** The project with its container behind the line. */
function behindLine(at: StatefulProject): StatefulProject {
  const variable = 'ATAKORA_STATE_CONNECTION_STRING';
  return at.with({ ...at.env, [variable]: (at.env[variable] ?? '').replace(new URL(azurite.addresses.blob).port, String(line.port)) });
}

async function untilDeploying({ project }: StatefulProject): Promise<void> {
  const database = join(project.folder, '.atakora/local', world, 'world.db');
  for (let tries = 0; !(existsSync(database) && lookAtWorld(project.folder, world).deployments.some(({ state }) => state === 'Running')); tries += 1) {
    expect(tries, 'the deployment never ran').toBeLessThan(1_000);
    await sleep(20);
  }
}

/** Ends the lease of a run that could not give it back. */
async function unlock(at: StatefulProject): Promise<void> {
  const { lock } = (await at.document('state', 'lock-info')) as { readonly lock: { readonly id: string } | null };
  if (lock !== null) await at.done('state', 'unlock', lock.id, '--yes');
}

describe('a storage account that cannot be reached any more in the middle of an apply', () => {
  it('stops the apply with that reason; once it is back, the next apply records what was done and does the rest', async () => {
    const direct = await inContainer(() => azurite).make({ world: { timeScale: 0, durations: { 'Microsoft.Storage/storageAccounts/blobServices/containers': 1_500 } } });
    await direct.done('apply', '--yes');
    const before = await direct.stored();
    direct.project.write('atakora/backend.ts', backendWith('notes', 'drafts', 'letters'));
    const running = behindLine(direct).start('apply', '--yes', '--json');
    await untilDeploying(direct);
    line.cut();
    const ended = await running.ended;
    line.mend();
    expect(ended.code, told(ended)).not.toBe(0);
    expect(eventsOf(ended.stdout).find(({ type }) => type === 'error'), told(ended)).toMatchObject({ code: expect.stringMatching(/^ATK(?:1804|1705)$/) as string });
    expect(ended.stdout + ended.stderr).not.toMatch(/ATK9\d\d\d/);
    expect(await direct.stored()).toBe(before);

    await unlock(direct);
    await behindLine(direct).done('apply', '--yes');
    const made = lookAtWorld(direct.project.folder, world).deployments.flatMap((deployment) => deployment.made);
    expect(made.filter((id, index) => made.indexOf(id) !== index), 'resources that were deployed twice').toEqual([]);
    const state = JSON.parse(await direct.stored()) as { readonly resources: Readonly<Record<string, { readonly status: string }>> };
    expect(Object.keys(state.resources)).toEqual(expect.arrayContaining(['main/storage.main/account.blob.drafts', 'main/storage.main/account.blob.letters']));
    expect(Object.values(state.resources).filter(({ status }) => status !== 'applied')).toEqual([]);
    expect((await direct.run('plan', '--detailed-exitcode')).code).toBe(0);
  }, 120_000);

  it('that comes back soon is not noticed', async () => {
    const direct = await inContainer(() => azurite).make({ world: { timeScale: 0, durations: { 'Microsoft.Storage/storageAccounts': 1_500 } } });
    const running = behindLine(direct).start('apply', '--yes');
    await untilDeploying(direct);
    line.cut();
    await sleep(300);
    line.mend();
    const ended = await running.ended;
    expect(ended.code, told(ended)).toBe(0);
    expect((await direct.run('plan', '--detailed-exitcode')).code).toBe(0);
  }, 60_000);
});
