import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TestProject } from './project.ts';
import { copyExample } from './project.ts';
import type { PrintedEvent } from './run-atakora.ts';
import { eventsOf, runAtakora, told } from './run-atakora.ts';

let fresh: TestProject;
let applied: TestProject;
let applyEvents: readonly PrintedEvent[] = [];

beforeAll(async () => {
  fresh = copyExample('feedback-api');
  applied = fresh.copy();
  const ended = await applied.done('apply', '--local', '--yes', '--json');
  applyEvents = eventsOf(ended.stdout);
  expect(ended.stderr).toBe('');
});

/** Events as the contract has them: all of one run, numbered from 1, in the order of time, from `start` to `summary`. */
function isStream(events: readonly PrintedEvent[]): void {
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
  expect(new Set(events.map(({ run }) => run)).size).toBe(1);
  expect(events.every((event) => event['schema'] === 1)).toBe(true);
  expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort());
  expect(events.every(({ at }) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at))).toBe(true);
  expect(events[0]?.type).toBe('start');
  expect(events.at(-1)?.type).toBe('summary');
}

describe.concurrent('--json of a long command', () => {
  it('apply: nothing but events on stdout, each resource from start to end', () => {
    isStream(applyEvents);
    const resources = applyEvents.filter(({ type }) => type === 'resource');
    const ended = resources.filter((event) => event['status'] === 'succeeded').map((event) => event['address']);
    expect(new Set(ended).size).toBe(ended.length);
    expect([...ended].sort()).toEqual(Object.keys(applied.state().resources));
    expect(applyEvents.filter(({ type }) => type === 'output').map((event) => event['name'])).toEqual(['feedbackApiUrl', 'summaryUrl']);
    expect(applyEvents.at(-1)).toMatchObject({ result: 'succeeded', exitCode: 0, failed: 0, skipped: 0, unknown: 0 });
  });

  it('plan and destroy: the same', async () => {
    const project = applied.copy();
    isStream(eventsOf((await project.done('plan', '--local', '--json')).stdout));
    const destroyed = eventsOf((await project.done('destroy', '--local', '--yes', '--json')).stdout);
    isStream(destroyed);
    expect(destroyed.at(-1)).toMatchObject({ command: 'destroy', result: 'succeeded', exitCode: 0 });
  });

  it('a failure: an error event, and still one JSON document a line', async () => {
    const project = fresh.copy();
    project.write('atakora/backend.ts', 'export const x = 1;\n');
    const events = eventsOf((await project.run('apply', '--local', '--yes', '--json')).stdout);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
    expect(events.find(({ type }) => type === 'error')).toMatchObject({ code: 'ATK1204', location: 'atakora/backend.ts' });
  });

  it('is archived with the run as it was printed', () => {
    const archived = readFileSync(join(applied.folder, '.atakora/local/runs', applyEvents[0]?.run ?? '', 'events.ndjson'), 'utf8');
    expect(eventsOf(archived)).toEqual(applyEvents);
  });

  it('--json-into: people read the screen, the file has the events', async () => {
    const project = fresh.copy();
    const ended = await project.done('apply', '--local', '--yes', '--json-into', 'events.ndjson');
    expect(ended.stdout).toContain('Done: 38 resources applied');
    isStream(eventsOf(readFileSync(join(project.folder, 'events.ndjson'), 'utf8')));
  });

  it('--json-into a file that cannot be written: refused before anything happens', async () => {
    const project = fresh.copy();
    const ended = await project.run('apply', '--local', '--yes', '--json-into', 'no/such/folder/events.ndjson');
    expect(ended.code, told(ended)).toBe(1);
    expect(ended.stderr).toContain('error ATK1901');
    expect(existsSync(join(project.folder, '.atakora/local/state'))).toBe(false);
  });
});

