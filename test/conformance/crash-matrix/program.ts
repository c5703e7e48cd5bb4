import { PassThrough } from 'node:stream';
import { main } from '../../../src/platform/main.ts';
import { realPlatform } from '../../../src/platform/real-platform.ts';

/** A command for a process that stays: which, where, with which further variables. */
export interface Job {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface JobEnd {
  readonly code: number;
  readonly text: string;
}

/** The program on this process, with its output kept as text. */
async function run({ argv, cwd, env }: Job): Promise<JobEnd> {
  let text = '';
  const stream = (): PassThrough => new PassThrough().on('data', (chunk: Buffer) => void (text += chunk.toString()));
  // What stands beneath the ports looks at the process's own variables.
  Object.assign(process.env, env);
  const code = await main(argv, { ...realPlatform(new URL('main.js', import.meta.url).href), cwd, env: { ...process.env, ...env }, stdin: new PassThrough(), stdout: stream(), stderr: stream() });
  return { code, text };
}

// With a channel to its parent it stays and takes jobs; else it is the program itself.
if (process.send === undefined) {
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.on('message', (job: Job) => void run(job).then((end) => process.send?.(end)));
}
