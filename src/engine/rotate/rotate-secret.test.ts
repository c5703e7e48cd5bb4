import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { AppHealth } from '../../model/app-health.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { EngineEvent } from '../../model/event.ts';
import { createFakeClock } from '../ports.fake.ts';
import type { RotationJob, RotationPorts } from './rotate-secret.ts';
import { rotateSecret } from './rotate-secret.ts';
import { markOf } from './rotation-tags.ts';
import { createFakeVault } from './vault.fake.ts';

const name = 'KEY';
const site = (id: string) => ({ address: `main/functions.${id}/app` as Address, resourceId: `/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/${id}` });
const running: AppHealth = { kind: 'running', version: '4' };
const failing: AppHealth = { kind: 'failing', why: 'bad key' };

interface Given {
  readonly healths?: readonly AppHealth[];
  readonly absent?: boolean;
  readonly refuse?: AtakoraError;
  readonly signal?: AbortSignal;
  /** Why the app's reference could not be fetched. */
  readonly lost?: string;
  /** Called with each call of vault or app as it arrives. */
  readonly onCall?: (call: string) => void;
}

function newWorld({ healths = [], absent = false, refuse, signal, lost, onCall = () => undefined }: Given = {}) {
  const clock = createFakeClock();
  const vault = createFakeVault({ now: clock.now, gate: (call, moment) => (moment === 'before' ? onCall(call) : undefined) });
  const events: EngineEvent[] = [];
  const calls: string[] = [];
  const left = [...healths];
  const called = (call: string): void => {
    calls.push(call);
    onCall(call);
  };
  const ports: RotationPorts = {
    vault,
    apps: {
      refreshSecrets: async (id) => {
        called(`refresh ${id.split('/').at(-1) ?? ''}`);
        if (refuse !== undefined) throw refuse;
        return absent ? 'absent' : 'refreshed';
      },
      secretReferences: async () => (lost === undefined ? [] : [{ setting: 'S', secretName: 'key', status: lost }]),
      restart: async (id) => called(`restart ${id.split('/').at(-1) ?? ''}`),
      health: async (id) => {
        called(`health ${id.split('/').at(-1) ?? ''}`);
        return left.shift() ?? running;
      },
    },
    clock,
    waits: { settleMs: 1_000, pollMs: 5_000, patienceMs: 60_000, doubtMs: 10_000 },
    protect: () => undefined,
    emit: (event) => void events.push(event),
    run: 'synth-20261014-153000-b8d4e2a1',
    ...(signal === undefined ? {} : { signal }),
  };
  const told = () => events.flatMap((event) => (event.type === 'rotation' ? [event.status] : event.type === 'consumer' ? [`${event.status}${event.health === undefined ? '' : ` ${event.health.kind}`}`] : []));
  return { clock, vault, ports, calls, events, told };
}

function job(changes: Partial<RotationJob> = {}, graceSeconds = 3_600): RotationJob {
  return { secret: name, vaultName: name, apps: [site('one')], wish: { kind: 'new', graceSeconds }, value: 'new', ...changes };
}

