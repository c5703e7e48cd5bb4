import { readFileSync } from 'node:fs';
import type { SourceLocation } from '../../model/source-location.ts';
import { locateInJson, positionAt } from './json-position.ts';
import type { SourceObject } from './source-object.ts';
import { callArguments, defaultExport, propertyAt } from './source-object.ts';
import { locateInYaml } from './yaml-position.ts';

/** Where the value at a path of a file stands, or the nearest around it. */
export type LocateSetting = (path: readonly string[]) => SourceLocation;

/**
 * Finds places in a configuration file, which is read when the first is asked for. Objects of code are followed through names and
 * calls (`defineConfig({ … })`, `const shared = { … }`); what a spread or a computed key brings has the place of the object around it.
 * @param path Absolute path of the file.
 * @param file What places call it.
 */
export function locateIn(path: string, file: string): LocateSetting {
  let text: string | undefined;
  let exported: { readonly object: SourceObject | undefined } | undefined;
  const read = (): string => (text ??= textOf(path));
  if (file.endsWith('.json')) {
    return (at) => locateInJson(read(), at, file);
  }
  if (/\.ya?ml$/.test(file)) {
    return (at) => ({ file, ...locateInYaml(read(), at) });
  }
  return (at) => {
    const source = read();
    exported ??= { object: defaultExport(source) };
    const found = propertyAt(exported.object, at);
    return { file, ...(found === undefined ? {} : positionAt(source, found.property.start)) };
  };
}

/**
 * Finds settings in the options of a call such as `defineBackend({ … }, { … })`: in the object argument that has most of the path. Undefined
 * when none has any of it.
 * @param path Absolute path of the file.
 * @param call Where the call stands, as its stack frame says.
 */
export function locateInCall(path: string, call: SourceLocation): (at: readonly string[]) => SourceLocation | undefined {
  let source: string | undefined;
  let objects: readonly SourceObject[] = [];
  return (at) => {
    if (source === undefined) {
      source = textOf(path);
      objects = callArguments(source, offsetOf(source, call));
    }
    const found = objects.flatMap((object) => propertyAt(object, at) ?? []).toSorted((left, right) => right.depth - left.depth)[0];
    return found === undefined ? undefined : { file: call.file, ...positionAt(source, found.property.start) };
  };
}

/** Nothing when it cannot be read: an archived definition may be of a file that is no longer there. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    return '';
  }
}

function offsetOf(source: string, { line = 1, column = 1 }: SourceLocation): number {
  const before = source.split('\n').slice(0, line - 1);
  return before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
}
