/** A place in a text; both count from one, as editors do. */
export interface TemplatePosition {
  readonly line: number;
  readonly column: number;
}

/**
 * Where the value at a JSON path starts in the text of a template; for a path whose last parts are not there, where the nearest
 * value around it starts. Comments, a byte order mark and texts over several lines are read over. One pass, linear in the text.
 * @param path such as `resources[0].properties.sku`, `parameters.a.b` for a key with a dot, or `tags['a b']`; empty for the whole
 * @returns undefined when the text does not start with an object or array
 */
export function templatePosition(source: string, path: string): TemplatePosition | undefined {
  const start = skipBlank(source, 0);
  if (source[start] !== '{' && source[start] !== '[') return undefined;
  let at = start;
  let rest = path;
  while (rest !== '') {
    const inner = stepInto(source, at, rest);
    if (inner === undefined) break;
    at = inner.at;
    rest = inner.rest;
  }
  return positionAt(source, at);
}

/** Line and column of an offset in a text. */
export function positionAt(source: string, offset: number): TemplatePosition {
  let line = 1;
  let lineStart = source.startsWith('\uFEFF') ? 1 : 0;
  for (let next = source.indexOf('\n'); next !== -1 && next < offset; next = source.indexOf('\n', next + 1)) {
    line += 1;
    lineStart = next + 1;
  }
  return { line, column: Math.max(1, offset - lineStart + 1) };
}

interface Step {
  readonly at: number;
  readonly rest: string;
}

/** Goes one key or index down; undefined when there is no such value. */
function stepInto(source: string, at: number, path: string): Step | undefined {
  if (source[at] === '{') return stepIntoObject(source, at, path);
  if (source[at] === '[') return stepIntoArray(source, at, path);
  return undefined;
}

function stepIntoArray(source: string, at: number, path: string): Step | undefined {
  const found = /^\[(\d+)\]\.?/.exec(path);
  if (found === null) return undefined;
  let left = Number(found[1]);
  for (let i = skipBlank(source, at + 1); i < source.length && source[i] !== ']'; i = skipBlank(source, i)) {
    if (source[i] === ',') {
      i += 1;
      continue;
    }
    if (left === 0) return { at: i, rest: path.slice(found[0].length) };
    left -= 1;
    i = skipValue(source, i);
  }
  return undefined;
}

/** Of several keys that the path may start with, as keys may hold dots, the longest is meant. */
function stepIntoObject(source: string, at: number, path: string): Step | undefined {
  let best: Step | undefined;
  for (let i = skipBlank(source, at + 1); i < source.length && source[i] !== '}'; i = skipBlank(source, i)) {
    if (source[i] !== '"') {
      i += 1;
      continue;
    }
    const end = skipText(source, i);
    const rest = afterKey(keyOf(source.slice(i, end)), path);
    i = skipBlank(source, end);
    if (source[i] === ':') i = skipBlank(source, i + 1);
    if (rest !== undefined && (best === undefined || rest.length < best.rest.length)) best = { at: i, rest };
    if (rest === '') return best;
    i = skipValue(source, i);
  }
  return best;
}

function keyOf(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted.slice(1, -1);
  }
}

/** What follows a key at the start of a path; undefined when the path does not start with it. */
function afterKey(key: string, path: string): string | undefined {
  const quoted = `['${key}']`;
  if (path.startsWith(quoted)) return path.slice(quoted.length).replace(/^\./, '');
  if (!path.startsWith(key)) return undefined;
  const next = path[key.length];
  if (next === undefined || next === '[') return path.slice(key.length);
  return next === '.' ? path.slice(key.length + 1) : undefined;
}

function skipBlank(source: string, from: number): number {
  let at = from;
  for (; at < source.length; at += 1) {
    const char = source[at] ?? '';
    if (char === '/' && source[at + 1] === '/') at = endOf(source, '\n', at);
    else if (char === '/' && source[at + 1] === '*') at = endOf(source, '*/', at + 2) + 1;
    else if (char !== '\uFEFF' && char.trim() !== '') break;
  }
  return at;
}

function endOf(source: string, mark: string, from: number): number {
  const found = source.indexOf(mark, from);
  return found === -1 ? source.length : found;
}

function skipText(source: string, from: number): number {
  let at = from + 1;
  while (at < source.length && source[at] !== '"') at += source[at] === '\\' ? 2 : 1;
  return Math.min(at + 1, source.length);
}

function skipValue(source: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < source.length) {
    const char = source[at] ?? '';
    if (depth === 0 && (char === ',' || char === '}' || char === ']')) return at;
    if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') depth -= 1;
    if (char === '"') at = skipText(source, at);
    else if (char === '/' || char.trim() === '') at = Math.max(skipBlank(source, at), at + (char === '/' ? 1 : 0));
    else at += 1;
    if (depth === 0 && (char === '"' || char === '}' || char === ']')) return at;
  }
  return at;
}
