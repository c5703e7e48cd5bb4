import { describe, expect, it } from 'vitest';
import type { TestProject } from './project.ts';
import { makeProject } from './project.ts';
import { told } from './run-atakora.ts';

const backend = (tag: string): string => `import { armResource, defineBackend, defineInfrastructure } from 'atakora';
export const backend = defineBackend({ net: defineInfrastructure({ resources: { table: armResource({ type: 'Microsoft.Network/routeTables', apiVersion: '2024-05-01', name: 'rt', location: 'westeurope', tags: { tag: '${tag}' }, properties: {} }) } }) });
`;

interface Difference {
  readonly from: string;
  readonly to: string | null;
  readonly files: readonly { readonly name: string; readonly status: string; readonly diff: string }[];
}

async function appliedTwice(): Promise<{ readonly project: TestProject; readonly runs: readonly [string, string] }> {
  const project = makeProject({ backend: backend('one') });
  await project.done('apply', '--local', '--yes');
  const first = project.state().run;
  project.write('atakora/backend.ts', backend('two'));
  await project.done('apply', '--local', '--yes');
  return { project, runs: [first, project.state().run] };
}

const parse = (text: string): Difference => JSON.parse(text) as Difference;

describe.concurrent('diff', () => {
  it('tells what differs between the templates of two runs, by files and lines', async () => {
    const { project, runs } = await appliedTwice();
    const printed = await project.done('diff', ...runs, '--local');
    expect(printed.stdout).toContain(`${runs[0]} and ${runs[1]}`);
    expect(printed.stdout).toMatch(/~ templates\/network\.json, \+1 -1\n[^]*- +"tag": "one"\n[^]*\+ +"tag": "two"\n[^]*1 file differs\.\n$/);
    const { from, to, files } = parse((await project.done('diff', ...runs, '--local', '--json')).stdout);
    expect([from, to]).toEqual(runs);
    expect(files).toEqual([{ name: 'templates/network.json', status: 'changed', diff: expect.stringContaining('"tag": "two"') as string }]);
    const ended = await project.run('diff', ...runs, '--local', '--detailed-exitcode');
    expect(ended.code, told(ended)).toBe(2);
  });

  it('compares the newest run with the code when none is named, and changes nothing', async () => {
    const { project, runs } = await appliedTwice();
    expect((await project.done('diff', '--local')).stdout).toContain('No difference.');
    project.write('atakora/backend.ts', backend('three'));
    const { from, to, files } = parse((await project.done('diff', '--local', '--json')).stdout);
    expect([from, to, files.length]).toEqual([runs[1], null, 1]);
    expect(project.state().serial).toBe(2);
  });

  it('names what is wrong with a run', async () => {
    const { project } = await appliedTwice();
    const many = await project.run('diff', 'synth-', '--local');
    expect([many.code, many.stdout + many.stderr]).toEqual([64, expect.stringContaining('2 runs begin with synth-') as string]);
    await project.done('state', 'mv', 'main/net/table', 'main/net/other', '--local');
    const moved = project.state().run;
    const none = await project.run('diff', moved, '--local');
    expect([none.code, none.stdout + none.stderr]).toEqual([1, expect.stringContaining(`run ${moved} kept no templates`) as string]);
  });
});
