import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Job, JobEnd } from './program.ts';

/** How a process of its own ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly text: string;
}

/** Both: code compiled once serves all processes. */
function environment(env: Readonly<Record<string, string>>, cache: string): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:CI|ATAKORA_|VITEST|NODE_OPTIONS|GITHUB_|BUILD_|npm_)/.test(name)));
  return { ...kept, LANG: 'C.UTF-8', NODE_COMPILE_CACHE: cache, ...env };
}

/** Runs the program as a process of its own to its end, which may be a kill. */
export async function runProcess(file: string, { argv, cwd, env }: Job, cache: string): Promise<ProcessEnd> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...argv], { cwd, env: environment(env, cache), stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => void (text += part));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, text };
}

/** Processes that stay and run one command after the other: what they load, they load once. */
export interface Runners {
  run(job: Job): Promise<JobEnd>;
  stop(): void;
}

export function startRunners(file: string, count: number, cache: string): Runners {
  const all = Array.from({ length: count }, () => fork(file, { execArgv: ['--disable-warning=ExperimentalWarning'], env: environment({}, cache), stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }));
  const free: ChildProcess[] = [...all];
  const waiting: ((child: ChildProcess) => void)[] = [];
  const take = (): Promise<ChildProcess> => {
    const child = free.pop();
    return child === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(child);
  };
  const giveBack = (child: ChildProcess): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(child);
    else next(child);
  };
  return {
    run: async (job) => {
      const child = await take();
      const over = new AbortController();
      const { signal } = over;
      try {
        const ended = once(child, 'message', { signal });
        once(child, 'exit', { signal }).then(() => over.abort(new Error('a process that should stay has ended')), () => undefined);
        child.send(job);
        const [end] = (await ended) as [JobEnd];
        return end;
      } finally {
        over.abort();
        giveBack(child);
      }
    },
    stop: () => {
      for (const child of all) child.kill('SIGKILL');
    },
  };
}
