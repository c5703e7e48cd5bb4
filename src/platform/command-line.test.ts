import { expect, it } from 'vitest';
import type { CommandContext } from './command-context.ts';
import { typedMend } from './command-line.ts';

it('makes the commands of a mend such that they mean the environment that is looked at', () => {
  const twin = { options: { local: true, environment: 'qa', cwd: '/my shop' } } as unknown as Pick<CommandContext, 'options'>;
  const mend = 'Write moved(…), or run `atakora state mv main/a main/b`; see `atakora COMMAND --help` and `az lock list`.';
  expect(typedMend(twin, mend)).toBe("Write moved(…), or run `atakora state mv main/a main/b --local --env qa -C '/my shop'`; see `atakora COMMAND --help` and `az lock list`.");
  // What says already where it is meant is said once.
  expect(typedMend(twin, typedMend(twin, mend))).toBe(typedMend(twin, mend));
  expect(typedMend({ options: { local: false } } as unknown as Pick<CommandContext, 'options'>, mend)).toBe(mend);
});
