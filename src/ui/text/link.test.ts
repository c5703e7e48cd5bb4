import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayWidth, stripEscapes } from './display-width.ts';
import { padEnd, takeWidth, truncate, truncateMiddle, wrapText } from './fit-text.ts';
import { createLink, fileUrl, linkLines, linkPart } from './link.ts';
import type { LinkFacts } from './link-support.ts';
import { supportsLinks } from './link-support.ts';

const escape = '\u001B';
const link = createLink(true);
const plain = createLink(false);
const url = 'https://portal.azure.com/#resource/subscriptions/1';

/** How many links a text opens and leaves open. */
function openLinks(text: string): number {
  let open = 0;
  for (const [, target = ''] of text.split(`${escape}]8;`).slice(1).map((rest) => /^[^;]*;(.*?)(?:\\|$)/.exec(rest.replaceAll(escape, '\\')) ?? [])) open = target === '' ? 0 : 1;
  return open;
}

describe('a link', () => {
  test('is opened, closed, and takes no cells', () => {
    const text = link(url, 'main/a');
    expect(text.replace(/id=\w+/, 'id=?')).toBe(`${escape}]8;id=?;${url}${escape}\\main/a${escape}]8;;${escape}\\`);
    expect(displayWidth(text)).toBe(6);
    expect(displayWidth(padEnd(text, 10))).toBe(10);
    expect(stripEscapes(text)).toBe('main/a');
  });

  test('is text where the terminal knows none, and where there is nothing to open', () => {
    expect(plain(url, 'main/a')).toBe('main/a');
    expect(link('javascript:alert(1)', 'x')).toBe('x');
    expect(link('/subscriptions/1', 'x')).toBe('x');
    expect(link(url, '')).toBe('');
  });

  test('carries nothing of the address that a terminal would obey', () => {
    const text = link('https://x/\u001B]0;title\u0007 a\u00FC', 'x');
    expect(text).toContain('https://x/%1B]0;title%07%20a%C3%BC\u001B\\x');
    expect(stripEscapes(text)).toBe('x');
  });

  test('is never left open by what cuts or wraps', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 30 }), fc.string({ maxLength: 20 }), fc.integer({ min: 1, max: 40 }), (text, before, width) => {
        const line = `${before}${link(url, text.replaceAll(/\p{C}/gu, '') || 'x')} after`;
        for (const cut of [takeWidth(line, width), truncate(line, width), truncateMiddle(line, width), ...wrapText(line, width), ...linkLines(wrapText(line, width), url, link)]) {
          expect(openLinks(cut)).toBe(0);
          expect(cut.includes('\u001B') && stripEscapes(cut).includes('\u001B')).toBe(false);
        }
      }),
    );
  });

  test('goes over several lines with the same id, and leaves their indent alone', () => {
    const [first = '', second = ''] = linkLines(['  main/storage', '    .main/account'], url, link);
    expect(first.startsWith(`  ${escape}]8;`)).toBe(true);
    expect(second.startsWith(`    ${escape}]8;`)).toBe(true);
    expect(/id=(\w+)/.exec(first)?.[1]).toBe(/id=(\w+)/.exec(second)?.[1]);
    expect([first, second].map(stripEscapes)).toEqual(['  main/storage', '    .main/account']);
  });

  test('can be a part of a line', () => {
    expect(stripEscapes(linkPart('error ATK1204: no', 'ATK1204', url, link))).toBe('error ATK1204: no');
    expect(linkPart('error ATK1204: no', 'ATK1204', url, link)).toContain('\u001B\\ATK1204\u001B]8;;');
    expect(linkPart('nothing of it', 'ATK1204', url, link)).toBe('nothing of it');
  });

  test('to a file names the host', () => {
    expect(fileUrl('/home/anna/my project/backend.ts', 'box', 12)).toBe('file://box/home/anna/my%20project/backend.ts#12');
    expect(fileUrl('C:\\code\\backend.ts', 'box')).toBe('file://box/C:/code/backend.ts');
  });
});

describe('links are written', () => {
  const terminal: Omit<LinkFacts, 'env'> = { isTerminal: true, isInCi: false, screenReader: false };
  const pipe: Omit<LinkFacts, 'env'> = { ...terminal, isTerminal: false };

  test.each<readonly [env: LinkFacts['env'], links: boolean]>([
    [{}, false],
    [{ TERM: 'xterm-256color' }, false],
    [{ WT_SESSION: '7c1b' }, true],
    [{ WT_SESSION: '' }, false],
    [{ VTE_VERSION: '7402' }, true],
    [{ VTE_VERSION: '5001' }, true],
    [{ VTE_VERSION: '5000' }, false],
    [{ VTE_VERSION: '4602' }, false],
    [{ VTE_VERSION: 'x' }, false],
    [{ KONSOLE_VERSION: '230804' }, true],
    [{ KONSOLE_VERSION: '200400' }, false],
    [{ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.5.1' }, true],
    [{ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.0.15' }, false],
    [{ TERM_PROGRAM: 'iTerm.app' }, false],
    [{ TERM_PROGRAM: 'WezTerm', TERM_PROGRAM_VERSION: '20240203-110809-5046fc22' }, true],
    [{ TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.96.2' }, true],
    [{ TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.70.0' }, false],
    [{ TERM_PROGRAM: 'ghostty' }, true],
    [{ TERM: 'xterm-ghostty' }, true],
    [{ TERM_PROGRAM: 'Apple_Terminal', TERM_PROGRAM_VERSION: '455' }, false],
    [{ TERM: 'xterm-kitty' }, true],
    [{ TERM: 'alacritty' }, true],
    [{ TERM: 'foot' }, true],
    [{ TERM: 'linux' }, false],
    [{ TERM: 'dumb', WT_SESSION: '7c1b' }, false],
    [{ TMUX: '/tmp/tmux-1000/default,1,0', TERM: 'tmux-256color', TERM_PROGRAM: 'tmux', TERM_PROGRAM_VERSION: '3.4' }, true],
    [{ TMUX: '/tmp/tmux-1000/default,1,0', TERM: 'tmux-256color', TERM_PROGRAM: 'tmux', TERM_PROGRAM_VERSION: '3.3a' }, false],
    [{ TMUX: '/tmp/tmux-1000/default,1,0', TERM: 'screen', WT_SESSION: '7c1b' }, false],
    [{ STY: '1.pts', TERM: 'screen.xterm-256color', VTE_VERSION: '7402' }, false],
    [{ TERM: 'screen-256color', VTE_VERSION: '7402' }, false],
    [{ FORCE_HYPERLINK: '1' }, true],
    [{ FORCE_HYPERLINK: '1', STY: '1.pts', TERM: 'screen' }, true],
    [{ FORCE_HYPERLINK: '0', WT_SESSION: '7c1b' }, false],
    [{ FORCE_HYPERLINK: '', WT_SESSION: '7c1b' }, true],
  ])('on a terminal with %j: %s', (env, links) => {
    expect(supportsLinks({ ...terminal, env })).toBe(links);
  });

  test('not into a pipe, in CI or for a screen reader', () => {
    const env = { WT_SESSION: '7c1b' };
    expect(supportsLinks({ ...pipe, env })).toBe(false);
    expect(supportsLinks({ ...terminal, env, isInCi: true })).toBe(false);
    expect(supportsLinks({ ...terminal, env: { ...env, FORCE_HYPERLINK: '1' }, screenReader: true })).toBe(false);
    expect(supportsLinks({ ...pipe, env: { FORCE_HYPERLINK: '1' } })).toBe(true);
  });
});
