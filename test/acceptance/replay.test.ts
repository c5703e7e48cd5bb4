import { beforeAll, describe, expect, it } from 'vitest';
import type { TestProject } from './project.ts';
import { makeProject } from './project.ts';
import { eventsOf } from './run-atakora.ts';

const backend = `import { defineBackend, defineInfrastructure } from 'atakora';

export const backend = defineBackend({ drafts: defineInfrastructure({ requires: [{ resourceType: 'storage', config: { containers: [{ name: 'drafts' }] } }] }) });
`;

let applied: TestProject;
let said: string;
let run: string;

beforeAll(async () => {
  applied = makeProject({ backend });
  said = (await applied.done('apply', '--local', '--yes')).stdout;
  run = (JSON.parse((await applied.done('history', '--local', '--json')).stdout) as readonly { readonly run: string }[])[0]?.run ?? '';
});

/** Lines of an apply that are not about the command around it. */
const told = (text: string): readonly string[] => text.split('\n').filter((line) => /^[✓✗] |^Plan: /.test(line));

describe.concurrent('replay', () => {
  it('prints the run again as it was printed, newest first, and changes nothing', async () => {
    const project = applied.copy();
    const before = (await project.done('history', '--local')).stdout;
    const again = (await project.done('replay', '--local')).stdout;
    expect(told(again).length).toBeGreaterThan(5);
    expect(told(again)).toEqual(told(said));
    expect((await project.done('history', '--local')).stdout).toBe(before);
  });

  it('takes the beginning of an id, and gives the recorded events as they are with --json', async () => {
    const project = applied.copy();
    const events = eventsOf((await project.done('replay', run.slice(0, 24), '--local', '--json')).stdout);
    expect(events).toEqual(eventsOf(project.read(`.atakora/local/runs/${run}/events.ndjson`)));
    expect(new Set(events.map((event) => event.run))).toEqual(new Set([run]));
  });

  it.each([
    ['synth-19990101-000000-00000000', 64, 'ATK1007', 'there is no run'],
    ['synth-', 0, '', ''],
  ] as const)('%s', async (wanted, code, error, text) => {
    const ended = await applied.copy().run('replay', wanted, '--local');
    expect(ended.code).toBe(code);
    expect(ended.stderr + ended.stdout).toContain(error === '' ? 'Plan: ' : error);
    expect(ended.stderr + ended.stdout).toContain(text);
  });

  it('refuses what is not a speed', async () => {
    const ended = await applied.copy().run('replay', '--local', '--speed', 'fast');
    expect(ended.code).toBe(64);
    expect(ended.stderr).toContain('--speed fast is not a speed');
  });

  it.each([
    ['a torn line', '{"schema":1,"seq"', 'line 1 of the events'],
    ['another version', '{"schema":99,"seq":1,"at":"2026-01-01T00:00:00.000Z","run":"x","type":"start"}', 'have version 99'],
    ['something else', '[]', 'is not an event'],
  ])('says where a recording is damaged: %s', async (_what, line, text) => {
    const project = applied.copy();
    project.write(`.atakora/local/runs/${run}/events.ndjson`, `${line}\n`);
    const ended = await project.run('replay', '--local');
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('ATK1607');
    expect(ended.stderr).toContain(text);
  });
});
