import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommandLine } from '../platform/run-command-line.ts';
import { fakePlatform } from '../platform/test-platform.fake.ts';

function project() {
  const cwd = mkdtempSync(join(tmpdir(), 'atakora-faults-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const faults = async (...argv: readonly string[]) => {
    const { platform, stdout, stderr } = fakePlatform({ columns: 1000 });
    const code = await runCommandLine(['local', 'faults', ...argv], { ...platform, cwd });
    return { code, stdout: stdout(), stderr: stderr() };
  };
  return { cwd, faults };
}

describe('local faults', () => {
  it('sets, shows and clears the rules of a world', async () => {
    const { faults } = project();
    expect((await faults()).stdout).toBe('The world "default" of the local Azure has no fault rules.\n');
    const set = await faults('--fault', '429 PUT times=2', '--fault', 'latency=1s', '--seed', '7', '--json');
    expect(JSON.parse(set.stdout)).toEqual({ local: true, world: 'default', faults: { seed: 7, rules: [{ rule: '429 PUT times=2', met: 0, acted: 0 }, { rule: 'latency=1s', met: 0, acted: 0 }] } });
    expect((await faults()).stdout).toContain('429 PUT times=2\n    acted 0 of 0 times');
    expect((await faults('--world', 'other')).stdout).toContain('"other" of the local Azure has no fault rules');
    expect((await faults('--clear')).stdout).toContain('no fault rules');
    expect((await faults()).stdout).toContain('no fault rules');
  });

  it('takes a file, with more rules behind it', async () => {
    const { cwd, faults } = project();
    writeFileSync(join(cwd, 'bad-day.json'), '{"seed": 3, "rules": ["503 chance=0.1"]}');
    const { stdout } = await faults('--file', 'bad-day.json', '--fault', 'stuck name=web*');
    expect(stdout).toContain('seed 3');
    expect(stdout).toMatch(/503 chance=0\.1\n.*\n {2}stuck name=web\*/);
  });

  it('leaves the rules as they were when a new one is wrong', async () => {
    const { faults } = project();
    await faults('--fault', 'stuck');
    const wrong = await faults('--fault', '503', '--fault', 'explode');
    expect([wrong.code, wrong.stderr]).toEqual([64, expect.stringContaining('ATK2104')]);
    expect((await faults()).stdout).toContain('stuck');
    expect((await faults('--file', 'none.json')).stderr).toContain('none.json');
    expect((await faults('--clear', '--fault', '503')).code).toBe(64);
    expect((await faults('--seed', '4')).code).toBe(64);
    expect((await faults('--fault', '503', '--seed', 'x')).code).toBe(64);
  });
});
