import { describe, expect, it } from 'vitest';
import { AtakoraError } from '../../model/errors.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { withLivingVersions } from './living-versions.ts';

const account = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st';
const own = '/subscriptions/s/resourceGroups/rg/providers/Own.Things/parts/p';

/** An Azure that knows some api versions, with all calls that it got. */
function azure(known: readonly string[], refusal = 'NoRegisteredProviderFound') {
  const calls: string[] = [];
  const told: string[] = [];
  const answer = async <T>(what: string, apiVersion: string, value: T): Promise<T> => {
    calls.push(`${what} ${apiVersion}`);
    await Promise.resolve();
    if (known.includes(apiVersion)) return value;
    throw new AtakoraError('ATK1803', 'refused', { source: 'azure', cause: { code: refusal, message: `No registered resource provider found for API version '${apiVersion}'. The supported api-versions are '2020-01-01, 2024-05-01, 2025-02-01-preview'.` } });
  };
  const port = withLivingVersions(
    {
      read: (id: string, apiVersion: string) => answer('read', apiVersion, { id }),
      startDelete: (_id: string, apiVersion: string) => answer('delete', apiVersion, { isDone: () => Promise.resolve(true) }),
    },
    kindOf,
    (text) => told.push(text),
  );
  return { port, calls, told };
}

describe('what was applied with an api version that Azure has given up', () => {
  it('is read and deleted with that of the catalogue, and that is told once', async () => {
    const pinned = kindOf('Microsoft.Storage/storageAccounts')?.apiVersion ?? '';
    const { port, calls, told } = azure([pinned]);
    expect(await port.read(account, '2015-01-01')).toEqual({ id: account });
    await port.read(account, '2015-01-01');
    await port.startDelete(account, '2015-01-01');
    expect(calls).toEqual(['read 2015-01-01', `read ${pinned}`, `read ${pinned}`, `delete ${pinned}`]);
    expect(told).toEqual([`Azure no longer knows api version 2015-01-01 of Microsoft.Storage/storageAccounts: ${pinned} is used to read and to delete it`]);
  });

  it('is read with the newest that the refusal names when the catalogue has no such type, or no living version', async () => {
    for (const id of [own, account]) {
      const { port, told } = azure(['2024-05-01']);
      expect(await port.read(id, '2015-01-01')).toEqual({ id });
      expect(told[0]).toContain(': 2024-05-01 is used');
    }
  });

  it('fails as Azure says when nothing serves it, and for every other reason', async () => {
    await expect(azure([]).port.read(own, '2015-01-01')).rejects.toThrow('refused');
    const other = azure(['2024-05-01'], 'AuthorizationFailed');
    await expect(other.port.read(own, '2015-01-01')).rejects.toThrow('refused');
    expect(other.calls).toEqual(['read 2015-01-01']);
  });
});
