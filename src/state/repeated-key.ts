/** One open object of the text: the keys met so far; undefined for an array. */
type Level = Set<string> | undefined;

/** The first key that stands twice in one object of a valid JSON text; undefined when none does. Reads the text once. */
export function repeatedKey(text: string): string | undefined {
  const levels: Level[] = [];
  let pending: string | undefined;
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
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
      case '"': {
        const end = endOfString(text, at);
        pending = text.slice(at, end + 1);
        at = end;
        break;
      }
      case ',':
        pending = undefined;
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
    }
  }
  return undefined;
}

/** Position of the quote that closes the string that begins at `start`. Not a regular expression: those give up on strings of megabytes. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let first = end;
    while (text[first - 1] === '\\') {
      first -= 1;
    }
    if ((end - first) % 2 === 0) {
      return end;
    }
  }
  return text.length;
}
