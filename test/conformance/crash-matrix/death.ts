import { appendFileSync } from 'node:fs';

/** `before`: the process dies as it calls. `after`: the call had its effect, and nobody hears of it. */
export type Moment = 'before' | 'after';

/** Variables that say to a process at which call it dies (`12 before`), and where it writes down its calls. */
export const deathVariables = { at: 'ATAKORA_TEST_DIE_AT', calls: 'ATAKORA_TEST_CALLS' } as const;

/** Answers of ports that are called again: a lock, a deletion under way. */
const inner = new Set(['lock', 'questions', 'apps']);
/** Methods that answer at once with a port. */
const makers = new Set(['secrets']);
/** Methods that only say or listen. */
const uncounted = new Set(['describe', 'tellRetries', 'then']);

let calls = 0;

/** The port with every call counted, and the process killed at the one that its environment names. What it hands out is wrapped likewise. */
export function mortal<T extends object>(port: T, name: string): T {
  return new Proxy(port, {
    get: (from, key) => {
      const value: unknown = Reflect.get(from, key);
      const full = `${name}.${String(key)}`;
      if (typeof value === 'function' && makers.has(String(key))) {
        return (...args: readonly unknown[]) => mortal(Reflect.apply(value, from, args) as object, full);
      }
      if (typeof value === 'function' && full.endsWith('.secrets.list')) {
        return (...args: readonly unknown[]) => countedList(full, () => Reflect.apply(value, from, args) as AsyncIterable<unknown>);
      }
      if (typeof value === 'function' && !uncounted.has(String(key))) {
        return (...args: readonly unknown[]) => counted(full, () => Reflect.apply(value, from, args) as Promise<unknown>);
      }
      return inner.has(String(key)) && isObject(value) ? mortal(value, full) : value;
    },
  });
}

function count(name: string): number {
  calls += 1;
  const log = process.env[deathVariables.calls];
  if (log !== undefined) appendFileSync(log, `${name}\n`);
  dieAt(calls, 'before');
  return calls;
}

/** A list that comes page by page counts once. */
async function* countedList(name: string, call: () => AsyncIterable<unknown>): AsyncIterable<unknown> {
  const own = count(name);
  yield* call();
  dieAt(own, 'after');
}

async function counted(name: string, call: () => Promise<unknown>): Promise<unknown> {
  const own = count(name);
  const answer = await call();
  dieAt(own, 'after');
  return isObject(answer) && ('isDone' in answer || 'lock' in answer) ? mortal(answer, name) : answer;
}

/** The system ends the process inside this call: no handler, no `finally`, no flush. */
function dieAt(call: number, moment: Moment): void {
  if (process.env[deathVariables.at] === `${call} ${moment}`) {
    process.kill(process.pid, 'SIGKILL');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
