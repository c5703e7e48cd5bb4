import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tracesIn } from '../acceptance/canary-search.ts';
import type { AskingPlace } from './asking-places.ts';
import { places } from './asking-places.ts';
import { makeGrounds, plantedValue, standingOf } from './asking-projects.ts';
import { expectCooked, expectRestored } from './frames.ts';
import { atakora, keys, shows } from './project-terminal.ts';
import type { TerminalSession } from './terminal-session.ts';

const { up, down, enter, escape, ctrlC } = keys;
const ctrlD = '\u0004';
const left = '\u001B[D';
const pasted = (text: string): string => `\u001B[200~${text}\u001B[201~`;

let grounds: Awaited<ReturnType<typeof makeGrounds>>;

beforeAll(async () => {
  grounds = await makeGrounds();
}, 240_000);

afterAll(() => grounds.remove());

/** A question that stands, and what there was before. */
interface Standing {
  readonly place: AskingPlace;
  readonly terminal: TerminalSession;
  readonly folder: string;
  readonly before: Readonly<Record<string, string>>;
}

async function openAt(place: AskingPlace): Promise<Standing> {
  const folder = grounds.copy(place.ground);
  await place.prepare?.(folder);
  const before = standingOf(folder);
  const terminal = atakora(folder, place.argv, { rows: 30, tellsSettings: true, ...(place.env === undefined ? {} : { env: place.env }) });
  for (const [shown, typed, line] of place.way ?? []) {
    await terminal.until(shown, shows(shown));
    if (line === true) terminal.typeLine(typed);
    else await terminal.type(typed);
  }
  await terminal.until(place.shows, shows(place.shows));
  return { place, terminal, folder, before };
}

const type = async ({ place, terminal }: Standing, text: string): Promise<void> => (place.reads === 'line' ? terminal.typeLine(text) : terminal.type(text));

/** Ended as it had to, the terminal as it was, no lock left, nothing changed, no value shown. */
async function expectLeft({ place, terminal, folder, before }: Standing, what: string): Promise<void> {
  expect(await terminal.ended(), `${what}: ${terminal.transcript().join('\n')}`).toBe(place.exit ?? 130);
  expectRestored(terminal);
  expectCooked(terminal);
  expect(tracesIn(what, Buffer.from(terminal.raw()), [{ entrance: place.name, value: plantedValue }])).toEqual([]);
  const locks = existsSync(join(folder, '.atakora')) ? readdirSync(join(folder, '.atakora'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.lock.json')) : [];
  expect(locks, what).toEqual([]);
  if (place.underWay !== true) expect(standingOf(folder), what).toEqual(before);
}

async function pressCtrlC(standing: Standing): Promise<void> {
  await type(standing, ctrlC);
  for (const [shown, typed] of standing.place.afterCtrlC ?? []) {
    await standing.terminal.until(shown, shows(shown));
    await standing.terminal.type(typed);
  }
}

/** What is done to a question that stands; each has to end as Ctrl-C does. */
const abuses: Readonly<Record<string, (standing: Standing) => Promise<void>>> = {
  'a burst of keys, pastes and other sizes, then Ctrl-C': async (standing) => {
    const { place, terminal } = standing;
    for (const [columns, rows] of [[200, 50], [40, 10], [80, 30]] as const) {
      terminal.resize(columns, rows);
      if (place.reads === 'keys') await type(standing, `${down}${up}`);
    }
    if (place.reads !== 'value') await type(standing, `${down}${up}${left}`.repeat(place.reads === 'keys' ? 20 : 1));
    const lines = ['first of them', 'second', ''];
    if (place.reads === 'line') {
      await type(standing, `${lines.join('\n')}${'x'.repeat(20_000)}\n`);
    } else {
      await type(standing, pasted('z'.repeat(20_000)));
      await type(standing, pasted(lines.join('\r')));
    }
    if (place.underWay !== true) await terminal.until('the question still', (screen) => screen.some((line) => line.trim() !== ''));
    await pressCtrlC(standing);
  },
  'the end of the input, or Ctrl-D as a key': async (standing) => {
    await type(standing, ctrlD);
    // On a list it is a key without a meaning.
    if (standing.place.reads === 'keys') await pressCtrlC(standing);
  },
  'SIGTERM': async ({ terminal }) => terminal.signal('SIGTERM'),
  'SIGHUP': async ({ terminal }) => terminal.signal('SIGHUP'),
};

// All of a place at once: each has a copy of the project, and most of the time of a session is waiting.
test.each(places.map((place) => [place.name, place] as const))('%s ends as it should, and gives the terminal back', { timeout: 90_000 }, async (_name, place) => {
  const wrong = await Promise.all(
    Object.entries(abuses).map(async ([what, abuse]) => {
      try {
        const standing = await openAt(place);
        await abuse(standing);
        await expectLeft(standing, what);
        return [];
      } catch (error) {
        return [`${what}: ${error instanceof Error ? error.message : String(error)}`];
      }
    }),
  );
  expect(wrong.flat()).toEqual([]);
});

test('keys typed ahead of a question do not answer it', async () => {
  const folder = grounds.copy('applied');
  const before = standingOf(folder);
  const terminal = atakora(folder, ['apply', '--local'], { rows: 30 });
  terminal.typeLine(`y${enter}y`);
  await terminal.until('the question', shows('❯ Cancel'));
  await terminal.type(escape);
  expect(await terminal.ended()).toBe(130);
  expect(standingOf(folder)).toEqual(before);
});
