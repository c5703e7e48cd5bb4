import { PassThrough, Writable } from 'node:stream';
import type { PlainTerminal } from '../plain/plain-terminal.ts';
import type { SecretKeySource } from '../secret/secret-keys.ts';

/** Everything that a prompt in lines says when it gets these answers, with the answers where they were typed. */
export async function spokenLines(ask: (terminal: PlainTerminal) => Promise<unknown>, answers: readonly string[]): Promise<readonly string[]> {
  const left = [...answers];
  // A question has no line break of its own: the person's Enter makes it.
  const said = collector((chunk) => (chunk.endsWith('\n') ? chunk : `${chunk}${left.shift() ?? ''}\n`));
  const stdin = Object.assign(new PassThrough(), { ref: () => stdin, unref: () => stdin });
  stdin.end(answers.map((answer) => `${answer}\n`).join(''));
  await ask({ stdin: stdin as unknown as PlainTerminal['stdin'], stdout: said.stream as PlainTerminal['stdout'] });
  return said.lines();
}

/** Everything that a prompt says which reads keys: one burst of them after the other, each when the last was dealt with. */
export async function spokenKeys(ask: (stdin: SecretKeySource, stdout: NodeJS.WritableStream) => Promise<unknown>, bursts: readonly string[]): Promise<readonly string[]> {
  const said = collector((chunk) => chunk);
  const stdin = new PassThrough();
  const asked = ask(stdin, said.stream);
  for (const burst of bursts) {
    stdin.write(burst);
    // Longer than what tells a paste from a key.
    await new Promise((resolve) => setTimeout(resolve, 120));
  }
  stdin.end();
  await asked;
  return said.lines();
}

/** A text with line breaks as lines. */
export function linesOf(text: string): readonly string[] {
  return text.replace(/\n$/, '').split('\n');
}

function collector(read: (chunk: string) => string): { readonly stream: NodeJS.WriteStream; readonly lines: () => readonly string[] } {
  let said = '';
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      said += read(chunk);
      done();
    },
  });
  return { stream: stream as unknown as NodeJS.WriteStream, lines: () => said.trimEnd().split('\n').map((line) => line.trimEnd()) };
}
