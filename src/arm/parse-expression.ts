import type { CallNode, Expression } from './expression.ts';
import { tokenize, unparsable } from './lexer.ts';
import type { Token, TokenKind } from './lexer.ts';
import { armLimits, evaluationLimits } from './limits.ts';
import { ArmTemplateError } from './template-error.ts';

/** True for a template string that is an expression: it starts with `[`, ends with `]` and does not start with `[[`. */
export function isExpression(text: string): boolean {
  return text.startsWith('[') && text.endsWith(']') && !text.startsWith('[[');
}

/** The literal that a template string stands for: `[[…]` loses its first bracket, everything else stays. */
export function unescapeLiteral(text: string): string {
  return text.startsWith('[[') && text.endsWith(']') ? text.slice(1) : text;
}

/** The template string that stands for a literal; the inverse of `unescapeLiteral`. */
export function escapeLiteral(text: string): string {
  return text.startsWith('[') && text.endsWith(']') ? `[${text}` : text;
}

interface Cursor {
  readonly text: string;
  readonly tokens: readonly Token[];
  at: number;
}

/**
 * Parses a template expression, with or without its outer brackets.
 * @throws ArmTemplateError `ATK2003` when it breaks the grammar, `ATK2010` when it is longer than Azure allows, `ATK2011` when it
 * is nested too deeply.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
 */
export function parseExpression(text: string): Expression {
  if (text.length > armLimits.expressionCharacters) throw tooLong(text.length);
  const inner = isExpression(text) ? text.slice(1, -1) : text;
  const cursor: Cursor = { text: inner, tokens: tokenize(inner), at: 0 };
  const node = parseTerm(cursor, 0);
  expect(cursor, 'EndOfData');
  return node;
}

function parseTerm(cursor: Cursor, depth: number): Expression {
  if (depth > evaluationLimits.expressionDepth) throw tooDeep();
  let node = parsePrimary(cursor, depth);
  for (let links = depth; ; links += 1) {
    if (links > evaluationLimits.expressionDepth) throw tooDeep();
    const next = parseLink(cursor, node, depth);
    if (next === undefined) return node;
    node = next;
  }
}

function parseLink(cursor: Cursor, target: Expression, depth: number): Expression | undefined {
  const start = 'start' in target ? target.start : 0;
  if (accept(cursor, 'Dot')) {
    const name = expect(cursor, 'Identifier');
    return { kind: 'property', target, name: name.text, start, end: name.end };
  }
  if (!accept(cursor, 'LeftSquareBracket')) return undefined;
  const index = parseTerm(cursor, depth + 1);
  const { end } = expect(cursor, 'RightSquareBracket');
  return { kind: 'index', target, index, start, end };
}

function parsePrimary(cursor: Cursor, depth: number): Expression {
  const token = peek(cursor);
  if (token.kind === 'LiteralString') {
    cursor.at += 1;
    return { kind: 'string', value: token.text, start: token.start, end: token.end };
  }
  if (token.kind === 'Integer') {
    cursor.at += 1;
    return { kind: 'integer', value: integerOf(token, cursor.text), start: token.start, end: token.end };
  }
  return parseCall(cursor, depth);
}

function parseCall(cursor: Cursor, depth: number): CallNode {
  const first = expect(cursor, 'Identifier');
  let name = first.text;
  while (accept(cursor, 'Dot')) name += `.${expect(cursor, 'Identifier').text}`;
  expect(cursor, 'LeftParenthesis');
  const list: Expression[] = [];
  if (peek(cursor).kind !== 'RightParenthesis') {
    do list.push(parseTerm(cursor, depth + 1));
    while (accept(cursor, 'Comma'));
  }
  const { end } = expect(cursor, 'RightParenthesis');
  return { kind: 'call', name, arguments: list, start: first.start, end };
}

/** @throws ArmTemplateError `ATK2003` for a number that does not fit into 64 bits. */
function integerOf({ text, start }: Token, expression: string): number | bigint {
  const exact = BigInt(text.startsWith('+') ? text.slice(1) : text);
  if (BigInt.asIntN(64, exact) !== exact) throw unparsable(expression, `the number at position ${start} does not fit into a 64-bit integer`, start);
  const near = Number(exact);
  return Number.isSafeInteger(near) ? near : exact;
}

function peek(cursor: Cursor): Token {
  return cursor.tokens[cursor.at] ?? { kind: 'EndOfData', text: '', start: cursor.text.length, end: cursor.text.length };
}

function accept(cursor: Cursor, kind: TokenKind): boolean {
  if (peek(cursor).kind !== kind) return false;
  cursor.at += 1;
  return true;
}

function expect(cursor: Cursor, kind: TokenKind): Token {
  const token = peek(cursor);
  if (token.kind !== kind) {
    throw unparsable(cursor.text, `expected token '${kind}' and actual '${token.kind}'`, token.start);
  }
  cursor.at += 1;
  return token;
}

function tooLong(length: number): ArmTemplateError {
  return new ArmTemplateError('ATK2010', `The template language expression has ${length} characters, and Azure allows ${armLimits.expressionCharacters}.`);
}

function tooDeep(): ArmTemplateError {
  return new ArmTemplateError('ATK2011', `The language expression is nested more than ${evaluationLimits.expressionDepth} levels deep.`);
}
