import { describe, expect, test } from 'vitest';
import { beginBrowser } from '../../browser/browser-state.ts';
import { expectFitsAlways, expectScreen, pressKeys, screenText } from '../browser-frames.fake.ts';
import { inSecretOrder } from './listed-secret.ts';
import { applyText } from './secret-words.ts';
import { secretsBrowser } from './secrets-browser.ts';
import { hostileSecrets, listedSecrets } from './secrets.fake.ts';

const vault = secretsBrowser({ environment: 'prod', places: ['kv-shop-prod-weu-k2m4x-01'], isFile: false });
const file = secretsBrowser({ environment: 'dev', places: ['.env'], isFile: true });
const begun = beginBrowser(vault, listedSecrets);
const after = (...keys: readonly string[]) => pressKeys(begun, keys);
const found = (name: string) => ['/', name, 'enter'];
const run = (...keys: readonly string[]) => {
  const { end } = after(...keys);
  return end?.kind === 'run' ? [end.argv, ...(end.rest ?? [])].map((words) => words.join(' ')) : end;
};
const secret = (name: string) => listedSecrets.find((item) => item.name === name) ?? listedSecrets[0];

describe('the secrets screen', () => {
  test('puts what has to be done first, and what nobody needs last', () => {
    expect(begun.rows.flatMap((row) => (row.kind === 'heading' ? [row.text] : []))).toEqual(['To be done', 'Soon', 'Set', 'Without a value, not required here', 'Declared by nobody', 'Removed, to be recovered']);
    expect(inSecretOrder([...listedSecrets].reverse())).toEqual(listedSecrets);
  });

  test('each thing that can be done is a command line for the secret that the cursor is on', () => {
    expect(run(...found('stripe'), 's')).toEqual(['secrets set STRIPE_KEY']);
    expect(run(...found('session'), 'g')).toEqual(['secrets set SESSION_KEY --generate']);
    expect(run(...found('stripe'), 'x', 'clear', '30d', 'enter')).toEqual(['secrets set STRIPE_KEY --expires 30d']);
    expect(run(...found('stripe'), 'r')).toEqual(['secrets rotate STRIPE_KEY']);
    expect(run(...found('stripe'), 'v')).toEqual(['secrets list STRIPE_KEY']);
    expect(run(...found('gone'), 'u')).toEqual(['secrets recover GONE-KEY']);
    expect(run(...found('gone'), 'P')).toEqual(['secrets remove GONE-KEY --purge']);
    expect(run('i', 'old.env', 'enter')).toEqual(['secrets import old.env']);
    expect([run('c'), run('w'), run('W')].flat()).toEqual(['secrets check', 'secrets rotate --due --dry-run', 'secrets rotate --due']);
  });

  test('what nobody declares is named with its vault where there are several', () => {
    expect(run(...found('old-key'), 'd')).toEqual(['secrets remove OLD-KEY --vault main/vault.other/vault']);
  });

  test('several that are marked have a command line each, one after the other', () => {
    expect(run(...found('session'), ' ', 'escape', ...found('stripe'), ' ', 'escape', 'r')).toEqual(['secrets rotate STRIPE_KEY', 'secrets rotate SESSION_KEY']);
  });

  test('says why something cannot be done', () => {
    expect(after(...found('mail'), 'r').notice).toBe('rotate: it is not there');
    expect(after(...found('gone'), 'd').notice).toBe('remove: it is removed: recover it first');
    expect(after(...found('stripe'), 'u').notice).toBe('recover: it is not removed');
    expect(after(...found('mail'), 'P').notice).toBe('purge: it is not there');
    expect(after('a', 'd').notice).toBe('remove: MAIL_KEY: it is not there');
    expect(after(...found('old-key'), 'e').notice).toBe('open the declaration: no file of the project declares it');
    expect(after('i', 'enter')).toMatchObject({ notice: 'type the path of a file, or Esc to go back', mode: { kind: 'ask' } });
  });

  test('opens the declaration in the editor, and copies the name', () => {
    expect(after(...found('stripe'), 'e').wish).toMatchObject({ kind: 'edit', location: { file: 'atakora/charge.ts', line: 7, column: 17 } });
    expect(after(...found('stripe'), 'y').wish).toMatchObject({ kind: 'copy', text: 'STRIPE_KEY' });
  });

  test('says of each what an apply would do', () => {
    const told = (name: string): string => { const item = secret(name); return item === undefined ? '' : applyText(item, false); };
    expect(told('MAIL_KEY')).toContain('asks for its value');
    expect(told('SMS_KEY')).toBe('apply goes on without it');
    expect(told('TLS_KEY')).toContain('fails until a value can be read');
    expect(told('OLD-KEY')).toContain('does not touch it');
    const base = secret('MAIL_KEY');
    if (base === undefined) throw new Error('no sample');
    expect(applyText({ ...base, declared: { ...(base.declared ?? (() => { throw new Error('not declared'); })()), generate: { length: 32, alphabet: 'ab' } }, placeStands: false }, false)).toBe('apply makes the vault, and makes a value up and writes it before anything reads it.');
    expect(applyText(base, true)).toBe('');
  });

  test('the file of this machine has neither rotation nor removal that could be undone', () => {
    const names = file.actions.map(({ name }) => name);
    expect(names).not.toEqual(expect.arrayContaining(['rotate']));
    expect(names).not.toEqual(expect.arrayContaining(['recover']));
    const { end } = pressKeys(beginBrowser(file, listedSecrets), [...found('session'), 'd']);
    expect(end).toMatchObject({ argv: ['secrets', 'remove', 'SESSION_KEY', '--dotenv'] });
  });

  test('a code that cannot be read makes no secret one that nobody declares', () => {
    const items = listedSecrets.map(({ declared: _declared, ...item }) => ({ ...item, isCodeKnown: false, blocks: false }));
    const text = screenText(beginBrowser(vault, inSecretOrder(items)), 120);
    expect(text).not.toContain('Declared by nobody');
    expect(text).toContain('Secrets of prod: the code cannot be read');
    expect(text).toContain('not known: the code cannot be read');
  });

  test('any keys leave a screen that fits', () => {
    expectFitsAlways(vault, hostileSecrets);
    expectFitsAlways(file, hostileSecrets);
  });
});

describe.each([40, 80, 120])('the secrets screen at %i columns', (width) => {
  test.each([
    ['list', [' ', 'down']],
    ['details', [...found('stripe'), 'tab']],
    ['menu', [...found('mail'), 'enter']],
    ['search', ['/', 'key s']],
    ['help', ['?']],
    ['ask', ['i', 'secrets/old.env']],
    ['refused', [...found('mail'), 'r']],
  ] as const)('%s', async (name, keys) => expectScreen(after(...keys), `secrets/${name}`, width));

  test('empty, loading and the file', async () => {
    await expectScreen(beginBrowser(vault, []), 'secrets/empty', width);
    await expectScreen(beginBrowser(vault, [], undefined, true), 'secrets/loading', width);
    await expectScreen(beginBrowser(file, listedSecrets.filter(({ removed }) => removed === undefined)), 'secrets/file', width);
  });
});
