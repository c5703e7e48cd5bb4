import { describe, expect, it } from 'vitest';
import type { TerminalFacts } from './check-terminal.ts';
import { checkTerminal } from './check-terminal.ts';

const facts: TerminalFacts = { interactive: true, isTerminal: true, width: 100, color: true, ascii: false, redraw: true, screenReader: false, term: 'xterm-256color', locale: 'de_DE.UTF-8', ci: false, asciiWished: false };

describe('the check of the terminal', () => {
  it('says what can be shown', () => {
    const said = (more: Partial<TerminalFacts>): string => checkTerminal({ ...facts, ...more })[0]?.summary ?? '';
    expect(said({})).toBe('a terminal of 100 columns: colours, Unicode, redrawn in place');
    expect(said({ redraw: false, ci: true, interactive: false })).toContain('one line for each thing, since CI is set, no questions');
    expect(said({ isTerminal: false })).toContain('the output goes to no terminal');
    expect(said({ screenReader: true })).toContain('screen reader');
  });

  it('warns of what keeps it from showing more', () => {
    const statuses = (more: Partial<TerminalFacts>): readonly string[] => checkTerminal({ ...facts, ...more }).map(({ status }) => status);
    expect(statuses({})).toEqual(['ok']);
    expect(statuses({ width: 40 })).toEqual(['ok']);
    expect(statuses({ width: 39 })).toEqual(['ok', 'warning']);
    expect(statuses({ term: 'dumb' })).toEqual(['ok', 'warning']);
    expect(statuses({ ascii: true, locale: 'C' })).toEqual(['ok', 'warning']);
    expect(statuses({ ascii: true, asciiWished: true })).toEqual(['ok']);
    expect(statuses({ ascii: true, term: 'linux' })).toEqual(['ok']);
    expect(statuses({ isTerminal: false, width: 20, term: 'dumb' })).toEqual(['ok']);
  });
});
