/** A place in a text; both count from one, as editors do. */
export interface TemplatePosition {
  readonly line: number;
  readonly column: number;
}

/**
 * Where the value at a JSON path starts in the text of a template; for a path whose last parts are not there, where the nearest
 * value around it starts. Comments, a byte order mark and texts over several lines are read over. Linear in the text.
 * @param path such as `resources[0].properties.sku`, `parameters.a.b` for a key with a dot, or `tags['a b']`; empty for the whole
 * @returns undefined when the text does not start with an object or array
 */
export function templatePosition(source: string, path: string): TemplatePosition | undefined {
  return positionsIn(source)(path);
}

/**
 * The same for many paths of one text: every object and array on the way is read once, however many paths lead through it.
 */
export function positionsIn(source: string): (path: string) => TemplatePosition | undefined {
  const start = skipBlank(source, 0);
  const isOpen = source[start] === '{' || source[start] === '[';
  const read: Containers = { elements: new Map(), members: new Map() };
  const lines = lineStarts(source);
  return (path) => {
    if (!isOpen) return undefined;
    let at = start;
    let rest = path;
    while (rest !== '') {
      const inner = stepInto(source, at, rest, read);
      if (inner === undefined) break;
      at = inner.at;
      rest = inner.rest;
    }
    return placeIn(lines, at);
  };
}

/** Offsets at which lines start; a byte order mark is no column. */
function lineStarts(source: string): readonly number[] {
  const starts = [source.startsWith('\uFEFF') ? 1 : 0];
  for (let next = source.indexOf('\n'); next !== -1; next = source.indexOf('\n', next + 1)) starts.push(next + 1);
  return starts;
}

function placeIn(starts: readonly number[], offset: number): TemplatePosition {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: Math.max(1, offset - (starts[low] ?? 0) + 1) };
}

/** Line and column of an offset in a text. */
export function positionAt(source: string, offset: number): TemplatePosition {
  return placeIn(lineStarts(source), offset);
}

/** What was read already, by the offset at which it starts. */
interface Containers {
  readonly elements: Map<number, readonly number[]>;
  readonly members: Map<number, readonly Member[]>;
}

interface Member {
  readonly key: string;
  readonly at: number;
}

interface Step {
  readonly at: number;
  readonly rest: string;
}

/** Goes one key or index down; undefined when there is no such value. */
function stepInto(source: string, at: number, path: string, read: Containers): Step | undefined {
  if (source[at] === '{') return stepIntoObject(once(read.members, at, () => membersOf(source, at)), path);
  if (source[at] === '[') return stepIntoArray(once(read.elements, at, () => elementsOf(source, at)), path);
  return undefined;
}

function once<T>(known: Map<number, T>, at: number, work: () => T): T {
  const found = known.get(at) ?? work();
  known.set(at, found);
  return found;
}

function stepIntoArray(elements: readonly number[], path: string): Step | undefined {
  const found = /^\[(\d+)\]\.?/.exec(path);
  const at = found === null ? undefined : elements[Number(found[1])];
  return found === null || at === undefined ? undefined : { at, rest: path.slice(found[0].length) };
}

function elementsOf(source: string, at: number): readonly number[] {
  const starts: number[] = [];
  for (let i = skipBlank(source, at + 1); i < source.length && source[i] !== ']'; i = skipBlank(source, i)) {
    if (source[i] === ',') {
      i += 1;
      continue;
    }
    starts.push(i);
    i = skipValue(source, i);
  }
  return starts;
}

/** Of several keys that the path may start with, as keys may hold dots, the longest is meant. */
function stepIntoObject(members: readonly Member[], path: string): Step | undefined {
  let best: Step | undefined;
  for (const { key, at } of members) {
    const rest = afterKey(key, path);
    if (rest !== undefined && (best === undefined || rest.length < best.rest.length)) best = { at, rest };
    if (rest === '') return best;
  }
  return best;
}

function membersOf(source: string, at: number): readonly Member[] {
  const members: Member[] = [];
  for (let i = skipBlank(source, at + 1); i < source.length && source[i] !== '}'; i = skipBlank(source, i)) {
    if (source[i] !== '"') {
      i += 1;
      continue;
    }
    const end = skipText(source, i);
    const key = keyOf(source.slice(i, end));
    i = skipBlank(source, end);
    if (source[i] === ':') i = skipBlank(source, i + 1);
    members.push({ key, at: i });
    i = skipValue(source, i);
  }
  return members;
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
