import { describe, expect, test } from 'vitest';
import type { RunId } from '../model/run-id.ts';
import { readGlobalOptions } from './global-options.ts';
import { guardOutput } from './output-guard.ts';
import type { Output } from './output.ts';
import { openOutput } from './output.ts';
import { fakePlatform } from './test-platform.fake.ts';

async function openJson(stream: 'events' | 'document'): Promise<{ readonly output: Output; readonly stdout: () => string }> {
  const { platform, stdout } = fakePlatform();
  const output = await openOutput(platform, readGlobalOptions({ json: true }, platform), 'synth-20260115-100000-0123abcd' as RunId, stream, { guard: guardOutput(platform), onInterrupt: () => undefined });
  return { output, stdout };
}

describe('an output that knows secrets', () => {
  test('prints events and documents that are JSON still when digits of a number are those of a secret', async () => {
    const events = await openJson('events');
    events.output.protect('1234567');
    events.output.emit({ type: 'summary', command: 'plan', result: 'planned', exitCode: 0, elapsedMs: 1_234_567, done: 0, failed: 0, skipped: 0, unknown: 0, next: ['x 1234567'] });
    expect(JSON.parse(events.stdout())).toMatchObject({ elapsedMs: 1_234_567, next: ['x (redacted)'] });
    const document = await openJson('document');
    document.output.protect('1234567');
    document.output.document({ bytes: 1_234_567, '1234567': ['a1234567b'] }, () => '');
    expect(JSON.parse(document.stdout())).toEqual({ bytes: 1_234_567, '(redacted)': ['a(redacted)b'] });
  });

  test('lays out nothing of a value before it is replaced, and reveals what was asked for', async () => {
    const { output, stdout } = await openJson('document');
    output.protect('correct horse battery');
    expect(output.redact({ text: 'a correct horse battery b' })).toEqual({ text: 'a (redacted) b' });
    output.reveal('correct horse battery');
    expect(stdout()).toBe('correct horse battery');
  });
});
