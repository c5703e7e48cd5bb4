import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createQuestions } from '../ui/wizard/questions.ts';
import { sampleSources } from '../ui/gallery/sample-wizard.ts';
import { beginWizard, decideEarlier } from '../ui/wizard/wizard-flow.ts';
import { fakePlatform } from './test-platform.fake.ts';
import type { DraftStore } from './wizard-draft.ts';
import { openDraftStore } from './wizard-draft.ts';

const folderOf = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'atakora-drafts-')));

function makeStore(folder = '/projects/shop', home = folderOf(), basis = 'manifest'): DraftStore & { readonly files: string } {
  const { platform } = fakePlatform({ env: { XDG_STATE_HOME: home } });
  return { ...openDraftStore(platform, folder, basis), files: join(home, 'atakora/drafts') };
}

/** What stands in the one file of a store. */
function fileIn(store: { readonly files: string }): string {
  return join(store.files, readdirSync(store.files)[0] ?? '');
}

const draft = { project: 'shop', environments: ['dev', 'prod'] };

describe('the drafts of the wizard', () => {
  test('are kept for their folder, readable by their owner alone, until they are forgotten', () => {
    const store = makeStore();
    expect(store.load()).toBeUndefined();
    store.save(draft);
    expect(store.load()).toEqual({ draft, savedAt: '2026-01-15T10:00:00.000Z' });
    expect(statSync(fileIn(store)).mode & 0o777).toBe(0o600);
    store.forget();
    expect(store.load()).toBeUndefined();
    store.forget();
  });

  test('of another folder are another\'s', () => {
    const home = folderOf();
    makeStore('/projects/shop', home).save(draft);
    expect(makeStore('/projects/other', home).load()).toBeUndefined();
  });

  test('say when the files have changed since; those of the version before do not know, and are taken', () => {
    const home = folderOf();
    const store = makeStore('/projects/shop', home);
    store.save(draft);
    expect(makeStore('/projects/shop', home, 'another manifest').load()).toEqual({ draft, savedAt: '2026-01-15T10:00:00.000Z', isOutdated: true });
    writeFileSync(fileIn(store), JSON.stringify({ version: 1, folder: '/projects/shop', savedAt: 'then', draft }));
    expect(store.load()).toEqual({ draft, savedAt: 'then' });
  });

  test.each([
    ['torn', '{"version":2,'],
    ['empty', ''],
    ['of a newer version', JSON.stringify({ version: 3, folder: '/projects/shop', savedAt: 'x', draft })],
    ['of no version', JSON.stringify({ folder: '/projects/shop', savedAt: 'x', draft })],
    ['a list', '[1]'],
    ['of nothing', JSON.stringify({ version: 2, folder: '/projects/shop', savedAt: 'x', draft: { project: 7, unknown: 'x' } })],
    ['without a draft', JSON.stringify({ version: 2, folder: '/projects/shop', savedAt: 'x', draft: 'x' })],
  ])('%s are not offered, and stay', (_what, text) => {
    const store = makeStore();
    store.save(draft);
    writeFileSync(fileIn(store), text);
    expect(store.load()).toBeUndefined();
    expect(readFileSync(fileIn(store), 'utf8')).toBe(text);
  });

  test('of a newer version are not written over', () => {
    const store = makeStore();
    store.save(draft);
    const newer = JSON.stringify({ version: 9, folder: '/projects/shop', what: 'later' });
    writeFileSync(fileIn(store), newer);
    store.save({ project: 'books' });
    expect(readFileSync(fileIn(store), 'utf8')).toBe(newer);
  });

  test('with questions and answers that are none any more lose those, and the rest is asked', () => {
    const store = makeStore();
    store.save({ ...draft, template: 'gone', defaultEnvironment: 'qa', ...({ colour: 'blue' } as object) });
    const earlier = store.load();
    expect(earlier?.draft).not.toHaveProperty('colour');
    const begun = beginWizard(createQuestions(sampleSources), {}, earlier);
    const resumed = decideEarlier(begun, true);
    expect(resumed.draft).toEqual({ project: 'shop', environments: ['dev', 'prod'] });
    expect(resumed.sources).toEqual({ project: 'earlier', environments: 'earlier' });
    expect(resumed.questions[resumed.at as number]?.id).toBe('organization');
  });

  test('need no place to be kept in', () => {
    const home = folderOf();
    mkdirSync(join(home, 'atakora'));
    writeFileSync(join(home, 'atakora/drafts'), 'a file where the folder should be');
    const store = makeStore('/projects/shop', home);
    store.save(draft);
    expect(store.load()).toBeUndefined();
    store.forget();
  });
});
