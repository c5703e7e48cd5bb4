/** Signs of the views. None is an emoji: those are two cells wide in some terminals and one in others. */
export interface Glyphs {
  readonly move: string;
  readonly import: string;
  readonly arrow: string;
  readonly ellipsis: string;
  readonly bullet: string;
  readonly separator: string;
  readonly done: string;
  readonly failed: string;
  readonly skipped: string;
  readonly running: string;
  readonly waiting: string;
  readonly warning: string;
  readonly pointer: string;
  readonly checked: string;
  readonly unchecked: string;
  readonly cursor: string;
  readonly branch: string;
  readonly lastBranch: string;
  readonly trunk: string;
  /** In front of what to do next about something. */
  readonly hint: string;
  readonly spinner: readonly string[];
  /** They are words: nothing is said by a sign alone, and nothing is drawn. */
  readonly spoken?: true;
}

export const unicodeGlyphs: Glyphs = {
  move: '→',
  import: '⇐',
  arrow: '→',
  ellipsis: '…',
  bullet: '•',
  separator: '·',
  done: '✓',
  failed: '✗',
  skipped: '↓',
  running: '●',
  waiting: '○',
  warning: '!',
  pointer: '❯',
  checked: '◉',
  unchecked: '○',
  cursor: '▏',
  branch: '├─ ',
  lastBranch: '└─ ',
  trunk: '│  ',
  hint: '→',
  spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
};

/** For terminals that cannot show more (old code pages, `TERM=linux`) and for `--ascii`. */
export const asciiGlyphs: Glyphs = {
  move: '->',
  import: '<=',
  arrow: '->',
  ellipsis: '...',
  bullet: '*',
  separator: '-',
  done: 'v',
  failed: 'x',
  skipped: '-',
  running: '*',
  waiting: '.',
  warning: '!',
  pointer: '>',
  checked: '[x]',
  unchecked: '[ ]',
  cursor: '_',
  branch: '|- ',
  lastBranch: '`- ',
  trunk: '|  ',
  hint: '->',
  spinner: ['|', '/', '-', '\\'],
};

/** The separator with the spaces around it. */
export function separatorOf({ separator }: Pick<Glyphs, 'separator'>): string {
  return `${separator === ',' ? '' : ' '}${separator} `;
}

/** For screen readers, which read signs out by their names or not at all: what happened is a word. */
export const wordGlyphs: Glyphs = {
  ...asciiGlyphs,
  move: 'move',
  import: 'import',
  arrow: 'to',
  bullet: 'note:',
  separator: ',',
  done: 'done:',
  failed: 'failed:',
  skipped: 'skipped:',
  running: 'running:',
  waiting: 'now:',
  warning: 'warning:',
  pointer: 'here:',
  checked: 'picked:',
  unchecked: 'not picked:',
  cursor: '',
  branch: '',
  lastBranch: '',
  trunk: '',
  hint: 'mend:',
  spinner: ['now:'],
  spoken: true,
};
