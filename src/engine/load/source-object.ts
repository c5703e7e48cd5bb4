import type { SourceToken } from './source-tokens.ts';
import { sourceTokens } from './source-tokens.ts';

/** A property of an object literal as it stands in a source text. */
export interface SourceProperty {
  readonly key: string;
  /** Offset of the key. */
  readonly start: number;
  /** Offset behind the value, before the comma. */
  readonly end: number;
  /** The object that the value is, or that the name or call which stands there leads to. */
  readonly value: SourceObject | undefined;
}

/** An object literal as it stands in a source text. What a spread brings is among its properties, wherever that stands; computed keys are passed over. */
export interface SourceObject {
  /** Offset of `{`. */
  readonly open: number;
  /** Offset of `}`. */
  readonly close: number;
  readonly properties: readonly SourceProperty[];
}

/** How many names are followed to the object that they stand for. */
const mostSteps = 8;

/** Tokens with the position in them, and how many names were followed to get there. */
interface Reader {
  readonly tokens: readonly SourceToken[];
  readonly steps: number;
}

/** The object that a module exports by default: literal, behind names, or the first object argument of a call such as `defineConfig`. */
export function defaultExport(source: string): SourceObject | undefined {
  const tokens = sourceTokens(source);
  const at = tokens.findIndex(({ text }, index) => text === 'default' && tokens[index - 1]?.text === 'export');
  return at === -1 ? undefined : objectAt({ tokens, steps: 0 }, at + 1);
}

/** The object that a text such as JSON with comments begins with. */
export function firstObject(source: string): SourceObject | undefined {
  return objectAt({ tokens: sourceTokens(source), steps: 0 }, 0);
}

/** The object arguments of the call that stands at an offset or next behind it. */
export function callArguments(source: string, offset: number): readonly SourceObject[] {
  const tokens = sourceTokens(source);
  const first = tokens.findIndex(({ end }) => end > offset);
  const open = tokens.findIndex(({ text }, index) => index >= first && text === '(');
  const found: SourceObject[] = [];
  for (let at = open + 1; first !== -1 && open !== -1 && at < tokens.length && !isSign(tokens[at], [')']); ) {
    const object = objectAt({ tokens, steps: 0 }, at);
    found.push(...(object === undefined ? [] : [object]));
    at = valueEnd(tokens, at);
    at += isSign(tokens[at], [',']) ? 1 : 0;
    if (isSign(tokens[at], [']', '}'])) {
      break;
    }
  }
  return found;
}

/** The property at a path below an object, or the nearest around it; undefined when not even the first step is there. */
export function propertyAt(object: SourceObject | undefined, path: readonly string[]): { readonly property: SourceProperty; readonly depth: number } | undefined {
  let inside = object;
  let found: { readonly property: SourceProperty; readonly depth: number } | undefined;
  for (const [index, step] of path.entries()) {
    const property = inside?.properties.findLast(({ key }) => key === step);
    if (property === undefined) {
      return found;
    }
    found = { property, depth: index + 1 };
    inside = property.value;
  }
  return found;
}

/** The object that the expression at a token is or leads to. */
function objectAt({ tokens, steps }: Reader, at: number): SourceObject | undefined {
  const token = tokens[at];
  const next = tokens[at + 1]?.text;
  if (token === undefined || steps > mostSteps) {
    return undefined;
  }
  if (isSign(token, ['{'])) {
    return objectLiteral({ tokens, steps }, at);
  }
  if (isSign(token, ['('])) {
    return objectAt({ tokens, steps: steps + 1 }, at + 1);
  }
  if (token.kind !== 'word') {
    return undefined;
  }
  if (next === '(') {
    return objectAt({ tokens, steps: steps + 1 }, at + 2);
  }
  const declared = next === '.' || next === '[' ? undefined : initialiser(tokens, token.text);
  return declared === undefined ? undefined : objectAt({ tokens, steps: steps + 1 }, declared);
}

/** Index of the first token of what `const NAME = …` is, a type between them or not. */
function initialiser(tokens: readonly SourceToken[], name: string): number | undefined {
  const declaration = tokens.findIndex(({ text, kind }, index) => kind === 'word' && text === name && ['const', 'let', 'var'].includes(tokens[index - 1]?.text ?? ''));
  const equals = declaration === -1 ? -1 : tokens.findIndex(({ text }, index) => index > declaration && (text === '=' || text === ';'));
  return tokens[equals]?.text === '=' ? equals + 1 : undefined;
}

function objectLiteral(reader: Reader, open: number): SourceObject {
  const { tokens } = reader;
  const properties: SourceProperty[] = [];
  let at = open + 1;
  while (at < tokens.length && !isSign(tokens[at], ['}'])) {
    const key = tokens[at] as SourceToken;
    if (isSign(key, ['...'])) {
      properties.push(...(objectAt({ ...reader, steps: reader.steps + 1 }, at + 1)?.properties ?? []));
      at += 1;
    }
    const colon = isSign(tokens[at + 1], [':']);
    const end = valueEnd(tokens, at);
    if (key.kind !== 'sign' && (colon || isSign(tokens[at + 1], [',', '}']))) {
      const value = objectAt({ ...reader, steps: reader.steps + (colon ? 0 : 1) }, colon ? at + 2 : at);
      properties.push({ key: key.text, start: key.start, end: (tokens[end - 1] ?? key).end, value });
    }
    // A bracket that closes nothing is passed over.
    at = end + (isSign(tokens[end], [',', ')', ']']) ? 1 : 0);
  }
  return { open: (tokens[open] as SourceToken).start, close: tokens[at]?.start ?? (tokens.at(-1) as SourceToken).end, properties };
}

/** Index of the token that ends an expression: the comma or bracket behind it. */
function valueEnd(tokens: readonly SourceToken[], start: number): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at += 1) {
    if (depth === 0 && isSign(tokens[at], [',', '}', ')', ']'])) {
      return at;
    }
    depth += isSign(tokens[at], ['{', '(', '[']) ? 1 : isSign(tokens[at], ['}', ')', ']']) ? -1 : 0;
  }
  return tokens.length;
}

function isSign(token: SourceToken | undefined, signs: readonly string[]): boolean {
  return token?.kind === 'sign' && signs.includes(token.text);
}
