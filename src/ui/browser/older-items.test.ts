import { describe, expect, test } from 'vitest';
import type { ScreenKey } from '../screen-key.ts';
import type { Browser } from './browser.ts';
import { browserScreen } from './browser-screen.ts';
import type { BrowserState } from './browser-state.ts';
import { beginBrowser, currentId, placeOf } from './browser-state.ts';
import type { BrowserNews } from './press-browser.ts';
import { pressBrowser } from './press-browser.ts';
import type { SampleThing } from './sample-browser.fake.ts';
import { sampleBrowser, sampleThings } from './sample-browser.fake.ts';

const screen = browserScreen<SampleThing>(async () => ({ isLoading: false }));
const news = (state: BrowserState<SampleThing>, told: BrowserNews<SampleThing>) => pressBrowser(state, { name: 'news', news: told });
const press = (state: BrowserState<SampleThing>, ...keys: readonly (ScreenKey['name'] | 'x')[]) => keys.reduce((before, key) => pressBrowser(before, key === 'x' ? { name: 'text', text: '/' } : ({ name: key } as ScreenKey)), state);
const loaded = (count: number, place?: Parameters<typeof beginBrowser>[2]) => news(beginBrowser(sampleBrowser, [], place, true), { items: sampleThings(count), isLoading: false, hasOlder: true });

describe('older items of a browser', () => {
  test('are read when the cursor comes within two pages of the end, once for each part', () => {
    const begun = loaded(100);
    expect(screen.lookupOf?.(begun)).toBeUndefined();
    const near = press(begun, 'end');
    const wanted = screen.lookupOf?.(near);
    expect(wanted).toMatchObject({ afterMs: 0 });
    const more = news(near, { items: sampleThings(200), isLoading: false, hasOlder: true });
    expect(currentId(more)).toBe(currentId(near));
    expect(screen.lookupOf?.(more)).toBeUndefined();
    expect(screen.lookupOf?.(press(more, 'end'))?.id).not.toBe(wanted?.id);
  });

  test('are all read for a search, part after part, also when a part has nothing new', () => {
    const searching = pressBrowser(press(loaded(100), 'x'), { name: 'text', text: 'thing' });
    const first = screen.lookupOf?.(searching);
    const second = screen.lookupOf?.(news(searching, { items: sampleThings(100), isLoading: false, hasOlder: true }));
    expect(first?.id).toBeDefined();
    expect(second?.id).not.toBe(first?.id);
    expect(screen.lookupOf?.(news(searching, { items: sampleThings(100), isLoading: false }))).toBeUndefined();
  });

  test('that cannot be read are told, and what is there stays', () => {
    const failed = news(press(loaded(10), 'end'), { isLoading: false, notice: 'older ones cannot be read: no' });
    expect(failed).toMatchObject({ notice: 'older ones cannot be read: no', hasOlder: false });
    expect(failed.items).toHaveLength(10);
  });

  test('are none where the browser was given none', () => expect(browserScreen<SampleThing>().lookupOf?.(press(loaded(10), 'end'))).toBeUndefined());
});

describe('the place of a browser that opens again', () => {
  test('is its row once that has come in, else the row at its place, unless a key was pressed before', () => {
    const left = placeOf(press(loaded(50), 'down', 'down', 'down', 'down'));
    expect(left.id).toBe('thing-4');
    expect(currentId(loaded(50, left))).toBe('thing-4');
    const part = news(beginBrowser(sampleBrowser, [], left, true), { items: sampleThings(3), isLoading: true });
    expect(currentId(news(part, { items: sampleThings(50), isLoading: false }))).toBe('thing-4');
    const without = sampleThings(50).filter(({ name }) => name !== 'thing-4');
    expect(currentId(news(beginBrowser(sampleBrowser, [], left, true), { items: without, isLoading: false }))).toBe('thing-5');
    expect(currentId(news(press(part, 'home'), { items: sampleThings(50), isLoading: false }))).toBe('thing-0');
  });
});

test('what an action wishes of the terminal leaves the browser open, and the same wish twice is two', () => {
  const browser: Browser<SampleThing> = { ...sampleBrowser, actions: [{ key: 'y', name: 'copy', help: 'Copies it.', takes: 'one', wish: ({ items }) => ({ kind: 'copy', text: items[0]?.name ?? '' }) }] };
  const once = pressBrowser(beginBrowser(browser, sampleThings(3)), { name: 'text', text: 'y' });
  const twice = pressBrowser(once, { name: 'text', text: 'y' });
  expect([once.wish, twice.wish]).toEqual([{ kind: 'copy', at: 1, text: 'thing-0' }, { kind: 'copy', at: 2, text: 'thing-0' }]);
  expect(twice.end).toBeUndefined();
  expect(twice.notice).toBe('copied thing-0');
});
