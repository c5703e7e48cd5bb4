import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { connectBlobContainer } from '../../src/azure/blob-container.ts';
import { createFakeClock } from '../../src/engine/ports.fake.ts';
import type { BlobAnswer, BlobContainer } from '../../src/engine/blob-container.ts';
import { createFakeBlobContainer } from '../../src/state/blob-container.fake.ts';
import { type Azurite, publicAccount, startAzurite } from './azurite-process.ts';

const file = join(process.cwd(), '..', 'shared', 'golden', 'lease.json');
const rowSchema = z.object({ op: z.string(), status: z.union([z.number(), z.string()]), response_headers: z.record(z.string(), z.string()).optional() });
const rows = existsSync(file) ? z.array(rowSchema).parse(JSON.parse(readFileSync(file, 'utf8'))) : [];
if (rows.length === 0) {
  console.log('skipped: ../shared/golden/lease.json is not there');
}

interface Scene {
  readonly container: BlobContainer;
  /** Has a blob `x` with a lease `a`. */
  readonly a: string;
  readonly b: string;
}

type Seen = BlobAnswer<unknown> | { readonly thrown: unknown };

/** The recorded exchanges as calls of our port; those that it has no call for are left out by name. */
const exchanges: Readonly<Record<string, (scene: Scene) => Promise<Seen>>> = {
  acquire: async ({ container, a }) => {
    await container.put('free', '1');
    return container.acquire('free', a, 60);
  },
  renew: ({ container, a }) => container.renew('x', a),
  'write with the lease id': ({ container, a }) => container.put('x', '2', { lease: a }),
  break: ({ container }) => container.break('x'),
  release: ({ container, a }) => container.release('x', a),
  'create only if absent': ({ container }) => container.put('new', '1', { unless: '*' }),
  'create only if absent, but it exists': async ({ container }) => {
    await container.put('there', '1');
    return container.put('there', '1', { unless: '*' });
  },
  'condition not met on write': async ({ container }) => {
    await container.put('there', '1');
    return container.put('there', '2', { match: '"0x8D0000000000000"' });
  },
  'blob missing': ({ container, a }) => container.renew('none', a),
  'container missing': ({ container }) => container.put('x', '1').then((answer) => answer, (thrown: unknown) => ({ thrown })),
  'acquire while leased with another id': ({ container, b }) => container.acquire('x', b, 60),
  'write without the lease id': ({ container }) => container.put('x', '2'),
  'write with a wrong lease id': ({ container, b }) => container.put('x', '2', { lease: b }),
  'renew, change or release with a wrong lease id': ({ container, b }) => container.renew('x', b),
  // The emulator says of a renewal that the ids differ, also where there is none to differ from.
  'lease operation without a lease': async ({ container }) => {
    await container.put('free', '1');
    return container.break('free');
  },
};
const withoutCall = ['change', 'read state', 'container lease', 'condition not met on HEAD', 'append over the size condition'];

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
}, 120_000);
afterAll(() => azurite?.stop());

const containers: Readonly<Record<string, (exists: boolean) => Promise<BlobContainer>>> = {
  'the emulator': async (exists) => {
    const key = `DefaultEndpointsProtocol=http;AccountName=${publicAccount.account};AccountKey=${publicAccount.key};BlobEndpoint=${azurite.addresses.blob}/${publicAccount.account};`;
    const container = connectBlobContainer({ container: `lease-${randomUUID()}`, connectionString: key });
    if (exists) await container.ensure();
    return container;
  },
  'the fake': async (exists) => {
    const container = createFakeBlobContainer({ clock: createFakeClock() });
    container.memory.exists = exists;
    return container;
  },
};

describe.skipIf(rows.length === 0).each(Object.keys(containers))('%s answers as Azure was recorded to', (name) => {
  it.each(rows.filter(({ op }) => exchanges[op] !== undefined))('$op', async ({ op, status, response_headers: headers }) => {
    const container = await (containers[name] ?? expect.fail())(op !== 'container missing');
    const scene: Scene = { container, a: randomUUID(), b: randomUUID() };
    if (op !== 'container missing') {
      await container.put('x', '1');
      await container.acquire('x', scene.a, 60);
    }
    const seen = await (exchanges[op] ?? expect.fail())(scene);
    const code = headers?.['x-ms-error-code'];
    if (op === 'container missing') {
      expect(seen).toMatchObject({ thrown: { code: 'ATK1715' } });
    } else if (code === undefined) {
      expect(seen).toMatchObject({ ok: true });
    } else {
      expect(seen).toMatchObject({ ok: false, status, code });
    }
  });

  it('in every exchange that the port has a call for', () => {
    const unknown = rows.map(({ op }) => op).filter((op) => exchanges[op] === undefined && !withoutCall.includes(op));
    expect(unknown).toEqual([]);
  });

  it('when it says whether there is a lease', async () => {
    const container = await (containers[name] ?? expect.fail())(true);
    await container.put('x', '1');
    expect((await container.get('x'))?.leased).toBe(false);
    await container.acquire('x', randomUUID(), 60);
    expect((await container.get('x'))?.leased).toBe(true);
  });

  it('when a blob is written after its lease was broken, and when one goes on at another length', async () => {
    const container = await (containers[name] ?? expect.fail())(true);
    const id = randomUUID();
    await container.putAppendable('j');
    await container.acquire('j', id, 60);
    expect(await container.append('j', 'one\n', { lease: id, position: 0 })).toEqual({ ok: true, value: 4 });
    expect(await container.append('j', 'one\n', { lease: id, position: 0 })).toMatchObject({ ok: false, reason: 'moved', status: 412, code: 'AppendPositionConditionNotMet' });
    expect(await container.putAppendable('j', { lease: id })).toMatchObject({ ok: true });
    expect(await container.append('j', 'two\n', { lease: id, position: 0 })).toEqual({ ok: true, value: 4 });
    expect((await container.get('j'))?.text).toBe('two\n');
    await container.break('j');
    expect(await container.append('j', 'x', { lease: id, position: 4 })).toMatchObject({ ok: false, reason: 'lease-lost', status: 412 });
    expect(await container.renew('j', id)).toMatchObject({ ok: false, reason: 'lease-lost', status: 409, code: 'LeaseIsBrokenAndCannotBeRenewed' });
    expect(await container.release('j', id)).toMatchObject({ ok: true });
  });
});


describe('a lease in the emulator', () => {
  it('ends by itself: its holder is refused and the next gets it', async () => {
    const container = await (containers['the emulator'] ?? expect.fail())(true);
    const [a, b] = [randomUUID(), randomUUID()];
    await container.put('x', '1');
    await container.acquire('x', a, 15);
    await expect.poll(async () => (await container.get('x'))?.leased, { timeout: 20_000, interval: 500 }).toBe(false);
    expect(await container.put('x', '2', { lease: a })).toMatchObject({ ok: false, reason: 'lease-lost' });
    expect(await container.acquire('x', b, 15)).toMatchObject({ ok: true });
    expect(await container.renew('x', a)).toMatchObject({ ok: false, reason: 'lease-lost' });
  }, 40_000);
});