describe.concurrent('what is printed without a terminal', () => {
  it('has no cursor moves and no colours, and fits any width', async () => {
    const project = fresh.copy();
    for (const env of [{}, { NO_COLOR: '1' }, { CI: 'true' }, { TERM: 'dumb' }]) {
      const { stdout, stderr, code } = await runAtakora(['plan', '--local', '--detail', 'full'], { cwd: project.folder, env });
      expect(code).toBe(0);
      expect(stdout + stderr).not.toContain('\u001b');
      expect(stdout + stderr).not.toContain('\r');
    }
  });

  it('has colours with FORCE_COLOR, also beside NO_COLOR', async () => {
    const { stdout } = await runAtakora(['plan', '--local'], { cwd: fresh.folder, env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
    expect(stdout).toContain('\u001b[');
  });

  it('--ascii has nothing beyond ASCII', async () => {
    const { stdout, stderr } = await fresh.done('plan', '--local', '--ascii');
    // oxlint-disable-next-line no-control-regex -- the range of ASCII is what is meant
    expect((stdout + stderr).replaceAll(/[\x00-\x7f]/g, '')).toBe('');
  });

  it('-q prints results only', async () => {
    const { stdout } = await applied.done('plan', '--local', '-q');
    expect(stdout).not.toContain('using environment');
  });
});

describe.concurrent('documents', () => {
  it('outputs: text, env, json, value and one by name', async () => {
    const url = /^https:\/\/func-feedback-dev-weu-\w{5}-01\.azurewebsites\.net\/api\/feedback$/;
    const [text, env, json, value, one] = await Promise.all([['outputs'], ['outputs', '--format', 'env'], ['outputs', '--format', 'json'], ['outputs', 'feedbackApiUrl', '--format', 'value'], ['outputs', 'feedbackApiUrl']].map((args) => applied.done(...args, '--local')));
    expect(text?.stdout).toMatch(/^feedbackApiUrl = https:/m);
    expect(env?.stdout).toMatch(/^[A-Za-z_]+="?https:.*"?$/m);
    expect((JSON.parse(json?.stdout ?? '') as { feedbackApiUrl: string }).feedbackApiUrl).toMatch(url);
    expect(value?.stdout.trim()).toMatch(url);
    expect(one?.stdout).toBe(value?.stdout);
    for (const ended of [text, env, json, value, one]) {
      expect(ended?.stderr).toBe('');
    }
  });

  it('graph: tree, Mermaid, DOT and JSON', async () => {
    const [tree, mermaid, dot, json] = await Promise.all(['tree', 'mermaid', 'dot', 'json'].map((format) => applied.done('graph', '--local', '--format', format)));
    expect(tree?.stdout).toMatch(/^foundation\n {2}main\/group\.main\/group/);
    expect(mermaid?.stdout).toMatch(/^flowchart LR\n {2}n0\["/);
    expect(dot?.stdout).toMatch(/^digraph backend \{\n[^]*\}\n$/);
    const { resources } = JSON.parse(json?.stdout ?? '') as { readonly resources: readonly { readonly address: string; readonly dependsOn: readonly string[] }[] };
    const known = new Set(resources.map(({ address }) => address));
    expect([...known].sort()).toEqual(Object.keys(applied.state().resources));
    expect(resources.flatMap(({ dependsOn }) => dependsOn).filter((address) => !known.has(address))).toEqual([]);
  });

  it('state: list, one resource, everything', async () => {
    const [list, one, all] = await Promise.all([['list', '--json'], ['show', 'main/group.main/group'], ['show']].map((args) => applied.done('state', ...args, '--local')));
    expect((JSON.parse(list?.stdout ?? '') as readonly unknown[]).length).toBe(38);
    expect(JSON.parse(one?.stdout ?? '')).toMatchObject({ type: 'Microsoft.Resources/resourceGroups', status: 'applied' });
    // The file besides carries a digest of the document.
    expect(applied.state()).toEqual({ ...(JSON.parse(all?.stdout ?? '') as object), digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
  });

  it('history: who, when, what, how it ended; and one run', async () => {
    const [text, json, one] = await Promise.all([['history'], ['history', '--json'], ['history', applyEvents[0]?.run ?? '']].map((args) => applied.done(...args, '--local')));
    expect(text?.stdout).toMatch(/^synth-\S+ {2}\d{4}-\S+Z {2}apply {2}succeeded {2}38 create {2}\d/);
    expect(JSON.parse(json?.stdout ?? '')).toMatchObject([{ kind: 'apply', result: 'succeeded', environment: 'dev@local', serial: 1 }]);
    expect(JSON.parse(one?.stdout ?? '')).toMatchObject({ kind: 'apply', result: 'succeeded' });
  });

  it('synth --stdout and validate --json: one document', async () => {
    const [templates, validated] = await Promise.all([applied.done('synth', '--local', '--stdout'), applied.done('validate', '--local', '--json')]);
    expect(Object.keys(JSON.parse(templates.stdout) as object)).toEqual(['compute', 'data', 'foundation', 'observability', 'security']);
    expect(JSON.parse(validated.stdout)).toMatchObject({ valid: true, resources: 38 });
  });

  it('a failure of a document command with --json is an error document on stdout and text on stderr', async () => {
    const project = fresh.copy();
    project.write('atakora/backend.ts', 'export const x = 1;\n');
    const ended = await project.run('validate', '--local', '--json');
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('error ATK1204');
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code: 'ATK1204' } });
  });
});

describe('a reader that stops', () => {
  it('does not stop an apply', async () => {
    const project = copyExample('feedback-api');
    const running = project.start('apply', '--local', '--yes');
    running.process.stdout?.once('data', () => running.process.stdout?.destroy());
    expect((await running.ended).code).toBe(0);
    expect(Object.keys(project.state().resources)).toHaveLength(38);
  });
});
