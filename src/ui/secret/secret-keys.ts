import { StringDecoder } from 'node:string_decoder';
import type { SecretKey } from './secret-entry.ts';

const pasteStart = '\u001B[200~';
const pasteEnd = '\u001B[201~';

/** A line break that nothing follows for this long is the Enter key; one in the middle of a burst was pasted. Milliseconds. */
const burstMs = 40;

/** A lone Esc; with something behind it at once it begins the sequence of another key. Milliseconds. */
const escapeMs = 60;

// oxlint-disable-next-line eslint/no-control-regex -- keys of a terminal are control sequences
const sequence = /^\u001B(?:\[[0-?]*[ -/]*[@-~]|O[ -~]|[^\u001B[O])/u;

/** The part of a terminal that keys are read from. */
export interface SecretKeySource {
  on(event: 'data', listener: (chunk: Buffer | string) => void): unknown;
  off(event: 'data', listener: (chunk: Buffer | string) => void): unknown;
  once(event: 'end', listener: () => void): unknown;
  off(event: 'end', listener: () => void): unknown;
  setRawMode?(enabled: boolean): unknown;
  ref?(): unknown;
  resume(): unknown;
  pause(): unknown;
}

/** Nothing arrives for so long: all of it is here. Milliseconds. */
const quietMs = 30;
const longestMs = 500;

/** Throws away what arrives, until nothing does. */
function untilQuiet(source: SecretKeySource): Promise<void> {
  const since = performance.now();
  return new Promise((resolve) => {
    const end = (): void => {
      source.off('data', discard);
      resolve();
    };
    let timer = setTimeout(end, quietMs);
    const discard = (): void => {
      clearTimeout(timer);
      timer = setTimeout(end, Math.max(0, Math.min(quietMs, longestMs - (performance.now() - since))));
    };
    source.on('data', discard);
  });
}

/** How a paste arrives. `marked`: the terminal was told to mark them. `bursts`: as if typed, all at once. */
export type PasteForm = 'marked' | 'bursts';

/** Reads keys without the terminal echoing them, until `stop` is called; the terminal is then as it was, also when the process ends before. */
export function readSecretKeys(source: SecretKeySource, pastes: PasteForm, press: (key: SecretKey) => void): { readonly stop: () => Promise<void> } {
  const decoder = new StringDecoder('utf8');
  let left = '';
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const take = (final: boolean): void => {
    const taken = takeSecretKeys(left, pastes, final);
    left = taken.rest;
    for (const key of taken.keys) if (!stopped) press(key);
    if (!stopped && left !== '' && !left.startsWith(pasteStart)) timer = setTimeout(() => take(true), left.startsWith('\u001B') ? escapeMs : burstMs);
  };
  const onData = (chunk: Buffer | string): void => {
    clearTimeout(timer);
    left += typeof chunk === 'string' ? chunk : decoder.write(chunk);
    take(false);
  };
  const onEnd = (): void => press({ name: 'end' });
  const restore = (): void => void source.setRawMode?.(false);
  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    clearTimeout(timer);
    left = '';
    source.off('data', onData);
    source.off('end', onEnd);
    // The rest of a paste would be shown, or run as commands, by whatever reads next.
    await untilQuiet(source);
    process.off('exit', restore);
    restore();
    source.pause();
  };
  // Ink lets go of the input when it leaves; without this the process would end while the question stands.
  source.ref?.();
  source.setRawMode?.(true);
  process.once('exit', restore);
  source.on('data', onData);
  source.once('end', onEnd);
  source.resume();
  return { stop };
}

/**
 * The keys of what has arrived. `final`: nothing follows for the moment, so that a line break at the end is Enter and a lone Esc is itself.
 * What may still become something else is `rest`.
 */
export function takeSecretKeys(arrived: string, pastes: PasteForm, final: boolean): { readonly keys: readonly SecretKey[]; readonly rest: string } {
  const keys: SecretKey[] = [];
  let text = arrived;
  while (text !== '') {
    const next = takeNext(text, pastes, final);
    if (next === undefined) break;
    keys.push(...next.keys);
    text = text.slice(next.length);
  }
  return { keys, rest: text };
}

interface Taken {
  readonly keys: readonly SecretKey[];
  readonly length: number;
}

const controls: Readonly<Record<string, Exclude<SecretKey['name'], 'text' | 'paste'>>> = { '\r': 'enter', '\n': 'enter', '\u0003': 'interrupt', '\u0004': 'end', '\u007F': 'backspace', '\b': 'backspace', '\u0015': 'clear' };

// oxlint-disable-next-line eslint/no-control-regex -- what is no text
const letters = /^[^\u0000-\u001F\u007F]+/;
// oxlint-disable-next-line eslint/no-control-regex -- what is no text
const linesOfText = /^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]+/;

function takeNext(text: string, pastes: PasteForm, final: boolean): Taken | undefined {
  if (text.startsWith('\u001B')) return takeEscape(text, final);
  const typed = letters.exec(text)?.[0];
  if (typed === undefined) {
    const named = controls[text.charAt(0)];
    // Other control characters are keys that mean nothing here.
    return { keys: named === undefined ? [] : [{ name: named }], length: 1 };
  }
  if (pastes === 'marked') return { keys: [{ name: 'text', text: typed }], length: typed.length };
  return takeBurst(text, typed, final);
}

function takeEscape(text: string, final: boolean): Taken | undefined {
  if (text.startsWith(pasteStart)) {
    const end = text.indexOf(pasteEnd);
    return end === -1 ? undefined : { keys: [{ name: 'paste', text: brokenLines(text.slice(pasteStart.length, end)) }], length: end + pasteEnd.length };
  }
  const whole = sequence.exec(text)?.[0];
  if (whole !== undefined) return { keys: [], length: whole.length };
  return final ? { keys: text === '\u001B' ? [{ name: 'escape' }] : [], length: text.length } : undefined;
}

/**
 * Text in a terminal that does not mark pastes: several lines that arrived at once were pasted. A line break at the very end is the Enter
 * that a copied line brings along, or that was pressed; a line and the same line again are a value and its repetition, typed ahead.
 */
function takeBurst(text: string, typed: string, final: boolean): Taken | undefined {
  const lines = linesOfText.exec(text)?.[0] ?? typed;
  // More may come, which decides what a line break is.
  if (!final && lines.length === text.length && lines.length > typed.length) return undefined;
  const body = lines.replace(/[\r\n]+$/, '');
  const [first, second, ...rest] = brokenLines(lines).split('\n');
  if (first === second && rest.length === 1 && rest[0] === '') {
    return { keys: [{ name: 'text', text: typed }, { name: 'enter' }, { name: 'text', text: typed }, { name: 'enter' }], length: lines.length };
  }
  return /[\r\n\t]/.test(body) ? { keys: [{ name: 'paste', text: brokenLines(body) }], length: body.length } : { keys: [{ name: 'text', text: typed }], length: typed.length };
}

/** Terminals send the Enter key for a line break. */
function brokenLines(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}
