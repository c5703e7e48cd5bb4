import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkName } from '../../src/define/naming.ts';
import { blobContainer } from '../../src/resources/blob-container.ts';
import type { ResourceKind } from '../../src/resources/resource-kind.ts';
import { storageQueue } from '../../src/resources/storage-queue.ts';
import { storageTable } from '../../src/resources/storage-table.ts';
import { exampleCases } from '../golden/example-cases.ts';
import { snapshots } from '../golden/golden-tree.ts';
import type { StorageService } from '../../src/local/storage/storage-addresses.ts';
import { createInAzurite } from '../../src/local/storage/shared-key.ts';
import { type Azurite, publicAccount, startAzurite } from './azurite-process.ts';

const kinds: Readonly<Record<StorageService, ResourceKind>> = { blob: blobContainer, queue: storageQueue, table: storageTable };
const services: readonly StorageService[] = ['blob', 'queue', 'table'];
const longest = 'a'.repeat(63);

/** Refused on both sides. */
const refused: Readonly<Record<StorageService, readonly string[]>> = {
  blob: ['Uploads', 'two--dashes', '-leading', 'trailing-', 'under_score', 'ab', `${longest}a`],
  queue: ['Tasks', 'two--dashes', '-leading', 'trailing-', 'under_score', 'ab', `${longest}a`],
  table: ['my-table', 'my_table', '1table', 'ab', `${longest}a`],
};

/** Accepted on both sides: the limits of the rules. */
const accepted: Readonly<Record<StorageService, readonly string[]>> = {
  blob: ['abc', longest, '0-a-1', '$root'],
  queue: ['abc', longest, '0-a-1'],
  table: ['abc', longest, 'AbC1'],
};

const goldenPlan = z.object({ changes: z.array(z.object({ type: z.string(), azureName: z.string() })) });

/** Names of one kind as the examples are synthesized: the golden plans hold them, and a test holds those against the synthesis. */
function synthesizedNames(kind: ResourceKind): readonly string[] {
  const names = exampleCases.flatMap(({ name }) => {
    const { changes } = goldenPlan.parse(JSON.parse(readFileSync(join(snapshots, name, 'dev/plan.json'), 'utf8')));
    return changes.filter((change) => change.type === kind.type).map((change) => change.azureName.split('/').at(-1) ?? '');
  });
  return [...new Set(names)].sort();
}

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
}, 120_000);
afterAll(() => azurite?.stop());

describe.each(services)('the names of a storage account\'s %s service, in the emulator of its maker', (service) => {
  const kind = kinds[service];

  it('are all accepted that the examples are synthesized with', async () => {
    const names = synthesizedNames(kind);
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) {
      expect([name, (await createInAzurite(azurite.addresses, publicAccount, service, name)).status]).toEqual([name, 201]);
    }
  });

  it.each(accepted[service])('%s is accepted by the rule and by the emulator', async (name) => {
    expect(checkName(kind, name)).toBeUndefined();
    expect((await createInAzurite(azurite.addresses, publicAccount, service, name)).status).toBe(201);
  });

  it.each(refused[service])('%s is refused by the rule and by the emulator', async (name) => {
    expect(checkName(kind, name)).toBeTypeOf('string');
    const answer = await createInAzurite(azurite.addresses, publicAccount, service, name);
    // An answer about the name: another one, such as 403 for a wrong signature, would prove nothing.
    expect(answer.status).toBe(400);
    expect(answer.text).toMatch(/resource name (?:contains invalid characters|length is not within)/);
  });
});
