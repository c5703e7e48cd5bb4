/** One open object of the text: the keys met so far; undefined for an array. */
type Level = Set<string> | undefined;

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** The first key that stands twice in one object of a valid JSON text; undefined when none does. Reads the text once. */
export function repeatedKey(text: string): string | undefined {
  const levels: Level[] = [];
  let pending: string | undefined;
  for (const [part] of text.matchAll(token)) {
    switch (part) {
      case '{':
        levels.push(new Set());
        break;
      case '[':
        levels.push(undefined);
        break;
      case '}':
      case ']':
        levels.pop();
        break;
      case ':': {
        const keys = levels.at(-1);
        const key = pending === undefined ? undefined : (JSON.parse(pending) as string);
        if (key !== undefined && keys?.has(key) === true) {
          return key;
        }
        if (key !== undefined) {
          keys?.add(key);
        }
        break;
      }
      default:
        pending = part === ',' ? undefined : part;
    }
  }
  return undefined;
}
