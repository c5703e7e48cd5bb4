import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/**
 * A process that sets variables of a file, one after the other: `node env-file-process.fake.ts FILE STEP NAME=VALUE…`. With a step above zero
 * it kills itself before that call of the file system; it prints how many calls there were.
 */
const [, , file = '', step = '0', ...assignments] = process.argv;
let calls = 0;

const promises = fs.promises as unknown as Record<string, (...args: readonly unknown[]) => unknown>;
for (const name of ['open', 'rename', 'link', 'unlink', 'chmod', 'stat', 'lstat', 'realpath', 'readdir', 'readFile', 'mkdir']) {
  const real = promises[name];
  promises[name] = (...args) => {
    calls += 1;
    if (calls === Number(step)) {
      process.kill(process.pid, 'SIGKILL');
    }
    return real?.(...args);
  };
}
syncBuiltinESMExports();

const { openEnvFile } = await import('./env-file-store.ts');
for (const assignment of assignments) {
  const at = assignment.indexOf('=');
  await openEnvFile(file, { patienceMs: 60_000 }).set(new Map([[assignment.slice(0, at), assignment.slice(at + 1)]]));
}
process.stdout.write(`${calls}\n`);
