import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runAtakora } from '../acceptance/run-atakora.ts';
import { expectRestored } from './frames.ts';
import { atakora, keys, makeFolder, shows } from './project-terminal.ts';
import type { TerminalSession } from './terminal-session.ts';

const { down, up, enter, ctrlC } = keys;

/** A folder with a project in it that runs on the local Azure alone. */
async function begun(): Promise<string> {
  const folder = makeFolder('shop');
  const made = await runAtakora(['init', '--organization', 'Acme', '--tags', 'owner=anna', '--yes'], { cwd: folder });
  expect(made.code, made.stderr).toBe(0);
  return folder;
}

/** Goes through all questions of a project that has begun, each taken as it stands. */
async function toReview(terminal: TerminalSession): Promise<void> {
  for (const question of ['What is the project called?', 'Which organization', 'Which region?', 'Which Azure subscription?', 'Which environments?', 'Which one is meant', 'Which settings differ', 'Which tags']) {
    await terminal.until(question, shows(question));
    await terminal.type(enter);
  }
  await terminal.until('the review', shows('nothing is written yet'));
}

async function declinePlan(terminal: TerminalSession): Promise<number> {
  await terminal.until('the offer of a plan', shows('Run atakora plan --local now?'));
  terminal.typeLine(`n${enter}`);
  return terminal.ended();
}

/** Makes Azure CLI look as if it had been signed in to these subscriptions. */
function azureCli(folder: string, names: readonly string[]): Readonly<Record<string, string>> {
  const place = join(folder, '..', 'azure-cli');
  mkdirSync(place);
  const subscriptions = names.map((name, at) => ({ id: `${String(at + 1).repeat(8)}-1111-4111-8111-111111111111`, name, state: 'Enabled', environmentName: 'AzureCloud', tenantId: '99999999-9999-4999-8999-999999999999', isDefault: at === 1 }));
  writeFileSync(join(place, 'azureProfile.json'), JSON.stringify({ subscriptions }));
  return { AZURE_CONFIG_DIR: place, AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential' };
}

describe('the wizard in a project', () => {
  test('proposes what is there, asks for no template, and has nothing to write when nobody changes anything', async () => {
    const folder = await begun();
    const before = readFileSync(join(folder, '.atakora/manifest.json'), 'utf8');
    const terminal = atakora(folder, ['init']);
    await toReview(terminal);
    await terminal.until('that there is nothing to write', shows('Nothing to write: the project is as answered'));
    expect(terminal.screen().join('\n')).toMatch(/organization +Acme +detected/);
    await terminal.type(enter);
    expect(await declinePlan(terminal)).toBe(0);
    expect(readFileSync(join(folder, '.atakora/manifest.json'), 'utf8')).toBe(before);
    expectRestored(terminal);
  });

  test('shows the differences of what changes, and takes environments out and in', async () => {
    const folder = await begun();
    const terminal = atakora(folder, ['init']);
    await toReview(terminal);
    await terminal.type(`${up}${up}${up}${up}${enter}`);
    await terminal.until('the environments', shows('Which environments?'));
    await terminal.type(`${down}${down}${down} neu-test${enter}`);
    await terminal.until('what becomes of the one that goes', shows('prod will be taken out of manifest and configuration.'));
    await terminal.type(enter);
    await terminal.until('the review', shows('Write 1 file'));
    await terminal.type('d');
    await terminal.until('the difference', (screen) => shows('-    "prod": {}')(screen) && shows('+    "eu-test": {}')(screen));
    await terminal.type(enter);
    expect(await declinePlan(terminal)).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, '.atakora/manifest.json'), 'utf8'))).toMatchObject({ environments: { dev: {}, 'eu-test': {} } });
  });

  test('says that an environment with resources cannot go, before anything is answered', async () => {
    const folder = await begun();
    expect((await runAtakora(['apply', '--env', 'prod@local', '--yes'], { cwd: folder })).code).toBe(0);
    const terminal = atakora(folder, ['init'], { columns: 100 });
    await toReview(terminal);
    await terminal.type(`${up}${up}${up}${up}${enter}`);
    await terminal.until('the environments', shows('Which environments?'));
    await terminal.type(`${down}${down}${down} `);
    await terminal.until('why not', shows('! prod cannot be removed: the state of prod@local holds'));
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
  });
});

