import type { ActionTarget, Browser, BrowserAction, CommandAction, TerminalWish } from '../browser/browser.ts';
import { cellColumns, runEnd } from '../browser/browser-state.ts';
import { formatLocation } from '../../model/source-location.ts';
import { cleanLine } from '../text/fit-text.ts';
import type { LineAsker } from './line-asker.ts';
import { askByLines } from './line-asker.ts';
import type { PlainTerminal } from './plain-terminal.ts';
import type { TextSurface } from './text-surface.ts';

/** What a person chose of a browser in lines; undefined: nothing, or the input ended. */
export interface ChosenLine {
  readonly argv: readonly string[];
  /** Those that follow it. */
  readonly rest?: readonly (readonly string[])[];
}

/** Lets a person choose rows and an action by their numbers: the browser where nothing can be redrawn. `rest`: what is said of items that are not listed. */
export async function browseByLines<Item>(browser: Browser<Item>, items: readonly Item[], terminal: PlainTerminal, surface: TextSurface, rest?: string): Promise<ChosenLine | undefined> {
  return askByLines(terminal, async (asker) => {
    asker.tell(cleanLine(browser.head(items)));
    if (items.length === 0) asker.tell(browser.empty);
    for (const [index, item] of items.entries()) asker.tell(`${index + 1}. ${sentence(browser, item)}`);
    if (rest !== undefined) asker.tell(rest);
    for (;;) {
      const chosen = items.length === 0 ? [] : await asker.ask('Numbers of rows, such as 1 or 1,3 (nothing: none):', (answer) => chosenRows(answer, items));
      for (const item of chosen.length === 1 ? chosen : []) for (const line of browser.details(item, surface)) asker.tell(line);
      const line = await askAction(browser, { items: chosen, text: '', column: await askColumn(browser, chosen, asker) }, asker);
      if (line !== undefined || chosen.length === 0) return line;
    }
  });
}

/** `NAME, title: value, title: value`: tables say nothing to a person who hears them. */
function sentence<Item>({ columns, groupOf }: Browser<Item>, item: Item): string {
  const [first, ...others] = columns;
  const cells = others.flatMap(({ title, text }) => {
    const value = cleanLine(text(item));
    return value === '' ? [] : [title === '' ? value : `${title}: ${value}`];
  });
  // Signs and spaces before a name are for the eye.
  const name = first.text(item).replace(/^[*~ ]+/, '');
  return [...(groupOf === undefined ? [] : [groupOf(item)]), name, ...cells].map(cleanLine).join(', ');
}

function chosenRows<Item>(answer: string, items: readonly Item[]): { readonly value: readonly Item[] } | { readonly wrong: string } {
  const numbers = answer.split(/[\s,]+/).filter((word) => word !== '').map(Number);
  const wrong = numbers.find((number) => !Number.isInteger(number) || number < 1 || number > items.length);
  return wrong === undefined ? { value: items.filter((_, index) => numbers.includes(index + 1)) } : { wrong: `Answer numbers from 1 to ${items.length}.` };
}

/** The column of a table of cells that something is to be done with; undefined where there are none. */
async function askColumn<Item>(browser: Browser<Item>, items: readonly Item[], asker: LineAsker): Promise<string | undefined> {
  const columns = cellColumns(browser);
  if (items.length !== 1 || columns.length === 0) return undefined;
  for (const [index, { title }] of columns.entries()) asker.tell(`${index + 1}. ${title}`);
  return asker.ask('Which column, by number:', (answer) => {
    const found = columns[Number(answer) - 1]?.cell;
    return found === undefined ? { wrong: `Answer a number from 1 to ${columns.length}.` } : { value: found };
  });
}

/** Asks until a command line is chosen, or nothing: what a terminal does for a screen is told here. */
async function askAction<Item>(browser: Browser<Item>, target: ActionTarget<Item>, asker: LineAsker): Promise<ChosenLine | undefined> {
  for (;;) {
    const action = await chosenAction(browser, target, asker);
    if (action === undefined) return undefined;
    const line = action.wish === undefined ? await askText(action, target, asker) : asker.tell(wishText(action.wish(target)));
    if (line !== undefined) return line;
  }
}

function wishText(wish: TerminalWish): string {
  return wish.kind === 'copy' ? wish.text : formatLocation(wish.location);
}

/** Nothing as an answer takes what a screen would begin with, and goes back where that is nothing either. */
async function askText<Item>(action: CommandAction<Item>, target: ActionTarget<Item>, asker: LineAsker): Promise<ChosenLine | undefined> {
  const { ask } = action;
  if (ask === undefined) return runEnd(action, target);
  const initial = ask.initial?.(target) ?? '';
  const text = await asker.ask<string | undefined>(`${ask.prompt(target)}${initial === '' ? '' : ` (nothing: ${initial})`}`, (answer) => {
    const given = answer === '' ? initial : answer;
    const wrong = ask.check(given, { ...target, text: given });
    return wrong === undefined ? { value: given } : given === '' ? { value: undefined } : { wrong };
  });
  return text === undefined ? undefined : runEnd(action, { ...target, text });
}

async function chosenAction<Item>({ actions }: Browser<Item>, target: ActionTarget<Item>, asker: LineAsker): Promise<BrowserAction<Item> | undefined> {
  const { items } = target;
  const fits = actions.filter(({ takes }) => (takes === 'none' ? items.length === 0 : takes === 'one' ? items.length === 1 : items.length > 0));
  const offered = fits.filter((action) => action.refuse?.(target) === undefined);
  for (const action of fits) {
    const refusal = action.refuse?.(target);
    if (refusal !== undefined) asker.tell(`${action.name}: ${refusal}`);
  }
  if (offered.length === 0) return undefined;
  for (const [index, { name, help }] of offered.entries()) asker.tell(`${index + 1}. ${name}: ${help}`);
  return asker.ask<BrowserAction<Item> | undefined>(`What is to be done, by number (nothing: ${items.length === 0 ? 'leave' : 'other rows'}):`, (answer) => {
    const found = offered[Number(answer) - 1];
    return answer === '' || found !== undefined ? { value: found } : { wrong: `Answer a number from 1 to ${offered.length}.` };
  });
}