describe('rotating a secret', () => {
  it('writes, has the app fetch and restart, waits until it runs, marks, and leaves the earlier version for its grace', async () => {
    const world = newWorld({ healths: [{ kind: 'starting', why: 'Initialized' }, failing, running] });
    await world.vault.set(name, 'old', { tags: { team: 'pay' }, contentType: 'text/plain', expiresAt: new Date(Date.parse(world.clock.now()) + 90 * 86_400_000).toISOString() });
    expect(await rotateSecret(job({ tags: { 'atakora:owner': 'anna' } }), world.ports)).toMatchObject({ outcome: 'rotated', changed: true, unfinished: false, ill: [] });
    expect(world.calls).toEqual(['refresh one', 'restart one', 'health one', 'health one', 'health one']);
    expect(world.told()).toEqual(['started', 'written', 'refreshed', 'asked running', 'current', 'replaced']);
    const [old, current] = world.vault.all(name);
    expect(current).toMatchObject({ value: 'new', contentType: 'text/plain', tags: { team: 'pay', 'atakora:owner': 'anna', 'atakora:rotation': 'current', 'atakora:previous': old?.version } });
    expect(Math.round((Date.parse(current?.expiresAt ?? '') - Date.parse(current?.createdAt ?? '')) / 86_400_000)).toBe(90);
    expect(old).toMatchObject({ enabled: true, tags: { team: 'pay', 'atakora:rotation': 'replaced' } });
    expect(Date.parse(old?.tags['atakora:disable-at'] ?? '') - Date.parse(world.clock.now())).toBeGreaterThan(3_590_000);
  });

  it('ends a grace when it is over and not before; without one the earlier version is disabled at once', async () => {
    const world = newWorld();
    await world.vault.set(name, 'old');
    await rotateSecret(job(), world.ports);
    const finish = job({ wish: { kind: 'finish', graceSeconds: 3_600 } });
    expect(await rotateSecret(finish, world.ports)).toMatchObject({ outcome: 'nothing', changed: false });
    await world.clock.advance(3_601_000);
    expect(await rotateSecret(finish, world.ports)).toMatchObject({ outcome: 'nothing', changed: true });
    expect(world.vault.all(name).map(({ enabled, tags }) => [enabled, tags['atakora:disable-at']])).toEqual([[false, undefined], [true, undefined]]);
    await rotateSecret(job({ value: 'third' }, 0), world.ports);
    expect(world.vault.all(name).map(({ enabled }) => enabled)).toEqual([false, false, true]);
  });

  it('goes back to the earlier value when an app keeps saying that it does not run, and says which', async () => {
    const world = newWorld({ healths: [failing, failing, failing, running] });
    await world.vault.set(name, 'old');
    const result = await rotateSecret(job(), world.ports);
    expect(result).toMatchObject({ outcome: 'rolled-back', unfinished: false, ill: [{ address: site('one').address, health: { why: 'bad key' } }], stillIll: [] });
    expect(world.told()).toEqual(['started', 'written', 'refreshed', 'asked failing', 'restored', 'refreshed', 'asked running', 'disabled', 'rolled-back']);
    expect(world.vault.all(name).map(({ value, enabled }) => `${value} ${enabled}`)).toEqual(['old true', 'new false', 'old true']);
    expect(world.vault.all(name).map(markOf)).toEqual([undefined, 'failed', 'current']);
  });

  it('goes back when an app runs and could not fetch the secret', async () => {
    const world = newWorld({ lost: 'AccessToKeyVaultDenied' });
    await world.vault.set(name, 'old');
    expect(await rotateSecret(job(), world.ports)).toMatchObject({ outcome: 'rolled-back', ill: [{ health: { why: 'its setting S does not get the secret: AccessToKeyVaultDenied' } }] });
    const early = newWorld({ lost: 'Initialized' });
    await early.vault.set(name, 'old');
    expect(await rotateSecret(job(), early.ports)).toMatchObject({ outcome: 'rotated' });
  });

  it('says when the earlier value does not help either, and when there is none', async () => {
    const both = newWorld({ healths: Array.from({ length: 20 }, () => failing) });
    await both.vault.set(name, 'old');
    expect(await rotateSecret(job(), both.ports)).toMatchObject({ outcome: 'rolled-back', stillIll: [{ address: site('one').address }] });
    const none = newWorld({ healths: Array.from({ length: 20 }, () => failing) });
    await none.vault.set(name, 'old');
    await none.vault.update(name, none.vault.newest(name)?.version ?? '', { enabled: false });
    expect(await rotateSecret(job(), none.ports)).toMatchObject({ outcome: 'stuck', unfinished: true });
    expect(none.vault.newest(name)).toMatchObject({ value: 'new', enabled: true });
  });

  it('leaves apps alone that are not deployed, or that nothing here can restart, and takes no answer for no complaint', async () => {
    const absent = newWorld({ absent: true });
    await absent.vault.set(name, 'old');
    const container = { address: 'main/jobs/app' as Address, resourceId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.App/containerApps/x' };
    expect(await rotateSecret(job({ apps: [site('one'), container] }), absent.ports)).toMatchObject({ outcome: 'rotated' });
    expect(absent.told().filter((status) => status === 'absent' || status === 'left')).toHaveLength(2);
    const silent = newWorld({ healths: [{ kind: 'unchecked', why: 'not run (local)' }] });
    await silent.vault.set(name, 'old');
    expect(await rotateSecret(job(), silent.ports)).toMatchObject({ outcome: 'rotated' });
    expect(silent.told()).toContain('asked unchecked');
  });

  it('that an app refuses to be told of is not finished, and goes on with the same value', async () => {
    const refused = newWorld({ refuse: new AtakoraError('ATK1803', 'forbidden', { source: 'azure' }) });
    await refused.vault.set(name, 'old');
    expect(await rotateSecret(job(), refused.ports)).toMatchObject({ outcome: 'failed', unfinished: true, error: { code: 'ATK1803' } });
    const again = newWorld();
    const ports: RotationPorts = { ...again.ports, vault: refused.vault, clock: refused.clock };
    expect(await rotateSecret(job({ value: 'third' }), ports)).toMatchObject({ outcome: 'rotated' });
    expect(refused.vault.all(name).map(({ value }) => value)).toEqual(['old', 'new']);
    expect(again.told()[0]).toBe('resumed');
  });

  it('writes another value over one that was cut off when that is wanted, or when it is a day old', async () => {
    for (const [supersedes, waitMs] of [[true, 0], [false, 25 * 3_600_000]] as const) {
      const world = newWorld({ refuse: new AtakoraError('ATK1803', 'forbidden', { source: 'azure' }) });
      await world.vault.set(name, 'old');
      await rotateSecret(job(), world.ports);
      await world.clock.advance(waitMs);
      const ports = { ...newWorld().ports, vault: world.vault, clock: world.clock };
      expect(await rotateSecret({ ...job({ value: 'third' }), wish: { kind: 'new', graceSeconds: 0, supersedes } }, ports)).toMatchObject({ outcome: 'rotated' });
      expect(world.vault.all(name).map(({ value, enabled }) => `${value} ${enabled}`)).toEqual(['old false', 'new false', 'third true']);
    }
  });

  it('gives way to a value that somebody sets meanwhile, and says so', async () => {
    let sets = 0;
    const world = newWorld({
      onCall: (call) => {
        if (call === 'health one' && (sets += 1) === 1) void world.vault.set(name, 'by hand');
      },
    });
    await world.vault.set(name, 'old');
    expect(await rotateSecret(job({}, 0), world.ports)).toMatchObject({ outcome: 'overtaken' });
    expect(world.vault.all(name).map(({ value, enabled }) => `${value} ${enabled}`)).toEqual(['old true', 'new false', 'by hand true']);
  });

  it('stopped by the user before any call leaves a record that the next run finishes', async () => {
    for (let stopAt = 1; ; stopAt += 1) {
      const stop = new AbortController();
      let calls = 0;
      const world = newWorld({
        signal: stop.signal,
        onCall: () => {
          calls += 1;
          if (calls === stopAt + 1) stop.abort(new AtakoraError('ATK1006', 'interrupted'));
        },
      });
      await world.vault.set(name, 'old');
      const result = await rotateSecret(job(), world.ports);
      if (result.outcome !== 'interrupted') {
        expect(stopAt).toBeGreaterThan(9);
        break;
      }
      const wrote = world.vault.all(name).length === 2;
      expect([result.unfinished, result.changed]).toEqual([wrote, wrote]);
      expect(world.told().at(-1)).toBe('interrupted');
      const ports = { ...newWorld().ports, vault: world.vault, clock: world.clock };
      expect(await rotateSecret(job(), ports)).toMatchObject({ outcome: 'rotated' });
      expect(world.vault.all(name).map(({ value }) => value)).toEqual(['old', 'new']);
    }
  });

  it('has room for its record on a version that is full of tags', async () => {
    const world = newWorld();
    await world.vault.set(name, 'old', { tags: Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`tag${index}`, 'x'])) });
    await rotateSecret(job({ tags: { 'atakora:owner': 'anna' } }), world.ports);
    expect(world.vault.all(name).map(({ tags }) => [Object.keys(tags).length, tags['atakora:rotation']])).toEqual([[15, 'replaced'], [15, 'current']]);
  });
});
