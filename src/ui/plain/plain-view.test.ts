import { describe, expect, test } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { StampedEvent } from '../../model/event.ts';
import { samplePlan } from '../gallery/sample-plan.ts';
import { failedRun, stamp, succeededRun } from '../gallery/sample-run.ts';
import type { PlainViewOptions } from './plain-view.ts';
import { createPlainView } from './plain-view.ts';

async function show(events: readonly StampedEvent[], options: Partial<PlainViewOptions> = {}): Promise<string> {
  let text = '';
  const view = createPlainView({ width: 100, ...options, write: (part) => (text += part) });
  for (const event of events) {
    view.onEvent(event);
    await Promise.resolve();
  }
  await view.close();
  return text;
}

test('a view in which nothing turns says at calm intervals what runs, where nothing else was said since', async () => {
  let text = '';
  let tell = (): void => undefined;
  let beats = 0;
  const view = createPlainView({
    write: (piece) => (text += piece),
    beat: (told) => {
      tell = told;
      beats += 1;
      return () => (beats -= 1);
    },
  });
  const events = failedRun();
  const middle = events.findIndex((event) => event.type === 'resource' && event.status === 'started') + 1;
  for (const event of events.slice(0, middle)) view.onEvent(event);
  await new Promise((resolve) => setImmediate(resolve));
  tell();
  expect(text).not.toContain('running:');
  tell();
  expect(text).toMatch(/○ \d+ of \d+ done, \d+ running: main\/\S+/);
  expect(beats).toBe(1);
  for (const event of events.slice(middle)) view.onEvent(event);
  await view.close();
  expect(beats).toBe(0);
  tell();
  expect(text.match(/running:/g)).toHaveLength(1);
});

