import { describe, expect, it } from 'vitest';
import type { ArmChange, ConnectedAzure } from '../engine/azure-questions.ts';
import type { ConfirmQuestion } from '../engine/ports.ts';
import type { HeldName } from '../engine/preflight/deleted-namesake.ts';
import type { AtakoraError } from '../model/errors.ts';
import { kindOf } from '../resources/catalogue.ts';
import type { ChoiceQuestion } from '../ui/run-view.ts';
import type { CommandContext } from './command-context.ts';
import { decideDeleted } from './decide-deleted.ts';
import { fakePlatform } from './test-platform.fake.ts';

const former = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-one';

function held(more: Partial<HeldName['namesake']> = {}, type = 'Microsoft.KeyVault/vaults'): HeldName {
  const change = { address: 'main/v/one', azureName: 'kv-one', type, id: former, origin: { file: 'backend.ts', line: 3 } };
  return { creation: { change, kind: kindOf(type) }, namesake: { formerId: former, location: 'westeurope', until: '2027-01-02', recoverable: true, ...more } } as unknown as HeldName;
}

interface Person {
  readonly chooses?: string;
  readonly confirms?: boolean;
  readonly deleted?: readonly string[];
  readonly yes?: boolean;
  readonly goesOn?: boolean;
}

/** Decides about one; `asked` and `called` are what the person and Azure were asked. */
async function decide(one: HeldName, { chooses, confirms = true, deleted, yes = false, goesOn = true }: Person) {
  const asked: (ChoiceQuestion | ConfirmQuestion)[] = [];
  const called: ArmChange[] = [];
  let reads = 0;
  const output = {
    emit: () => undefined,
    choose: (question: ChoiceQuestion) => Promise.resolve(asked.push(question) > 0 ? chooses : undefined),
    host: { confirm: (question: ConfirmQuestion) => Promise.resolve(asked.push(question) > 0 && confirms) },
  };
  const context = { platform: fakePlatform().platform, options: { interactive: chooses !== undefined, yes }, flags: deleted === undefined ? {} : { deleted }, output, signal: new AbortController().signal } as unknown as CommandContext;
  // A record is gone after the second look; a resource that is made stands at once and is gone after its deletion.
  const azure = {
    subscriptionId: 's',
    change: (call: ArmChange) => Promise.resolve(void called.push(call)),
    read: (id: string) => Promise.resolve(id.includes('/deletedVaults/') ? ((reads += 1) < 2 ? {} : undefined) : called.at(-1)?.method === 'PUT' ? { properties: { provisioningState: 'Succeeded' } } : undefined),
  } as unknown as ConnectedAzure;
  const settled = await decideDeleted({ context, azure, pollMs: 1, goesOn }, [one]).catch((error: unknown) => error as AtakoraError);
  return { settled, asked, called };
}

describe('a deleted resource that keeps the name of a new one', () => {
  it('is offered to be recovered, purged, or left under its name', async () => {
    const { asked, settled } = await decide(held(), { chooses: 'recover' });
    expect(asked).toMatchObject([{ text: expect.stringContaining('key vault kv-one was deleted and keeps its name until 2027-01-02') as string, fallback: 'recover', choices: [{ value: 'recover' }, { value: 'purge' }, { value: 'rename' }] }]);
    expect(settled).toEqual({ recovered: new Set(['main/v/one']), purged: new Set() });
  });

  it('is purged once its name was typed, and the wait ends when its record is gone', async () => {
    const { asked, called, settled } = await decide(held(), { chooses: 'purge' });
    expect(asked[1]).toMatchObject({ word: 'kv-one' });
    expect(called).toMatchObject([{ method: 'POST', path: '/subscriptions/s/providers/Microsoft.KeyVault/locations/westeurope/deletedVaults/kv-one/purge' }]);
    expect(settled).toMatchObject({ purged: new Set(['main/v/one']) });
    const refused = await decide(held(), { chooses: 'purge', confirms: false });
    expect(refused).toMatchObject({ called: [], settled: { code: 'ATK1006' } });
  });

  it('ends with what to write where it gets another name, and at a stop', async () => {
    const { settled } = await decide(held(), { chooses: 'rename' });
    expect(settled).toMatchObject({ code: 'ATK1650', hint: "Write `names: { 'main/v/one': 'kv-one-2' }` into the options of the backend, or `name` where backend.ts:3 makes it, then run it again." });
    expect((await decide(held(), { chooses: 'stop' })).settled).toMatchObject({ code: 'ATK1006' });
  });

  it('elsewhere cannot be recovered here, and what is protected cannot be purged', async () => {
    expect((await decide(held({ recoverable: false }), { chooses: 'purge' })).asked[0]).toMatchObject({ choices: [{ value: 'purge' }, { value: 'rename' }] });
    expect((await decide(held({ unpurgeable: 'it is protected' }), { chooses: 'recover' })).asked[0]).toMatchObject({ choices: [{ value: 'recover' }, { value: 'rename' }] });
    expect((await decide(held({ unpurgeable: 'it is protected' }), { deleted: ['purge'], yes: true })).settled).toMatchObject({ code: 'ATK1806', message: 'the deleted key vault kv-one cannot be purged: it is protected' });
  });

  it('is decided by the flag in a script, the more special word first', async () => {
    expect((await decide(held(), { yes: true, deleted: ['purge'] })).called).toHaveLength(1);
    expect((await decide(held(), { yes: true, deleted: ['purge=main/other', 'recover'] })).settled).toMatchObject({ recovered: new Set(['main/v/one']) });
    expect((await decide(held(), { yes: true, deleted: ['recover', 'purge=main/v/one'] })).called).toHaveLength(1);
    expect((await decide(held(), { yes: true, deleted: ['burn'] })).settled).toMatchObject({ code: 'ATK1002' });
  });

  it('stays as it is where nobody says anything, and is not purged for an apply that will not come', async () => {
    expect(await decide(held(), { yes: true })).toMatchObject({ called: [], settled: { recovered: new Set(), purged: new Set() } });
    expect(await decide(held(), { deleted: ['purge'], goesOn: false })).toMatchObject({ called: [], settled: { purged: new Set() } });
  });

  it('a workspace is made again and then deleted by force', async () => {
    const id = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/kv-one';
    const { called } = await decide(held({ formerId: id }, 'Microsoft.OperationalInsights/workspaces'), { yes: true, deleted: ['purge'] });
    expect(called).toMatchObject([
      { method: 'PUT', path: id, body: { location: 'westeurope' } },
      { method: 'DELETE', path: `${id}?force=true` },
    ]);
  });
});
