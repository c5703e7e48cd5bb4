import { describe, expect, test } from 'vitest';
import { wizardNotes } from './wizard-notes.ts';

const told = (id: 'project' | 'location' | 'tags', value: string, draft: Parameters<typeof wizardNotes>[2] = {}) => wizardNotes(id, value, draft, new AbortController().signal);

describe('the notes of the wizard', () => {
  test('say the name that comes nearest to its limit, with its hash unknown', async () => {
    expect(await told('project', 'web')).toEqual([expect.stringMatching(/^Longest name for its kind: \S+\?{5}\S*, \d+ of 24 characters\.$/)]);
  });

  test('name the kinds whose names a long project is shortened in', async () => {
    const [, cut] = await told('project', 'a-very-long-name-of-a-project-indeed');
    expect(cut).toContain('Microsoft.Storage/storageAccounts');
    expect(cut).toContain('Microsoft.KeyVault/vaults');
  });

  test('say which services of the template a region lacks, and nothing where it has all', async () => {
    expect(await told('location', 'westeurope', { template: 'uploads' })).toEqual([]);
    expect(await told('location', 'nowhere', { template: 'existing-template' })).toEqual([expect.stringMatching(/^! nowhere does not offer .*Microsoft\.ServiceBus\/namespaces.*, which the template needs\.$/)]);
  });

  test('are none for what is no name, for other questions, and once they are given up', async () => {
    expect(await told('project', '?!')).toEqual([]);
    expect(await told('tags', 'owner=anna')).toEqual([]);
    expect(await wizardNotes('project', 'shop', {}, AbortSignal.abort())).toEqual([]);
    expect(await wizardNotes('location', 'nowhere', {}, AbortSignal.abort())).toEqual([]);
  });
});
