import { createFormTree, rollHash } from './form-tree.ts';
import type { FormTree } from './form-tree.ts';
import { ordinaryReason } from './ordinary-value.ts';
import { secretForms } from './secret-forms.ts';

/** Replaces registered secret values wherever they occur in what is about to be written. */
export interface Redactor {
  /** Registers a value; what is too ordinary to be told from other text is left out (`ordinaryReason`). */
  register(secret: string): void;
  /** The value with every registered secret replaced, at any depth; itself when there is none. */
  redact<T>(value: T): T;
  /** For text that comes in pieces. */
  stream(): RedactingStream;
}

/** Redacts text whose pieces may break a secret in two: what could become one is held back, at most the longest form less one character. */
export interface RedactingStream {
  /** What can be written of what came so far. */
  write(piece: string): string;
  /** What was held back. */
  end(): string;
}

/** Stands for a value. */
export const redactionMark = '(redacted)';

/**
 * A redactor that knows each secret plain, line by line, in JSON, links, HTML, hex and base64 (`secretForms`). Time is linear in the
 * text, whatever the number of secrets.
 */
export function createRedactor(): Redactor {
  const tree = createFormTree();
  const known = new Set<string>();
  const redactText = (text: string): string => scan(tree, { text, covered: 0 }, false).written;
  return {
    register: (secret) => {
      if (known.has(secret) || ordinaryReason(secret) !== undefined) {
        return;
      }
      known.add(secret);
      for (const form of secretForms(secret)) {
        tree.add(form);
      }
    },
    redact: <T>(value: T): T => (known.size === 0 ? value : (redactValue(value, redactText) as T)),
    stream: () => openStream(tree),
  };
}

function openStream(tree: FormTree): RedactingStream {
  let held: Held = { text: '', covered: 0 };
  const take = (piece: string, more: boolean): string => {
    const { written, rest } = scan(tree, { text: held.text + piece, covered: held.covered }, more);
    held = rest;
    return written;
  };
  return { write: (piece) => take(piece, true), end: () => take('', false) };
}

interface Held {
  readonly text: string;
  /** Characters at its beginning for which a mark is written already. */
  readonly covered: number;
}

/** Forms that overlap get one mark together. `more`: the text goes on, so that what is open at its end is held back. */
function scan(tree: FormTree, { text, covered: before }: Held, more: boolean): { readonly written: string; readonly rest: Held } {
  let written = '';
  let covered = before;
  let hash = rollHash(rollHash(0, text.charCodeAt(0)), text.charCodeAt(1));
  let place = 0;
  for (; place < text.length; place += 1) {
    const whole = place + 2 < text.length;
    if (whole) hash = rollHash(hash, text.charCodeAt(place + 2));
    if (whole ? !tree.mayBegin(hash) : !more) continue;
    const { length, open } = tree.at(text, place);
    if (open && more) break;
    if (length === 0) continue;
    if (place >= covered) written += `${text.slice(before, place)}${redactionMark}`;
    covered = Math.max(covered, place + length);
    before = covered;
  }
  return { written: written + text.slice(before, place), rest: { text: text.slice(place), covered: Math.max(0, covered - place) } };
}

function redactValue(value: unknown, redactText: (text: string) => string): unknown {
  if (typeof value === 'string') {
    return redactText(value);
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown) => redactValue(item, redactText));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [redactText(key), redactValue(item, redactText)]));
}
