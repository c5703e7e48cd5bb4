import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectFrame, expectRestored, lastLines } from './frames.ts';
import { atakora, edit, keys, makeFolder, shows } from './project-terminal.ts';
import type { TerminalSession } from './terminal-session.ts';

const { up, down, enter, escape } = keys;

/** The steps of the wizard as a person takes them: what is waited for, what is then typed. */
const interview: readonly (readonly [frame: string, question: string, typed: string])[] = [
  ['project', 'Longest name for its kind', enter],
  ['organization', 'Which organization', `Harbour Books${enter}`],
  ['template', 'What do you start from?', down],
  ['template-second', '❯ uploads', escape],
  ['organization-again', '❯ Harbour Books', enter],
  ['template-again', '❯ uploads', up + enter],
  ['region', 'Which region?', 'north'],
  ['region-filtered', 'north▏ 8 of 61', down + down + down],
  ['region-chosen', '❯ italynorth', enter],
  ['subscription', 'Sign in with `az login`', enter],
  ['environments', 'Which environments?', `${down} `],
  ['environments-chosen', '❯ ◉ qa', enter],
  ['default-environment', 'Which one is meant', enter],
  ['settings', 'Which settings differ', down + down + ' '],
  ['settings-changed', 'dev.functionApp.instanceMemoryMb = 4096, was 2048', 'x'],
  ['settings-again', 'dev.functionApp.instanceMemoryMb = 2048', enter],
  ['tags', 'Which tags', `owner=anna${enter}`],
  ['review', 'nothing is written yet', enter],
];

async function apply(folder: string, ...args: readonly string[]): Promise<TerminalSession> {
  const terminal = atakora(folder, ['apply', '--local', ...args]);
  await terminal.until('the question', shows('❯ Cancel'));
  await terminal.type(down + enter);
  expect(await terminal.ended()).toBe(0);
  expectRestored(terminal);
  return terminal;
}

test('from an empty folder to an applied backend and back to nothing, as in the README', { timeout: 60_000 }, async () => {
  const folder = makeFolder('shop');

  const init = atakora(folder, ['init']);
  for (const [frame, question, typed] of interview) {
    await init.until(question, shows(question));
    await expectFrame(init.screen(), `init-${frame}`, folder);
    await init.type(typed);
  }
  await init.until('the offer of a plan', shows('Run atakora plan --local now?'));
  init.typeLine(`n${enter}`);
  expect(await init.ended()).toBe(0);
  expectRestored(init);
  await expectFrame(init.transcript(), 'init-written', folder);
  const manifest = readFileSync(join(folder, '.atakora/manifest.json'), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({ project: 'shop', organization: 'Harbour Books', location: 'italynorth', environment: 'dev' });
  // Names in Azure come from the project's id, which is a new one each time.
  const id = /"id": "([^"]+)"/.exec(manifest)?.[1] ?? '';
  edit(folder, '.atakora/manifest.json', id, '0f0f0f0f-1234-4abc-8def-0000000000aa');

  const plan = atakora(folder, ['plan', '--local']);
  expect(await plan.ended()).toBe(0);
  await expectFrame(plan.transcript(), 'plan-first', folder);

  const first = await apply(folder);
  await expectFrame(first.transcript(), 'apply-first', folder);

  edit(folder, 'atakora/summary/resource.ts', 'SUMMARY_MAX_AGE_SECONDS: 60', 'SUMMARY_MAX_AGE_SECONDS: 300');
  const second = await apply(folder);
  await expectFrame(second.transcript(), 'apply-change', folder);

  const again = atakora(folder, ['apply', '--local']);
  expect(await again.ended()).toBe(0);
  await expectFrame(again.transcript(), 'apply-nothing', folder);

  const destroy = atakora(folder, ['destroy', '--local']);
  await destroy.until('the word', shows('Type dev to go on'));
  await expectFrame(destroy.screen(), 'destroy-question', folder);
  await destroy.type(`prod${enter}`);
  await destroy.until('the refusal', shows('That is not dev.'));
  await destroy.type(`${keys.clear}dev${enter}`);
  expect(await destroy.ended()).toBe(0);
  expectRestored(destroy);
  await expectFrame(lastLines(destroy, 14), 'destroy-end', folder);
  expect(readFileSync(join(folder, '.atakora/local/state/0f0f0f0f-1234-4abc-8def-0000000000aa/dev@local.json'), 'utf8')).toContain('"resources": {}');
});
