import { describe, expect, test } from 'vitest';
import { AtakoraError } from '../model/errors.ts';
import type { EngineEvent } from '../model/event.ts';
import type { Output } from './output.ts';
import { stackOf } from './error-stack.ts';
import { errorEvent, reportError } from './report-error.ts';
import { fakePlatform } from './test-platform.fake.ts';

const known = new AtakoraError('ATK1103', '"projct" is not a field', { hint: 'Did you mean "project"?', location: { file: '.atakora/manifest.json', line: 6, column: 3 } });

describe('reporting an error', () => {
  test('prints code, sentence, place and mend on stderr and returns the exit code of the code', () => {
    const fake = fakePlatform();
    expect(reportError(known, fake.platform, undefined, { verbose: false })).toBe(64);
    expect(fake.stderr()).toMatch(/ATK1103[\s\S]*"projct" is not a field[\s\S]*\.atakora\/manifest\.json:6:3[\s\S]*Did you mean "project"\?/);
    expect(fake.stderr()).not.toMatch(/report-error\.test/);
    expect(fake.stdout()).toBe('');
  });

  test('names the command that was typed where the mend of a code speaks of any', () => {
    const fake = fakePlatform();
    expect(reportError(new AtakoraError('ATK1002', '--refresh bad is not one of true, false, only'), fake.platform, undefined, { verbose: false, command: 'plan' })).toBe(64);
    expect(fake.stderr()).toContain('See `atakora plan --help`.');
  });

  test('tells what a failure of Azure means and the id that support asks for, and nothing twice', () => {
    const fake = fakePlatform();
    const advice = { rule: 'core-quota', code: 'ATK1808', sentence: 'It would exceed a quota.', hint: 'Use less.', fix: 'az quota', retry: 'no' } as const;
    const cause = { code: 'QuotaExceeded', message: 'No cores are left.', status: 409, correlationId: '7d1f', target: '/subscriptions/s/x', advice };
    const refused = new AtakoraError('ATK1601', 'main/a/x failed: QuotaExceeded: No cores are left.', { source: 'azure', address: 'main/a/x', cause, hint: 'Use less. `az quota`' });
    expect(errorEvent(refused).failure).toEqual(cause);
    reportError(refused, fake.platform, undefined, { verbose: false });
    const text = fake.stderr();
    for (const said of ['It would exceed a quota. (ATK1808)', 'correlation id 7d1f', 'HTTP status 409', 'No cores are left.', 'Use less.', 'az quota', 'main/a/x']) {
      expect(text.split(said).length - 1, said).toBe(said === 'main/a/x' ? 2 : 1);
    }
    expect(text).not.toContain('/subscriptions/s/x');
    expect(errorEvent(new AtakoraError('ATK1902', 'no', { cause: new Error('disk full') }))).not.toHaveProperty('failure');
  });

  test('prints the stack with its causes when it is asked to', () => {
    const fake = fakePlatform();
    reportError(new AtakoraError('ATK1901', 'no', { cause: new Error('disk full') }), fake.platform, undefined, { verbose: true });
    expect(fake.stderr()).toMatch(/caused by: Error: disk full/);
    expect(stackOf('text')).toBe('text');
    expect(stackOf(new AtakoraError('ATK1803', 'no', { cause: { code: 'Conflict' } }))).toContain('caused by: {"code":"Conflict"}');
  });

  test('calls what has no code a bug of ours', () => {
    const fake = fakePlatform();
    expect(reportError(new TypeError('x is undefined'), fake.platform, undefined, { verbose: false })).toBe(70);
    expect(fake.stderr()).toMatch(/ATK9001[\s\S]*x is undefined[\s\S]*--verbose/);
  });

  test('goes to the view of a command that speaks in events', () => {
    const fake = fakePlatform();
    const events: EngineEvent[] = [];
    const output = { json: false, shows: true, log: () => undefined, emit: (event: EngineEvent) => events.push(event) } as unknown as Output;
    reportError(known, fake.platform, output, { verbose: false });
    expect(events).toEqual([errorEvent(known)]);
    expect(fake.stderr()).toBe('');
  });
});
