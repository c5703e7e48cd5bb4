import { positionAt } from './json-position.ts';

/** A key of a block mapping: how far it is indented, and where it stands. */
interface BlockKey {
  readonly key: string;
  readonly indent: number;
  readonly offset: number;
  /** What stands behind the colon on its line, and where. */
  readonly rest: string;
  readonly restOffset: number;
}

const keyLine = /^([ ]*)(?:- +)?(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s#'"&*!|>%@`{}[\],][^#]*?))\s*:(?=\s|$)(.*)$/;

/**
 * Line and column (from 1) of the key at a path of a YAML text that a parser has accepted, or of the nearest around it. Flow mappings
 * (`{ a: 1 }`) are searched by their keys. Undefined when not even the first step is found.
 */
export function locateInYaml(text: string, path: readonly string[]): { readonly line: number; readonly column: number } | undefined {
  const keys = blockKeys(text);
  let found: BlockKey | undefined;
  let from = 0;
  for (const [depth, step] of path.entries()) {
    const inside = childrenOf(keys, from, found);
    const index = inside.findIndex(({ key }) => key === step);
    const next = inside[index];
    if (next === undefined) {
      return found === undefined ? undefined : positionAt(text, inFlow(found, path.slice(depth)) ?? found.offset);
    }
    found = next;
    from = keys.indexOf(next) + 1;
  }
  return found === undefined ? undefined : positionAt(text, found.offset);
}

function blockKeys(text: string): readonly BlockKey[] {
  const keys: BlockKey[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    const written = line.replace(/\r$/, '');
    const [, indent = '', double, single, plain, rest = ''] = keyLine.exec(written) ?? [];
    const key = double ?? single?.replaceAll("''", "'") ?? plain;
    if (key !== undefined) {
      keys.push({ key, indent: indent.length, offset: offset + indent.length, rest, restOffset: offset + written.length - rest.length });
    }
    offset += line.length + 1;
  }
  return keys;
}

/** Keys one level below a key, or at the top. */
function childrenOf(keys: readonly BlockKey[], from: number, parent: BlockKey | undefined): readonly BlockKey[] {
  const least = parent === undefined ? 0 : parent.indent + 1;
  const end = keys.findIndex(({ indent }, index) => index >= from && indent < least);
  const below = keys.slice(from, end === -1 ? undefined : end);
  const [first] = below;
  return first === undefined ? [] : below.filter(({ indent }) => indent === first.indent);
}

/** Offset of the deepest of some keys in a flow mapping on the line of its key. */
function inFlow({ rest, restOffset }: BlockKey, path: readonly string[]): number | undefined {
  let at: number | undefined;
  let searched = 0;
  for (const step of path) {
    const escaped = step.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    const match = new RegExp(String.raw`(?<=[{,]\s*)["']?${escaped}["']?\s*:`).exec(rest.slice(searched));
    if (match === null) {
      return at;
    }
    at = restOffset + searched + match.index;
    searched += match.index + match[0].length;
  }
  return at;
}
