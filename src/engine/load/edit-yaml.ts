/** Lines of a block mapping `environments:` at the top of a YAML text. */
interface EnvironmentsBlock {
  readonly lines: readonly string[];
  /** Line of the key. */
  readonly key: number;
  /** Line behind the last one of the block; empty lines and comments behind its last entry are not of it. */
  readonly end: number;
  /** Spaces before the names of environments. */
  readonly indent: string;
}

/** The text with an environment at the end of `environments`; undefined when that is no block mapping. */
export function withYamlEnvironment(text: string, name: string, base: string): string | undefined {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  if (!/^environments[ \t]*:/m.test(text)) {
    const start = text === '' || text.endsWith('\n') ? text : `${text}${eol}`;
    return `${start}environments:${eol}  ${name}:${eol}    extends: ${base}${eol}`;
  }
  const block = findBlock(text);
  if (block === undefined) {
    return undefined;
  }
  const entry = [`${block.indent}${name}:`, `${block.indent}${block.indent}extends: ${base}`];
  return [...block.lines.slice(0, block.end), ...entry, ...block.lines.slice(block.end)].join(eol);
}

/** The text without an environment; undefined when it does not stand there as a block of its own. */
export function withoutYamlEnvironment(text: string, name: string): string | undefined {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const block = findBlock(text);
  if (block === undefined) {
    return undefined;
  }
  const { end, indent, key, lines } = block;
  const start = lines.findIndex((line, at) => at > key && at < end && new RegExp(`^${indent}["']?${name}["']?[ \\t]*:`).test(line));
  if (start === -1) {
    return undefined;
  }
  const next = lines.findIndex((line, at) => at > start && at < end && isEntry(line) && indentOf(line) <= indent.length);
  const kept = [...lines.slice(0, start), ...lines.slice(next === -1 ? end : next)];
  const isLast = !lines.some((line, at) => at > key && at < end && (at < start || (next !== -1 && at >= next)) && isEntry(line));
  return (isLast ? kept.map((line, at) => (at === key ? 'environments: {}' : line)) : kept).join(eol);
}

function findBlock(text: string): EnvironmentsBlock | undefined {
  const lines = text.split(/\r?\n/);
  const key = lines.findIndex((line) => /^environments[ \t]*:[ \t]*(?:#.*)?$/.test(line));
  const first = lines.findIndex((line, at) => at > key && isEntry(line));
  const indent = /^ +/.exec(lines[first] ?? '')?.[0];
  if (key === -1 || indent === undefined) {
    return undefined;
  }
  const after = lines.findIndex((line, at) => at > key && isEntry(line) && indentOf(line) === 0);
  const last = lines.findLastIndex((line, at) => (after === -1 || at < after) && isEntry(line));
  return { lines, key, end: last + 1, indent };
}

/** True for a line that is neither empty nor a comment. */
function isEntry(line: string): boolean {
  return !/^\s*(?:#.*)?$/.test(line);
}

function indentOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}
