import { displayWidth } from './display-width.ts';

/**
 * Makes a text a hyperlink, or gives it back as it is where the terminal knows none. The text is on one line: what is wrapped is linked
 * line by line (`linkLines`), so that no link is ever left open.
 */
export type Link = (url: string, text: string) => string;

const schemes = /^(?:https|http|file):\/\//;
// oxlint-disable-next-line eslint/no-control-regex -- control characters are what must not stand in a URL
const unprintable = /[\u0000-\u0020\u007F-\u{10FFFF}]/gu;

/** A painter of links by OSC 8; disabled it adds no byte. Whatever is no web or file address stays text. */
export function createLink(enabled: boolean): Link {
  if (!enabled) return (_url, text) => text;
  return (url, text) => {
    if (text === '' || !schemes.test(url)) return text;
    const target = url.replace(unprintable, (character) => encodeURIComponent(character));
    // The id holds the lines of a wrapped link together. BEL as the end would be heard on a terminal that knows no OSC 8.
    return `\u001B]8;id=${idOf(target)};${target}\u001B\\${text}\u001B]8;;\u001B\\`;
  };
}

/** Lines that one link was wrapped into, each a link of its own; spaces around a line are not part of it. */
export function linkLines(lines: readonly string[], url: string, link: Link): readonly string[] {
  return lines.map((line) => line.replace(/\S(?:.*\S)?/, (text) => link(url, text)));
}

/** The line with every whole `part` in it made a link; unchanged where it does not stand in it, or was broken over two lines. */
export function linkPart(line: string, part: string, url: string, link: Link): string {
  return displayWidth(part) === 0 ? line : line.split(part).join(link(url, part));
}

/** Address of a file as terminals open it: without the name of the host some take it for one of another machine. */
export function fileUrl(path: string, host: string, line?: number): string {
  const slashes = path.replaceAll('\\', '/');
  const encoded = slashes.split('/').map(encodeURIComponent).join('/').replace(/^([A-Za-z])%3A/, '/$1:');
  return `file://${host}${encoded}${line === undefined ? '' : `#${line}`}`;
}

/** The same id for the same address, in a few characters. */
function idOf(url: string): string {
  let hash = 5381;
  for (let at = 0; at < url.length; at += 1) hash = (Math.imul(hash, 33) ^ url.charCodeAt(at)) >>> 0;
  return hash.toString(36);
}
