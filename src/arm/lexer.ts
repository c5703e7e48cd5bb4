import { ArmTemplateError } from './template-error.ts';

export type TokenKind =
  | 'Identifier'
  | 'LiteralString'
  | 'Integer'
  | 'LeftParenthesis'
  | 'RightParenthesis'
  | 'LeftSquareBracket'
  | 'RightSquareBracket'
  | 'Comma'
  | 'Dot'
  | 'EndOfData';

export interface Token {
  readonly kind: TokenKind;
  /** For a string the unescaped text, else the text as written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const punctuation: Readonly<Record<string, TokenKind>> = {
  '(': 'LeftParenthesis',
  ')': 'RightParenthesis',
  '[': 'LeftSquareBracket',
  ']': 'RightSquareBracket',
  ',': 'Comma',
  '.': 'Dot',
};

const space = /\s/;
const word = /[A-Za-z_$][\w$]*/y;
const digits = /[+-]?\d+/y;
const quoted = /'([^']*(?:''[^']*)*)'/y;

/**
 * The tokens of an expression's text, the last being `EndOfData`.
 * @throws ArmTemplateError `ATK2003` for a character that no token starts with and for a string without an end.
 */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (space.test(char)) {
      at += 1;
      continue;
    }
    const token = readToken(text, at, char);
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'EndOfData', text: '', start: text.length, end: text.length });
  return tokens;
}

function readToken(text: string, start: number, char: string): Token {
  const mark = punctuation[char];
  if (mark !== undefined) return { kind: mark, text: char, start, end: start + 1 };
  const name = match(word, text, start);
  if (name !== undefined) return { kind: 'Identifier', text: name[0], start, end: start + name[0].length };
  const number = match(digits, text, start);
  if (number !== undefined) return { kind: 'Integer', text: number[0], start, end: start + number[0].length };
  const string = match(quoted, text, start);
  if (string !== undefined) return { kind: 'LiteralString', text: (string[1] ?? '').replaceAll("''", "'"), start, end: start + string[0].length };
  const what = char === "'" ? 'the string has no closing quote' : `unexpected character '${char}'`;
  throw unparsable(text, `${what} at position ${start}`, start);
}

/** The error for an expression that breaks the grammar at an offset. */
export function unparsable(text: string, reason: string, offset: number): ArmTemplateError {
  const message = `Deployment template language expression evaluation failed: 'Unable to parse language expression '${text}': ${reason}.'. Please see https://aka.ms/arm-template-expressions for usage details.`;
  return new ArmTemplateError('ATK2003', message, { offset, placed: true });
}

function match(pattern: RegExp, text: string, start: number): RegExpExecArray | undefined {
  pattern.lastIndex = start;
  return pattern.exec(text) ?? undefined;
}
