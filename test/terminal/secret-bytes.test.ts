import { afterAll, beforeAll, expect, test } from 'vitest';
import { tracesIn } from '../acceptance/canary-search.ts';
import type { Ground } from './asking-projects.ts';
import { makeGrounds, plantedValue } from './asking-projects.ts';
import { atakora, keys, shows } from './project-terminal.ts';

const { down, enter } = keys;
/** Typed or pasted at the terminal. */
const typed = 'C4naryTyped66cc02 &"z';
const pasted = `\u001B[200~${typed}\u001B[201~`;

let grounds: Awaited<ReturnType<typeof makeGrounds>>;

beforeAll(async () => {
  grounds = await makeGrounds(['fresh', 'applied']);
}, 240_000);

afterAll(() => grounds.remove());

/** Sessions to their end: what stands before, the command line, and what is typed at what. `line`: the terminal edits it. */
const sessions: readonly (readonly [name: string, ground: Ground, argv: readonly string[], replies: readonly (readonly [shows: string, typed: string, line?: true])[]])[] = [
  ['secrets set, typed letter by letter', 'applied', ['secrets', 'set', 'PAY_KEY', '--local'], [['value of PAY_KEY', typed], ['>', enter], ['same again', typed], ['>', enter]]],
  ['secrets set --dotenv', 'applied', ['secrets', 'set', 'PAY_KEY', '--dotenv'], [['value of PAY_KEY', pasted], ['>', enter]]],
  ['secrets import', 'applied', ['secrets', 'import', 'more.env', '--local'], [['(y/N)', `y${enter}`, true]]],
  ['secrets rotate', 'applied', ['secrets', 'rotate', 'PAY_KEY', '--local'], [['❯ Cancel', `${down}${enter}`], ['value of PAY_KEY', pasted], ['>', enter]]],
  ['an apply that misses values', 'fresh', ['apply', '--local'], [['value of PAY_KEY', pasted], ['>', enter], ['❯ Cancel', 'y']]],
  ['an apply with a file of values', 'fresh', ['apply', '--local', '--secrets-file', 'values.env', '--detail', 'full'], [['❯ Cancel', 'y']]],
  ['the explorer, every detail open', 'applied', ['plan', '--local', '--explore'], [['q leave', down.repeat(4)], ['MODE', 'w'], ['why ·', 'q']]],
  ['the list of secrets', 'applied', ['secrets', '--local'], [['MADE_KEY', down], ['key of the payment account', 'q']]],
];

test.each(sessions)('no byte that the terminal is sent holds a value: %s', { timeout: 120_000 }, async (name, ground, argv, replies) => {
  const terminal = atakora(grounds.copy(ground), [...argv], { rows: 50, columns: 120 });
  for (const [shown, text, line] of replies) {
    await terminal.until(shown, shows(shown));
    if (line === true) terminal.typeLine(text);
    else await terminal.type(text);
  }
  expect(await terminal.ended(), terminal.transcript().slice(-30).join('\n')).toBe(0);
  const canaries = [{ entrance: 'kept', value: plantedValue }, { entrance: 'typed', value: typed }];
  expect(tracesIn(name, Buffer.from(terminal.raw()), canaries)).toEqual([]);
  expect(terminal.raw().length).toBeGreaterThan(50);
});
