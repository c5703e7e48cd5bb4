import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { guardOutput } from './output-guard.ts';
import type { OutputStream } from './platform.ts';

function collector(): { readonly stream: OutputStream; text(): string } {
  const stream = new PassThrough();
  let text = '';
  stream.on('data', (chunk: Buffer) => void (text += chunk.toString()));
  return { stream, text: () => text };
}

describe('the guard of the streams', () => {
  test('replaces in text and bytes, in pieces and across them, and calls back', async () => {
    const [out, err] = [collector(), collector()];
    const guard = guardOutput({ stdout: out.stream, stderr: err.stream });
    guard.redactor.register('hunter2-é-hunter2');
    out.stream.write('a hunter2-é-hun');
    out.stream.write('ter2 b ');
    const bytes = Buffer.from('c hunter2-é-hunter2 d');
    out.stream.write(bytes.subarray(0, 11));
    out.stream.write(bytes.subarray(11));
    await new Promise<void>((resolve) => err.stream.write(Buffer.from('hunter2-é-hunter2').toString('hex'), 'utf8', () => resolve()));
    expect(out.text()).toBe('a (redacted) b c (redacted) d');
    expect(err.text()).toBe('(redacted)');
  });

  test('lets pass what is revealed, writes at the end what was held back, and stays until the next command', () => {
    const out = collector();
    const guard = guardOutput({ stdout: out.stream, stderr: out.stream });
    guard.redactor.register('hunter2hunter2');
    guard.reveal('hunter2hunter2;', out.stream);
    out.stream.write('x hunter2');
    expect(out.text()).toBe('hunter2hunter2;x ');
    guard.flush();
    expect(out.text()).toBe('hunter2hunter2;x hunter2');
    out.stream.write('; hunter2hunter2;');
    expect(out.text()).toBe('hunter2hunter2;x hunter2; (redacted);');
    guardOutput({ stdout: out.stream, stderr: out.stream });
    out.stream.write(' hunter2hunter2');
    expect(out.text()).toBe('hunter2hunter2;x hunter2; (redacted); hunter2hunter2');
  });

  test('lets no escape sequence out from the moment on that a screen reader is spoken to, whoever writes it', () => {
    const [out, err] = [collector(), collector()];
    const guard = guardOutput({ stdout: out.stream, stderr: err.stream });
    out.stream.write('\u001B[1mbefore\u001B[22m ');
    guard.withoutEscapes();
    out.stream.write('\u001B[31mred\u001B[39m \u001B]0;title\u0007\u001B[?25h');
    err.stream.write('\u001B[2J');
    guard.reveal('\u001B[4mshown\u001B[24m \u001B', out.stream);
    guard.flush();
    expect(out.text()).toBe('\u001B[1mbefore\u001B[22m red shown ');
    expect(err.text()).toBe('');
  });
});
