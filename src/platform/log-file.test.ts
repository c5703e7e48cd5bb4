import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RunId } from '../model/run-id.ts';
import { dangerousPlan } from '../ui/gallery/sample-plan.ts';
import { readGlobalOptions } from './global-options.ts';
import { guardOutput } from './output-guard.ts';
import type { Output } from './output.ts';
import { openOutput } from './output.ts';
import { fakePlatform } from './test-platform.fake.ts';

const run = 'synth-20260115-100000-0123abcd' as RunId;

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'atakora-log-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

interface Logged {
  readonly output: Output;
  readonly log: () => string;
  readonly stdout: () => string;
}

async function open(flags: Readonly<Record<string, string | boolean>> = {}, stream: 'events' | 'document' = 'events', cwd = folder()): Promise<Logged> {
  const { platform: bare, stdout } = fakePlatform();
  const platform = { ...bare, cwd };
  const output = await openOutput(platform, readGlobalOptions({ 'log-file': 'run.log', ...flags }, platform), run, stream, { guard: guardOutput(platform), onInterrupt: () => undefined });
  return { output, log: () => readFileSync(join(cwd, 'run.log'), 'utf8'), stdout };
}

const at = '2026-01-15T10:00:00.000Z';

describe('a log file', () => {
  test('has every line with its time, more than the screen shows, and no escape sequence', async () => {
    const { output, log, stdout } = await open({ quiet: true, color: 'always' });
    output.emit({ type: 'phase', phase: 'load', status: 'finished', elapsedMs: 1200 });
    output.emit({ type: 'log', level: 'debug', text: 'a detail' });
    output.emit({ type: 'assumption', what: 'region', value: 'westeurope', from: 'the manifest' });
    output.text('a notice\n\nof two lines\n');
    await output.close();
    expect(stdout()).toBe('a notice\n\nof two lines\n');
    expect(log()).toBe([`atakora 0.1.0, run ${run}`, 'load finished in 1.2s', 'a detail', 'using region westeurope, from the manifest', 'a notice', 'of two lines'].map((line) => `${at} ${line}\n`).join(''));
  });

  test('has plans in full, and answers with their questions', async () => {
    const { output, log } = await open({ detail: 'counts' });
    output.emit({ type: 'plan', plan: dangerousPlan() });
    output.emit({ type: 'prompt', question: 'Apply?', answer: 'yes', by: 'user' });
    await output.close();
    expect(log()).toContain('Apply? yes (by user)');
    expect(log().length).toBeGreaterThan(2000);
    expect(log()).toMatch(/^(?:2026-01-15T10:00:00\.000Z \S?.*\n)+$/);
  });

  test('is added to, and is there beside JSON and documents', async () => {
    const cwd = folder();
    const first = await open({ json: true }, 'document', cwd);
    first.output.document({ a: 1 }, () => 'a is 1\n');
    await first.output.close();
    expect(JSON.parse(first.stdout())).toEqual({ a: 1 });
    const second = await open({ json: true }, 'events', cwd);
    second.output.emit({ type: 'log', level: 'info', text: 'told' });
    await second.output.close();
    expect(first.log().match(/ (?:atakora|a is|told).*/g)).toEqual([` atakora 0.1.0, run ${run}`, ' a is 1', ` atakora 0.1.0, run ${run}`, ' told']);
  });

  test('knows no secret, whether it was told or revealed', async () => {
    const { output, log } = await open();
    output.protect('correct horse battery');
    output.emit({ type: 'log', level: 'info', text: 'it is correct horse battery' });
    output.text('again: correct horse battery\n');
    output.log('once more: correct horse battery\n');
    output.reveal('correct horse battery\n');
    await output.close();
    expect(log()).not.toContain('horse');
    expect(log().match(/\(redacted\)/g)).toHaveLength(3);
  });

  test('is shared by what a command runs on its way', async () => {
    const { output, log } = await open({}, 'document');
    const events = await output.openEvents();
    events.emit({ type: 'log', level: 'info', text: 'inner' });
    await events.close();
    output.text('outer\n');
    await output.close();
    expect(log().match(/ (?:inner|outer)/g)).toEqual([' inner', ' outer']);
    expect(log().match(/atakora 0/g)).toHaveLength(1);
  });

  test('that cannot be written is an error before anything else', async () => {
    const cwd = folder();
    mkdirSync(join(cwd, 'taken'));
    await expect(open({ 'log-file': 'taken' }, 'events', cwd)).rejects.toMatchObject({ code: 'ATK1901', message: 'taken cannot be written' });
    await expect(open({ 'log-file': 'none/run.log' }, 'events', cwd)).rejects.toMatchObject({ code: 'ATK1901' });
  });
});
