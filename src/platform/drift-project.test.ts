import { describe, expect, it } from 'vitest';
import { readingPorts } from './drift-project.ts';
import type { ProjectPorts } from './project-ports.ts';

/** Ports that count what is called on them, by name. */
function watchedPorts(calls: string[]): ProjectPorts {
  const called = (part: string, name: string) => (): Promise<undefined> => {
    calls.push(`${part}.${name}`);
    return Promise.resolve(undefined);
  };
  // A promise of something with a `then` would wait for it.
  const watch = (part: string): object => new Proxy({}, { get: (_target, name) => (name === 'then' ? undefined : called(part, String(name))) });
  const questions = { ask: ({ method, path }: { method: string; path: string }) => (calls.push(`${method} ${path}`), Promise.resolve({ status: 404, body: undefined })) };
  const watched = watch('azure');
  const azure = new Proxy(watched, { get: (target, name) => (name === 'questions' ? questions : Reflect.get(target, name) as unknown) });
  return { store: watch('store'), archive: watch('archive'), lockFile: watch('lockFile'), poll: { min: 1, max: 1 }, azure: () => Promise.resolve(azure), fingerprint: (make: boolean) => called(`fingerprint(${String(make)})`, '')() } as unknown as ProjectPorts;
}

describe('the ports of a look for drift', () => {
  it('read, and have nothing that writes, locks or deploys', async () => {
    const calls: string[] = [];
    const ports = readingPorts(watchedPorts(calls));
    const azure = await ports.azure();
    expect(Object.keys(ports).sort()).toEqual(['azure', 'fingerprint', 'lockFile', 'store']);
    expect(Object.keys(azure).sort()).toEqual(['get', 'read']);
    expect(Object.keys(ports.store).sort()).toEqual(['read', 'readJournal']);
    expect(Object.keys(ports.lockFile ?? {})).toEqual(['read']);
    await azure.read('/x', '1');
    await azure.get('/x', '1');
    await ports.store.read();
    await ports.store.readJournal();
    await ports.lockFile?.read();
    await ports.fingerprint(true);
    expect(calls).toEqual(['azure.read', 'GET /x', 'store.read', 'store.readJournal', 'lockFile.read', 'fingerprint(false).']);
  });
});
