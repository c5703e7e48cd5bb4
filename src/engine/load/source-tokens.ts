/** A piece of JavaScript or TypeScript that is neither white space nor comment. */
export interface SourceToken {
  /** `text`: a string literal, whose `text` is its content; a template literal is one token without content. */
  readonly kind: 'word' | 'text' | 'sign' | 'other';
  readonly text: string;
  /** Offset of its first character. */
  readonly start: number;
  /** Offset behind its last one. */
  readonly end: number;
}

const blank = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const word = /[\p{ID_Start}$_][\p{ID_Continue}$\u200C\u200D]*/uy;
const number = /(?:0[xXbBoO][\da-fA-F_]+|(?:\d[\d_]*)?\.?\d[\d_]*(?:[eE][+-]?\d+)?)n?/y;
const quoted = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y;
const pattern = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

/** Tokens behind which a slash divides; behind any other it begins a regular expression. */
const operand = /^(?:[)\]}]|.*[\w$'"`])$/s;

/**
 * Cuts source text into tokens, well enough to find object literals and their properties. What it does not understand is one character
 * of kind `sign`, so that it never fails.
 */
export function sourceTokens(source: string): readonly SourceToken[] {
  const tokens: SourceToken[] = [];
  let at = 0;
  const take = (rule: RegExp): string | undefined => {
    rule.lastIndex = at;
    return rule.exec(source)?.[0];
  };
  while (at < source.length) {
    const skipped = take(blank);
    if (skipped !== undefined) {
      at += skipped.length;
      continue;
    }
    const token = nextToken(source, at, take, tokens.at(-1));
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function nextToken(source: string, at: number, take: (rule: RegExp) => string | undefined, before: SourceToken | undefined): SourceToken {
  const make = (kind: SourceToken['kind'], raw: string, text = raw): SourceToken => ({ kind, text, start: at, end: at + raw.length });
  const name = take(word);
  if (name !== undefined) {
    return make('word', name);
  }
  const text = take(quoted);
  if (text !== undefined) {
    return make('text', text, text.slice(1, -1).replaceAll(/\\(.)/gs, '$1'));
  }
  if (source[at] === '`') {
    return make('other', source.slice(at, templateEnd(source, at)));
  }
  const figure = take(number);
  if (figure !== undefined) {
    return make('other', figure);
  }
  const divides = before !== undefined && (before.kind === 'text' || before.kind === 'other' || (before.kind === 'word' ? !/^(?:return|typeof|case|in|of|await|yield|void)$/.test(before.text) : operand.test(before.text)));
  const expression = source[at] === '/' && !divides ? take(pattern) : undefined;
  return expression === undefined ? make('sign', source.startsWith('...', at) ? '...' : source.startsWith('=>', at) ? '=>' : (source[at] ?? '')) : make('other', expression);
}

/** Offset behind a template literal; expressions in it may hold further ones. */
function templateEnd(source: string, start: number): number {
  let at = start + 1;
  while (at < source.length) {
    if (source[at] === '\\') {
      at += 2;
    } else if (source[at] === '`') {
      return at + 1;
    } else if (source.startsWith('${', at)) {
      at = expressionEnd(source, at + 2);
    } else {
      at += 1;
    }
  }
  return at;
}

function expressionEnd(source: string, start: number): number {
  let depth = 1;
  let at = start;
  while (at < source.length && depth > 0) {
    const sign = source[at];
    quoted.lastIndex = at;
    const text = sign === '`' ? source.slice(at, templateEnd(source, at)) : quoted.exec(source)?.[0];
    if (text !== undefined) {
      at += text.length;
      continue;
    }
    depth += sign === '{' ? 1 : sign === '}' ? -1 : 0;
    at += 1;
  }
  return at;
}
