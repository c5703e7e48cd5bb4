import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeProject } from './project.ts';
import { eventsOf, runAtakora, told } from './run-atakora.ts';

const hidden = 'C4nary-Cr4sh-77aa01';
const backend = (mischief: string): string => `import { defineBackend, defineFunction } from 'atakora';
${mischief}
export const backend = defineBackend({ hello: defineFunction({ entry: './hello.ts', trigger: { type: 'http' } }) });
`;

describe.concurrent('what nobody caught', { timeout: 120_000 }, () => {
  it.each([
    ['an exception in a timer', 'setTimeout(() => { throw new Error(`late ${process.env.API_TOKEN}`); }, 1); await new Promise((done) => setTimeout(done, 200));'],
    ['a forgotten rejection', 'void Promise.reject(new Error(`late ${process.env.API_TOKEN}`)); await new Promise((done) => setTimeout(done, 200));'],
    ['something that is no error', 'setTimeout(() => { throw { late: process.env.API_TOKEN }; }, 1); await new Promise((done) => setTimeout(done, 200));'],
  ])('ends with 70 and a report without secrets: %s', async (_what, mischief) => {
    const project = makeProject({ backend: backend(mischief) });
    const run = (...args: readonly string[]) => runAtakora(args, { cwd: project.folder, env: { API_TOKEN: hidden } });
    const ended = await run('plan', '--local', '-v');
    expect(ended.code, told(ended)).toBe(70);
    const folder = join(project.folder, '.atakora/local/crashes');
    const [name = ''] = readdirSync(folder);
    expect(ended.stdout.replaceAll(/\s+/g, '')).toContain(join(folder, name).replaceAll(/\s+/g, ''));
    const report = readFileSync(join(folder, name), 'utf8');
    expect(report).toMatch(/plan --verbose|plan --local --verbose/);
    expect(report).toMatch(/late/);
    expect(report).toMatch(/\{"type":"phase","phase":"load","status":"started"/);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    for (const text of [report, ended.stdout, ended.stderr]) expect(text).not.toContain(hidden);
    const json = await run('plan', '--local', '--json');
    const error = eventsOf(json.stdout).find(({ type }) => type === 'error');
    expect([json.code, error?.['code'], String(error?.['report']).startsWith(folder)], told(json)).toEqual([70, 'ATK9001', true]);
    expect(json.stdout + json.stderr).not.toContain(hidden);
  });

  it('in the middle of an apply leaves what the next one takes up', async () => {
    const project = makeProject({ backend: backend('setTimeout(() => { throw new Error("late"); }, 1500);'), world: { timeScale: 1 } });
    const ended = await project.run('apply', '--local', '--yes');
    expect(ended.code, told(ended)).toBe(70);
    expect(ended.stdout).toContain('deploying stack');
    project.write('atakora/backend.ts', backend(''));
    project.write('.atakora/local/world/settings.json', '{ "timeScale": 0 }');
    await project.done('apply', '--local', '--yes');
    expect((await project.done('plan', '--local')).stdout).toContain('No changes.');
  });
});