describe('the plain view', () => {
  test('tells a failed apply as reviewed', async () => {
    await expect(await show(failedRun())).toMatchFileSnapshot('../../../snapshots/ui/plain-failed/100.txt');
  });

  test('tells each resource once when it starts and once when it ends', async () => {
    const lines = (await show(succeededRun())).split('\n');
    expect(lines.filter((line) => line.startsWith('✓ main/'))).toHaveLength(40);
    expect(lines.filter((line) => line.startsWith('○ creating main/'))).toHaveLength(40);
    expect(lines.filter((line) => line.startsWith('✓ stack '))).toHaveLength(5);
  });

  test('writes the outputs and the result after the last task, hides sensitive values, and says what to type next', async () => {
    const text = await show(succeededRun());
    expect(text.trimEnd().split('\n').slice(-5)).toEqual([
      'apiUrl   = https://func-feedback-dev-weu-x7q2m-01.azurewebsites.net',
      'adminKey = (sensitive)',
      '',
      expect.stringMatching(/^Done: 40 resources applied in /),
      'Next: atakora outputs --local',
    ]);
  });

  test('tells a failure on one line with the innermost cause and the id that support asks for', async () => {
    const failure = (await show(failedRun())).split('\n').find((line) => line.startsWith('✗ main/cosmos.main/account '));
    expect(failure).toContain('could not be created after 1m 18s: ServiceUnavailable: Sorry');
    expect(failure).toContain('correlation id 7d1f6a0e');
  });

  test('does not tell the failure of a resource again for its stack', async () => {
    const failure = { code: 'QuotaExceeded', message: 'No cores are left.', correlationId: '7d1f' };
    const events = failedRun().map((event) => (event.type === 'stack' && event.status === 'failed' ? { ...event, because: 'main/cosmos.main/account failed', failure } : event));
    const stack = (await show(events)).split('\n').filter((line) => line.startsWith('✗ stack '));
    expect(stack).toEqual([expect.stringMatching(/^✗ stack \w+ failed: main\/cosmos\.main\/account failed \(correlation id 7d1f\)$/)]);
    const alone = events.filter((event) => !(event.type === 'resource' && event.status === 'failed'));
    expect((await show(alone)).split('\n').find((line) => line.startsWith('✗ stack '))).toContain('QuotaExceeded: No cores are left.');
  });

  test('holds no escape sequence unless colour is on, and no cursor move even then', async () => {
    expect(await show(failedRun())).not.toContain('\u001B');
    const colored = await show(failedRun(), { color: true });
    expect(colored).toContain('\u001B[');
    // oxlint-disable-next-line eslint/no-control-regex -- escape sequences are what is looked for
    expect(colored.replaceAll(/\u001B\[\d+m/g, '')).not.toContain('\u001B');
  });

  test('is silent about starts when quiet, but never about trouble', async () => {
    const text = await show(failedRun(), { verbosity: 'quiet' });
    expect(text).not.toContain('creating');
    expect(text).toContain('error ATK1601');
    expect(text).toContain('✗ main/cosmos.main/account');
  });

  test('ends when the run dies before its summary', async () => {
    const events = succeededRun().slice(0, 20);
    expect(await show(events)).toContain('deploying stack foundation');
  });

  test('gives the fallback when nobody can be asked, and asks when somebody can', async () => {
    const question = { text: 'Apply?', fallback: false, danger: ['this hurts'] };
    let text = '';
    const alone = createPlainView({ write: (part) => (text += part) });
    expect(await alone.confirm(question)).toBe('declined');
    expect(text).toContain('this hurts');
    const asked = createPlainView({ write: () => undefined, ask: () => Promise.resolve('approved') });
    expect(await asked.confirm(question)).toBe('approved');
  });

  test('tells who holds the lock, what was assumed, and what is tried again', async () => {
    const by = { id: '1', who: 'anna', host: 'build-7', processId: 1, command: 'atakora apply', run: 'r', since: '2026-10-14T15:00:00Z', heartbeat: '' };
    const text = await show(
      stamp([
        [0, { type: 'assumption', what: 'region', value: 'westeurope', from: 'the manifest' }],
        [1, { type: 'lock', status: 'waiting', by }],
        [2, { type: 'retry', what: 'GET x', afterMs: 2000, because: 'throttled' }],
        [3, { type: 'log', level: 'debug', text: 'not told' }],
        [4, { type: 'prompt', question: 'Apply?', answer: 'approved', by: 'user' }],
        [5, { type: 'prompt', question: 'Apply?', answer: 'yes', by: 'flag' }],
      ]),
    );
    expect(text.split('\n')).toEqual([
      'using region westeurope, from the manifest',
      'waiting for the lock of the state by anna on build-7 (atakora apply, since 2026-10-14T15:00:00Z)',
      'trying GET x again in 2.0s: throttled',
      'Apply? yes (by flag)',
      '',
    ]);
  });

  test('folds what is tried again into its first line and a sum, request by request', async () => {
    const retry = (what: string, afterMs = 2000) => ({ type: 'retry', what, afterMs, because: 'Azure asks to slow down (HTTP 429)' }) as const;
    const text = await show(stamp([[0, retry('GET x')], [1, retry('GET y')], [2, retry('GET x')], [3, retry('GET x', 4000)], [4, { type: 'phase', phase: 'refresh', status: 'finished' }], [5, retry('GET x', 1000)]]));
    expect(text.split('\n')).toEqual([
      'trying GET x again in 2.0s: Azure asks to slow down (HTTP 429)',
      'trying GET y again in 2.0s: Azure asks to slow down (HTTP 429)',
      'tried GET x again 2 times more, 6.0s of waiting: Azure asks to slow down (HTTP 429)',
      'trying GET x again in 1.0s: Azure asks to slow down (HTTP 429)',
      '',
    ]);
  });

  test('tells of a long row of retries in between', async () => {
    const text = await show(stamp([0, 1, 2, 3].map((at) => [at, { type: 'retry', what: 'GET x', afterMs: 30_000, because: 'busy' }] as const)));
    expect(text.split('\n')).toEqual(['trying GET x again in 30s: busy', 'tried GET x again 2 times more, 1m 00s of waiting: busy', 'tried GET x again once more, 30s of waiting: busy', '']);
  });

  test('says an error of the plan once: where the plan stands', async () => {
    const finding = { code: 'ATK1502', severity: 'error', summary: 'main/a/x would be deleted with its data', hint: 'Name it.', address: 'main/a/x' as Address } as const;
    const plan = samplePlan([], { diagnostics: [finding] });
    const text = await show(stamp([[0, { type: 'plan', plan }], [1, { type: 'error', code: 'ATK1502', message: finding.summary, hint: 'Name it.', address: 'main/a/x' }]]));
    expect(text.split('would be deleted with its data')).toHaveLength(2);
    expect(text).toMatch(/\nerror ATK1502: nothing was changed: the plan has 1 error, told above\n$/);
    const both = await show(stamp([[0, { type: 'plan', plan: { ...plan, diagnostics: [finding, finding] } }], [1, { type: 'error', code: 'ATK1502', message: `${finding.summary} (and 1 more, see the plan)`, hint: 'Name both.', address: 'main/a/x' }]]));
    expect(both).toMatch(/\nerror ATK1502: nothing was changed: the plan has 2 errors, told above\n  → Name both\.\n$/);
    const other = await show(stamp([[0, { type: 'plan', plan }], [1, { type: 'error', code: 'ATK1704', message: 'it is locked', hint: 'Wait.' }]]));
    expect(other).toContain('error ATK1704: it is locked');
  });

  test('says what changed in the state alone', async () => {
    const ended = { type: 'summary', command: 'apply', result: 'succeeded', exitCode: 0, elapsedMs: 1000, done: 0, failed: 0, skipped: 0, unknown: 0, next: [] } as const;
    const text = await show(stamp([[0, { type: 'apply', status: 'started', kind: 'apply', resources: [] }], [1, { ...ended, recorded: { moved: 2, forgotten: 1 } }]]));
    expect(text).toContain('Changing the state alone: nothing is deployed');
    expect(text).toContain('Done: 2 resources moved, 1 resource left to others in 1.0s.');
    expect(text).not.toMatch(/\b0 resources/);
  });
});
