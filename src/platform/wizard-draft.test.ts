import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakePlatform } from './test-platform.fake.ts';
import type { DraftStore } from './wizard-draft.ts';
import { openDraftStore } from './wizard-draft.ts';

function makeStore(folder = '/projects/shop', home = realpathSync(mkdtempSync(join(tmpdir(), 'atakora-drafts-')))): DraftStore & { readonly files: string } {
  const { platform } = fakePlatform({ env: { XDG_STATE_HOME: home } });
  return { ...openDraftStore(platform, folder), files: join(home, 'atakora/drafts') };
}

const draft = { project: 'shop', environments: ['dev', 'prod'] };

describe('the drafts of the wizard', () => {
  test('are kept for their folder, readable by their owner alone, until they are forgotten', () => {
    const store = makeStore();
    expect(store.load()).toBeUndefined();
    store.save(draft);
    expect(store.load()).toEqual({ draft, savedAt: '2026-01-15T10:00:00.000Z' });
    const [file = ''] = readdirSync(store.files);
    expect(statSync(join(store.files, file)).mode & 0o777).toBe(0o600);
    store.forget();
    expect(store.load()).toBeUndefined();
    store.forget();
  });

  test('of another folder are another\'s', () => {
    const home = realpathSync(mkdtempSync(join(tmpdir(), 'atakora-drafts-')));
    makeStore('/projects/shop', home).save(draft);
    expect(makeStore('/projects/other', home).load()).toBeUndefined();
  });

  test.each([
    ['torn', '{"version":1,'],
    ['of a newer version', JSON.stringify({ version: 2, folder: '/projects/shop', savedAt: 'x', draft })],
    ['of nothing', JSON.stringify({ version: 1, folder: '/projects/shop', savedAt: 'x', draft: { project: 7, unknown: 'x' } })],
  ])('%s are not offered, and stay', (_what, text) => {
    const store = makeStore();
    store.save(draft);
    const file = join(store.files, readdirSync(store.files)[0] ?? '');
    writeFileSync(file, text);
    expect(store.load()).toBeUndefined();
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('need no place to be kept in', () => {
    const home = realpathSync(mkdtempSync(join(tmpdir(), 'atakora-drafts-')));
    mkdirSync(join(home, 'atakora'));
    writeFileSync(join(home, 'atakora/drafts'), 'a file where the folder should be');
    const store = makeStore('/projects/shop', home);
    store.save(draft);
    expect(store.load()).toBeUndefined();
  });
});
