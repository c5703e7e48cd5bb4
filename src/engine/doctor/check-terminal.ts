import type { DoctorFinding } from '../../model/doctor.ts';
import { found, good } from './finding.ts';

export interface TerminalFacts {
  /** Somebody is at a terminal and can be asked. */
  readonly interactive: boolean;
  /** What is read by people goes to a terminal. */
  readonly isTerminal: boolean;
  /** Cells in a line; absent without a terminal. */
  readonly width?: number;
  readonly color: boolean;
  readonly ascii: boolean;
  readonly redraw: boolean;
  readonly screenReader: boolean;
  /** `TERM`, the locale, and whether `CI` is set. */
  readonly term: string;
  readonly locale: string;
  readonly ci: boolean;
  /** `--ascii` was given: nothing has to be said about it. */
  readonly asciiWished: boolean;
}

/** Below this plans and tables are cut. */
const narrow = 40;

/** What the terminal can show, and why not more. */
export function checkTerminal(facts: TerminalFacts): readonly DoctorFinding[] {
  return [good(sentence(facts)), ...warnings(facts)];
}

function sentence({ isTerminal, width, color, ascii, redraw, screenReader, ci, interactive }: TerminalFacts): string {
  const looks = `${color ? 'colours' : 'no colours'}, ${ascii ? 'no Unicode signs' : 'Unicode'}`;
  if (screenReader) return `plain sentences for a screen reader: ${looks}, nothing is redrawn`;
  if (!isTerminal) return `the output goes to no terminal: ${looks}, one line for each thing, no questions`;
  const moves = redraw ? 'redrawn in place' : ci ? 'one line for each thing, since CI is set' : 'one line for each thing';
  return `a terminal${width === undefined ? '' : ` of ${width} columns`}: ${looks}, ${moves}${interactive ? '' : ', no questions'}`;
}

function warnings({ isTerminal, width, ascii, asciiWished, term, locale }: TerminalFacts): readonly DoctorFinding[] {
  return [
    ...(isTerminal && width !== undefined && width < narrow ? [found('warning', `${width} columns are less than the ${narrow} that texts are made for`, 'Make the window wider, or use --json.')] : []),
    ...(isTerminal && term === 'dumb' ? [found('warning', 'TERM is dumb: nothing is redrawn and there are no colours', 'Set what your terminal is: `export TERM=xterm-256color`.')] : []),
    ...(ascii && !asciiWished && term !== 'linux' ? [found('warning', `the locale ${locale === '' ? '' : `${locale} `}has no Unicode: signs are ASCII`, 'Choose a UTF-8 locale: `export LANG=C.UTF-8`.')] : []),
  ];
}
