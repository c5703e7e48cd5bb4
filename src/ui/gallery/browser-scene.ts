import type { Browser } from '../browser/browser.ts';
import { browserScreen } from '../browser/browser-screen.ts';
import { beginBrowser } from '../browser/browser-state.ts';
import { browseByLines } from '../plain/browse-by-lines.ts';
import { createSurface } from '../plain/text-surface.ts';
import { wrapText } from '../text/fit-text.ts';
import type { SceneSet } from './scene.ts';
import type { Plays } from './screen-states.ts';
import { screenSet, screenStates } from './screen-states.ts';
import { spokenLines } from './spoken-lines.ts';

/** Pictures that every browser has. */
const plays: Plays = { list: [], details: ['tab'], search: ['/', 'type:e'], menu: ['enter'], help: ['?'], palette: [':', 'type:s'], 'nothing-left': ['/', 'type:nobody calls it that', 'enter'] };

/** A browser with these items, as a scene: its pictures, the browser itself, and what is said in its place. */
export function browserScene<Item>(browser: Browser<Item>, items: readonly Item[], more: Plays = {}): SceneSet {
  const screen = browserScreen<Item>();
  const set = screenSet(screen, () => beginBrowser(browser, items), { ...plays, ...more });
  return {
    ...set,
    states: [...set.states, ...screenStates(screen, () => beginBrowser(browser, []), { empty: [] }), ...screenStates(screen, () => beginBrowser(browser, [], undefined, true), { loading: [] })],
    spoken: (options) => spokenLines((terminal) => browseByLines(browser, items, terminal, createSurface(options)), ['1', '']),
  };
}

interface Berth {
  readonly name: string;
  readonly pier: string;
  readonly ship: string;
  readonly metres: number;
}

const berths: readonly Berth[] = Array.from({ length: 40 }, (_, index) => ({ name: `berth-${String(index + 1).padStart(2, '0')}`, pier: `pier ${Math.floor(index / 10) + 1}`, ship: index % 4 === 3 ? '' : `Ship ${index + 1}`, metres: 40 + ((index * 37) % 160) }));

/** A kind of thing that the program does not have: what a browser can do, without any of its subjects. */
const berthBrowser: Browser<Berth> = {
  name: 'berths',
  head: (items) => `harbour, ${items.length} berths`,
  columns: [
    { title: 'berth', text: ({ name }) => name, rank: 0 },
    { title: 'ship', text: ({ ship }) => (ship === '' ? 'free' : ship), role: ({ ship }) => (ship === '' ? 'success' : undefined), rank: 1 },
    { title: 'metres', text: ({ metres }) => String(metres), rank: 2, align: 'right' },
  ],
  idOf: ({ name }) => name,
  groupOf: ({ pier }) => pier,
  details: ({ name, ship, metres }, { width }) => wrapText(`${name} is ${metres} metres long and ${ship === '' ? 'free' : `holds ${ship}`}.`, width),
  actions: [
    { key: 'c', name: 'clear', help: 'Sends the ships away.', footer: true, takes: 'many', refuse: ({ items }) => (items.every(({ ship }) => ship === '') ? 'no ship is there' : undefined), command: ({ items }) => ['berth', 'clear', ...items.map(({ name }) => name)] },
    { key: 'r', name: 'rename', help: 'Gives the berth another name.', takes: 'one', ask: { prompt: ({ items }) => `New name of ${items[0]?.name ?? ''}:`, initial: ({ items }) => items[0]?.name ?? '', check: (text) => (text === '' ? 'A berth has a name.' : undefined) }, command: ({ items, text }) => ['berth', 'rename', items[0]?.name ?? '', text] },
  ],
  empty: 'There is no berth.',
};

/** The list and details that secrets, environments, drift, history and state are looked at with. */
export const sampleBrowser: SceneSet = browserScene(berthBrowser, berths, { marked: [' ', ' ', 'down', ' '], ask: ['r', 'type:-north'], 'ask-wrong': ['r', 'clear', 'enter'], refused: ['down', 'down', 'down', 'c'] });
