import type { ContextKey, Expression, Value } from '../model/value.ts';
import { contextKeys } from '../model/value.ts';
import type { Problem } from './problem.ts';
import { nearest, suggestion } from './nearest.ts';
import { resourceOutputs } from './reference-names.ts';

/** A text with its references as typed expressions, and what is wrong with them. */
export interface ParsedText {
  readonly value: Value;
  readonly problems: readonly Problem[];
}

const placeholder = /\$\$\{|\$\{(?<inside>[^}]*)\}?/g;
const dottedName = /^[A-Za-z][\w-]*(?:\.[A-Za-z_][\w-]*)+$/;

/**
 * Parses `${cosmos.endpoint}`, `${azure.location}`, `${self.queue.id}`, `${backend.other.queue.id}` in a text of the user.
 * A text that is one reference becomes that reference, one with text around it a `concat`; `$${` stands for `${` itself.
 * Roots other than `azure` are resolved when the backend is composed.
 */
export function parseReferences(text: string): ParsedText {
  const parts: Value[] = [];
  const problems: Problem[] = [];
  let done = 0;
  let literal = '';
  const close = (): void => {
    if (literal !== '') {
      parts.push(literal);
    }
    literal = '';
  };
  for (const match of text.matchAll(placeholder)) {
    literal += text.slice(done, match.index);
    done = match.index + match[0].length;
    const inside = match.groups?.['inside'];
    if (inside === undefined) {
      literal += '${';
      continue;
    }
    const parsed = match[0].endsWith('}') ? parseOne(inside.trim()) : unreadable(match[0], 'the closing } is missing');
    if ('summary' in parsed) {
      problems.push(parsed);
      literal += match[0];
    } else {
      close();
      parts.push(parsed);
    }
  }
  literal += text.slice(done);
  close();
  const [only] = parts;
  return { value: parts.length === 0 ? '' : parts.length === 1 && only !== undefined ? only : { $: 'concat', parts }, problems };
}

function parseOne(inside: string): Expression | Problem {
  if (!dottedName.test(inside)) {
    return unreadable(`\${${inside}}`, 'a reference is a name such as cosmos.endpoint');
  }
  const cut = inside.lastIndexOf('.');
  const target = inside.slice(0, cut);
  const name = inside.slice(cut + 1);
  const [root = ''] = target.split('.');
  if (root === 'azure') {
    return target === 'azure' && isContextKey(name) ? { $: 'context', key: name } : unknownContext(inside, target === 'azure' ? name : inside.slice('azure.'.length));
  }
  if (root === 'self' || root === 'backend') {
    return target === root ? unreadable(`\${${inside}}`, `${root} needs a resource and an output, such as ${root === 'self' ? 'self.queue.id' : 'backend.uploads.queue.id'}`) : { $: 'ref', target, output: name };
  }
  return { $: 'ref', target, output: name };
}

function unreadable(written: string, why: string): Problem {
  return { code: 'ATK1304', summary: `"${written}" is not a reference: ${why}`, hint: 'Write $${ for a plain ${ in a text.' };
}

function unknownContext(inside: string, name: string): Problem {
  const known = contextKeys.map((key) => `azure.${key}`);
  const near = nearest(`azure.${name}`, known) ?? nearest(inside, Object.entries(resourceOutputs).flatMap(([type, outputs]) => outputs.map((output) => `${type}.${output}`)));
  return { code: 'ATK1304', summary: `"\${${inside}}" refers to "${name}", which is not a fact of the environment`, hint: near === undefined ? suggestion(inside, known) : `Did you mean "\${${near}}"?` };
}

function isContextKey(name: string): name is ContextKey {
  return (contextKeys as readonly string[]).includes(name);
}
