import { describe, expect, test } from 'vitest';
import { beginBrowser, currentId } from '../../browser/browser-state.ts';
import { pressBrowser } from '../../browser/press-browser.ts';
import { expectFitsAlways, expectScreen, pressKeys } from '../browser-frames.fake.ts';
import { environmentsBrowser } from './environments-browser.ts';
import { hostileEnvironments, listedEnvironments } from './environments.fake.ts';

const browser = environmentsBrowser('shop');
const begun = beginBrowser(browser, listedEnvironments);
const after = (...keys: readonly string[]) => pressKeys(begun, keys);
const downTo = (key: string): readonly string[] => listedEnvironments.slice(0, listedEnvironments.findIndex((item) => item.key === key)).map(() => 'down');
const run = (...keys: readonly string[]) => {
  const { end } = after(...keys);
  return end?.kind === 'run' ? end.argv.join(' ') : end;
};

describe('the environments screen', () => {
  test('each thing that can be done is a command line that names its environment', () => {
    const prod = downTo('prod');
    expect(['u', 'p', 'x', 'A', 's', 'f', 'S', 'H', 'T', 'o', 'D', 'X'].map((key) => run(...prod, key))).toEqual([
      'env use prod', 'plan --env prod', 'plan --explore --env prod', 'apply --env prod', 'env show prod', 'drift --explore --env prod', 'secrets --env prod', 'history --explore --env prod', 'state --env prod', 'outputs --env prod', 'doctor --env prod', 'destroy --env prod',
    ]);
    expect(run('m')).toBe('env compare');
    expect(run(...prod, 'c', 'staging', 'enter')).toBe('env compare prod staging');
    expect(run(...prod, 't', 'demo', 'enter')).toBe('env promote prod demo');
    expect(run('n', 'team-7', 'enter')).toBe('env add team-7');
    expect(run(...prod, 'b', 'team-7', 'enter')).toBe('env add team-7 --extends prod');
    expect(run(...downTo('demo'), 'd')).toBe('env remove demo');
  });

  test('a twin is promoted to twins, by the names of their environments', () => {
    expect(run(...downTo('dev@local'), 't', 'qa@local', 'enter')).toBe('env promote dev qa --local');
    expect(run(...downTo('dev@local'), 'p')).toBe('plan --env dev@local');
  });

  test('says why something cannot be done', () => {
    expect(after('u').notice).toBe('use: commands work on it already');
    expect(after('d').notice).toBe('remove: it is the default of the manifest');
    expect(after(...downTo('prod'), 'd').notice).toBe('remove: prod holds 37 resources: destroy them first');
    expect(after(...downTo('qa'), 'd').notice).toContain('it is built in');
    expect(after(...downTo('dev@local'), 'd').notice).toContain('destroy takes away what it holds');
    expect(after(...downTo('qa'), 'p').notice).toBe('plan: qa lacks tenantId, subscriptionId, state; its twin is qa@local');
    expect(after(...downTo('qa'), 'X').notice).toBe('destroy: nothing is applied in qa');
    expect(after('n', 'a b', 'enter').notice).toBe('a name has letters, digits and -');
    expect(after('n', '--force', 'enter').end).toBeUndefined();
  });

  test('the cursor waits on the first row while rows come in, until a key is pressed', () => {
    const news = (state: typeof begun, count: number, isLoading = true) => pressBrowser(state, { name: 'news', news: { items: listedEnvironments.slice(3 - count), isLoading } });
    const loading = beginBrowser(browser, [], undefined, true);
    expect(currentId(news(news(loading, 1), 3, false))).toBe('dev');
    expect(currentId(news(pressKeys(news(loading, 1), ['down']), 3, false))).toBe('prod');
  });

  test('opens the place where it is written, and copies the name', () => {
    expect(after('e').wish).toMatchObject({ kind: 'edit', location: { file: '.atakora/manifest.json', line: 9 } });
    expect(after(...downTo('dev@local'), 'y').wish).toMatchObject({ kind: 'copy', text: 'dev@local' });
  });

  test('any keys leave a screen that fits', () => expectFitsAlways(browser, hostileEnvironments));
});

describe.each([40, 80, 120])('the environments screen at %i columns', (width) => {
  test.each([
    ['list', ['down']],
    ['details', [...downTo('staging'), 'tab']],
    ['details-wrong', [...downTo('demo'), 'tab']],
    ['menu', [...downTo('qa'), 'enter']],
    ['search', ['/', 'prod']],
    ['help', ['?']],
    ['ask', [...downTo('staging'), 't', 'prod']],
  ] as const)('%s', async (name, keys) => expectScreen(after(...keys), `environments/${name}`, width));

  test('empty and loading', async () => {
    await expectScreen(beginBrowser(browser, []), 'environments/empty', width);
    await expectScreen(beginBrowser(browser, [], undefined, true), 'environments/loading', width);
  });
});