describe('subscriptions in the wizard', () => {
  async function atSubscription(names: readonly string[]): Promise<{ readonly terminal: TerminalSession; readonly folder: string }> {
    const folder = makeFolder('shop');
    const terminal = atakora(folder, ['init'], { env: azureCli(folder, names) });
    for (const question of ['What is the project called?', 'Which organization', 'What do you start from?', 'Which region?']) {
      await terminal.until(question, shows(question));
      await terminal.type(enter);
    }
    return { terminal, folder };
  }

  test('are a list with the current one first, narrowed by typing, with how many fit; their tenant is not asked', async () => {
    const { folder, terminal } = await atSubscription(['Harbour Production', 'Harbour Development', 'Sandbox']);
    await terminal.until('the list', shows('4 of 4'));
    await terminal.until('the current one', (screen) => screen.some((line) => /^❯ Harbour Development +2{8}-.*, current$/.test(line)));
    await terminal.until('why it may be old', shows('the list is the one that Azure CLI had'));
    await terminal.type('prod');
    await terminal.until('what fits', (screen) => shows('prod▏ 1 of 4')(screen) && shows('❯ Harbour Production')(screen));
    await terminal.type(enter);
    await terminal.until('the next question', shows('Which environments?'));
    await terminal.type(enter + enter);
    await terminal.until('the settings', shows('Which settings differ'));
    await terminal.type(enter + enter + enter);
    await terminal.until('the review', shows('subscription Harbour Production'));
    await terminal.type(enter);
    expect(await declinePlan(terminal)).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, '.atakora/manifest.json'), 'utf8'))).toMatchObject({ subscriptionId: '11111111-1111-4111-8111-111111111111', tenantId: '99999999-9999-4999-8999-999999999999', state: { backend: 'azure-blob' } });
  });

  test('that are one are taken and said, not asked; the review leads to it', async () => {
    const { terminal } = await atSubscription(['Harbour']);
    await terminal.until('that it was taken', (screen) => shows('Which environments?')(screen) && shows('Subscription Harbour (11111111-1111-4111-8111-111111111111) was taken: it is the only one')(screen));
    await terminal.type(keys.escape);
    await terminal.until('the question before', shows('Which region?'));
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
  });

  test('that nobody is signed in to are told in one line, with how to sign in; an id can be typed', async () => {
    const folder = makeFolder('shop');
    const terminal = atakora(folder, ['init', '--name', 'shop', '--organization', '', '--template', 'uploads', '--location', 'westeurope']);
    await terminal.until('the question', shows('Which Azure subscription?'));
    await terminal.until('why there is no list', shows('Not signed in to Azure: subscriptions, permissions, providers and names are not checked. Sign in with `az login`.'));
    await terminal.type(`abc${enter}`);
    await terminal.until('the rule', shows('A subscription id has the form'));
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
  });
});

describe('checks while answers are given', () => {
  test('on the local Azure say in the review whether it would take the project, and what is against it', async () => {
    const folder = await begun();
    expect((await runAtakora(['apply', '--local', '--yes'], { cwd: folder })).code).toBe(0);
    const atReview = async (): Promise<TerminalSession> => {
      const terminal = atakora(folder, ['init', '--local', '--environments', 'dev,prod,qa'], { columns: 100, rows: 40 });
      for (const question of ['What is the project called?', 'Which organization', 'Which region?', 'Which Azure subscription?', 'Which one is meant', 'Which settings differ', 'Which tags']) {
        await terminal.until(question, shows(question));
        await terminal.type(enter);
      }
      return terminal;
    };
    const fine = await atReview();
    await fine.until('the verdict', shows('The local Azure would take it: sign-in, permissions and providers'));
    await fine.type(enter);
    expect(await declinePlan(fine)).toBe(0);
    writeFileSync(join(folder, '.atakora/local/world/faults.json'), JSON.stringify({ rules: ['403 GET path=*/permissions'] }));
    const refused = await atReview();
    await refused.until('what nobody knows', shows('Permissions could not be checked'));
    expect(shows('would take it')(refused.screen())).toBe(false);
    await refused.type(ctrlC);
    expect(await refused.ended()).toBe(130);
    expectRestored(refused);
  });
});
