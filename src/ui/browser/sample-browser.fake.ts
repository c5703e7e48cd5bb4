import type { Browser } from './browser.ts';

/** A thing of the sample browser. */
export interface SampleThing {
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  readonly note: string;
}

/** Names differ in script and length; every third is out of order. */
export function sampleThings(count: number): readonly SampleThing[] {
  return Array.from({ length: count }, (_, index) => ({ name: index % 7 === 3 ? `日本-${index}` : `thing-${index}`, kind: `kind ${Math.floor(index / 4)}`, state: index % 3 === 0 ? 'broken' : 'fine', note: `note ${'x'.repeat((index * 13) % 50)}` }));
}

/** A browser with everything that a browser can have. */
export const sampleBrowser: Browser<SampleThing> = {
  name: 'things',
  head: (items) => `${items.length} things of dev`,
  columns: [
    { title: 'name', text: ({ name }) => name, rank: 0 },
    { title: 'state', text: ({ state }) => state, role: ({ state }) => (state === 'broken' ? 'error' : undefined), rank: 1 },
    { title: 'note', text: ({ note }) => note, rank: 2 },
  ],
  idOf: ({ name }) => name,
  groupOf: ({ kind }) => kind,
  details: ({ name, state, note }, { width }) => [name, state, note].map((line) => line.slice(0, width)),
  actions: [
    { key: 'm', name: 'mend', help: 'Mends what is broken.', footer: true, takes: 'many', refuse: ({ items }) => (items.some(({ state }) => state === 'fine') ? 'only what is broken can be mended' : undefined), command: ({ items }) => ['things', 'mend', ...items.map(({ name }) => name)] },
    { key: 'c', name: 'call', help: 'Gives it another name.', takes: 'one', ask: { prompt: ({ items }) => `New name of ${items[0]?.name ?? ''}:`, check: (text) => (text === '' ? 'a name has letters' : undefined) }, command: ({ items, text }) => ['things', 'call', items[0]?.name ?? '', text] },
    { key: 'A', name: 'add', help: 'Adds a thing.', takes: 'none', command: () => ['things', 'add'] },
  ],
  empty: 'There are no things: atakora things add makes one.',
};
