import { describe, expect, it } from 'vitest';
import type { DoctorCheck } from '../../model/doctor.ts';
import { doctorChecks } from '../../model/doctor.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { CommandContext } from '../command-context.ts';
import { fakePlatform } from '../test-platform.fake.ts';
import type { DoctorScene } from './doctor-scene.ts';
import type { DoctorRow } from './doctor-table.ts';
import { startChecks } from './run-doctor.ts';

const fine: DoctorRow = { needs: 'machine', patienceMs: 1_000, look: () => Promise.resolve([{ status: 'ok', summary: 'fine' }]) };

function tableWith(rows: Partial<Record<DoctorCheck, DoctorRow>>): Readonly<Record<DoctorCheck, DoctorRow>> {
  return Object.fromEntries(doctorChecks.map((check) => [check, rows[check] ?? fine])) as unknown as Readonly<Record<DoctorCheck, DoctorRow>>;
}

function sceneWith(signal: AbortSignal = new AbortController().signal, opened: DoctorScene['opened'] = { kind: 'none' }): DoctorScene {
  const { platform } = fakePlatform();
  const context = { platform, options: { local: false, environment: 'qa', cwd: undefined } } as unknown as CommandContext;
  const never = (): never => { throw new Error('not asked'); };
  return { context, folder: '/', opened, cloud: undefined, probe: never, attempts: never, backend: never, azure: never, signal };
}

describe('the checks of doctor', () => {
  it('run side by side, in their order, and those of a project only in one', async () => {
    const outcomes = await Promise.all(startChecks(sceneWith(), tableWith({ state: { ...fine, needs: 'project' }, vault: { ...fine, needs: 'project' } })));
    expect(outcomes.map(({ check }) => check)).toEqual(doctorChecks.filter((check) => check !== 'state' && check !== 'vault'));
  });

  it('that take too long, or fail, are not checked, and do not stop the others', async () => {
    const hangs: DoctorRow = { ...fine, patienceMs: 20, look: () => new Promise(() => undefined) };
    const fails: DoctorRow = { ...fine, look: () => Promise.reject(new AtakoraError('ATK1804', 'not reached', { source: 'azure', hint: 'See `atakora state list`.' })) };
    const outcomes = await Promise.all(startChecks(sceneWith(), tableWith({ network: hangs, names: fails })));
    expect(outcomes.filter(({ status }) => status !== 'ok')).toMatchObject([
      { check: 'network', status: 'could-not-check', findings: [{ summary: 'no answer within 0 seconds', next: expect.stringContaining('`atakora doctor --env qa`') as string }] },
      { check: 'names', status: 'could-not-check', findings: [{ code: 'ATK1804', next: 'See `atakora state list --env qa`.' }] },
    ]);
  });

  it('end with what interrupts them, and with what is a bug of ours', async () => {
    const stop = new AbortController();
    const started = startChecks(sceneWith(stop.signal), tableWith({ node: { ...fine, look: () => new Promise(() => undefined) } }));
    stop.abort(new AtakoraError('ATK1006', 'interrupted'));
    await expect(started[0]).rejects.toMatchObject({ code: 'ATK1006' });
    const bug = startChecks(sceneWith(), tableWith({ git: { ...fine, look: () => Promise.reject(new TypeError('ours')) } }));
    await expect(bug[2]).rejects.toThrow('ours');
  });
});
