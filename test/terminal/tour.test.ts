import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectFrame, expectRestored, lastLines } from './frames.ts';
import { changeInWorld } from '../acceptance/world-view.ts';
import { atakora, edit, keys, makeFolder, shows } from './project-terminal.ts';
import type { TerminalSession } from './terminal-session.ts';

const { down, enter } = keys;
const wide = { columns: 100, rows: 28 } as const;

/** Runs a command to its end, which must be a good one; answers with its terminal. */
async function done(folder: string, ...args: readonly string[]): Promise<TerminalSession> {
  const terminal = atakora(folder, args);
  expect(await terminal.ended(), terminal.transcript().join('\n')).toBe(0);
  return terminal;
}

/** The steps of the wizard that are shown: what is waited for, what is then typed. */
const interview: readonly (readonly [question: string, typed: string, frame?: string])[] = [
  ['What is the project called', enter],
  ['Which organization', `Harbour Books${enter}`],
  ['What do you start from?', enter, 'template'],
  ['Which region?', enter],
  ['Which Azure subscription?', enter],
  ['Which environments?', `${down} ${enter}`],
  ['Which one is meant', enter],
  ['Which settings differ', enter, 'settings'],
  ['Which tags', enter],
  ['nothing is written yet', enter, 'review'],
];

/** A project as the wizard writes it, with an id that keeps its names the same each time, in a world in which nothing takes time. */
async function writtenProject(): Promise<string> {
  const folder = makeFolder('shop');
  const init = atakora(folder, ['init']);
  for (const [question, typed, frame] of interview) {
    await init.until(question, shows(question));
    if (frame !== undefined) await expectFrame(init.screen(), `tour-init-${frame}`, folder);
    await init.type(typed);
  }
  await init.until('the offer of a plan', shows('Run atakora plan --local now?'));
  init.typeLine(`n${enter}`);
  expect(await init.ended()).toBe(0);
  await expectFrame(init.screen(), 'tour-init-written', folder);
  const id = /"id": "([^"]+)"/.exec(readFileSync(join(folder, '.atakora/manifest.json'), 'utf8'))?.[1] ?? '';
  edit(folder, '.atakora/manifest.json', id, '0f0f0f0f-1234-4abc-8def-0000000000aa');
  mkdirSync(join(folder, '.atakora/local/world'), { recursive: true });
  writeFileSync(join(folder, '.atakora/local/world/settings.json'), JSON.stringify({ timeScale: 0 }));
  return folder;
}

test('what docs/guide/walk-through.md shows of the screens: wizard, explorer, question, board, secrets, settings, drift', { timeout: 180_000 }, async () => {
  const folder = await writtenProject();

  const explorer = atakora(folder, ['plan', '--local', '--explore'], wide);
  await explorer.until('the explorer', shows('q leave'));
  await explorer.type('/app');
  await explorer.until('what was found', shows('/app'));
  await explorer.type(`${enter}n`);
  await explorer.until('the next by risk', shows('nothing is dangerous'));
  await expectFrame(explorer.screen(), 'tour-explorer', folder);
  await explorer.type('w');
  await explorer.until('the reasons', shows('Why create'));
  await expectFrame(explorer.screen(), 'tour-explorer-why', folder);
  await explorer.type('q');
  expect(await explorer.ended()).toBe(0);

  await done(folder, 'local', 'faults', '--fault', 'slow=8s type=Microsoft.DocumentDB/databaseAccounts');
  const apply = atakora(folder, ['apply', '--local'], wide);
  await apply.until('the question', shows('❯ Cancel'));
  await expectFrame(apply.screen(), 'tour-question', folder);
  await apply.type(down + enter);
  await apply.until('the board', (screen) => shows('main/cosmos.main/account creating')(screen) && shows('1 running')(screen));
  await expectFrame(lastLines(apply, 12), 'tour-board', folder);
  expect(await apply.ended()).toBe(0);
  expectRestored(apply);
  await expectFrame(lastLines(apply, 20), 'tour-applied', folder);

  edit(folder, 'atakora/summary/resource.ts', 'SUMMARY_MAX_AGE_SECONDS: 60', "SUMMARY_MAX_AGE_SECONDS: 60, MAIL_API_KEY: secret('MAIL_API_KEY')");
  edit(folder, 'atakora/summary/resource.ts', "resources } from 'atakora'", "resources, secret } from 'atakora'");
  const secrets = atakora(folder, ['secrets', '--local'], wide);
  await secrets.until('the secret', shows('MAIL_API_KEY'));
  await secrets.until('all of it', (screen) => !shows('more are coming')(screen));
  await expectFrame(secrets.screen(), 'tour-secrets', folder);
  await secrets.type('s');
  await secrets.until('the prompt', shows('the value of MAIL_API_KEY for dev@local'));
  await secrets.type('\u001B[200~a-value-of-the-tour\u001B[201~');
  await secrets.type(enter);
  await secrets.until('the way back', shows('Enter goes back'));
  secrets.typeLine(enter);
  await secrets.until('the list again', shows('q leave'));
  await secrets.type('q');
  expect(await secrets.ended()).toBe(0);
  expect(secrets.raw()).not.toContain('a-value-of-the-tour');

  const settings = atakora(folder, ['env', 'compare'], wide);
  await settings.until('the settings', shows('q leave'));
  await settings.type('/cosmos');
  await settings.until('those of Cosmos DB', shows('/cosmos'));
  await settings.type(enter);
  await settings.until('the list', shows('q leave'));
  await expectFrame(settings.screen(), 'tour-settings', folder);
  await settings.type('q');
  expect(await settings.ended()).toBe(0);

  changeInWorld(folder, ['microsoft.operationalinsights/workspaces', '2023-09-01'], (live) => ({ ...live, properties: { ...(live['properties'] as object), retentionInDays: 90 } }));
  const drift = atakora(folder, ['drift', '--local', '--explore'], wide);
  await drift.until('the drift', shows('q leave'));
  await drift.until('all of it', (screen) => !shows('Looking')(screen) && !shows('more are coming')(screen));
  await expectFrame(drift.screen(), 'tour-drift', folder);
  await drift.type('q');
  await drift.ended();
  expectRestored(drift);
});
