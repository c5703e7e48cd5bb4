import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { JournalLine } from '../model/journal.ts';
import type { StateDocument } from '../model/state.ts';
import { openText, sealText, type StateCipher } from './state-cipher.ts';
import { damaged, damagedJournal } from './damaged.ts';

/**
 * First line of a journal: the state that it grows from. Once that state has been replaced by its successor the journal is folded in,
 * even if the process died before it could clear it. The lines of version 1 have no sums.
 */
const headerLine = z.strictObject({ journal: z.union([z.literal(1), z.literal(2)]), lineage: z.string().optional(), serial: z.int().min(0) });
type JournalHeader = z.infer<typeof headerLine>;

const entryTypes = ['intent', 'deployment-start', 'resource-done', 'resource-failed', 'deployment-end', 'delete-start', 'delete-done', 'outputs-removed', 'package-start', 'package-done', 'record', 'end', 'removal-start', 'removal-end'] as const satisfies readonly JournalLine['type'][];
/** Entries are written by this program alone; what is checked is that a line is one of them and whole. */
const entryLine = z.looseObject({ type: z.enum(entryTypes), at: z.string(), run: z.string() });

/** Whose journal it is. */
export interface JournalPlace {
  readonly project: string;
  readonly environment: string;
  /** Path or address, for messages. */
  readonly place: string;
  readonly cipher?: StateCipher;
}

/** What an entry that is appended goes on from. */
export interface JournalTail {
  readonly header: JournalHeader;
  /** Entries so far. */
  readonly count: number;
  /** Sum of the last line. */
  readonly sum: string;
}

export interface JournalContent {
  readonly entries: readonly JournalLine[];
  /** Length in bytes of the lines that are whole; what follows is torn. */
  readonly wholeBytes: number;
  /** Undefined for an empty journal and for one that is in the state already: the next append begins it anew. */
  readonly tail: JournalTail | undefined;
}

/**
 * Reads a journal beside the state that is stored now; a journal that is in that state already counts as empty. A last line without its
 * line break was being written when the process died; it was never acknowledged and is dropped.
 * @throws AtakoraError `ATK1701` when any other line is damaged, or it belongs to another state; `ATK1713` and `ATK1714` as for states.
 */
export async function parseJournal(text: string, state: StateDocument | undefined, at: JournalPlace): Promise<JournalContent> {
  const end = text.lastIndexOf('\n') + 1;
  const lines = text.slice(0, end).split('\n').slice(0, -1);
  const wholeBytes = Buffer.byteLength(text.slice(0, end), 'utf8');
  const [first, ...rest] = lines;
  if (first === undefined) {
    return { entries: [], wholeBytes, tail: undefined };
  }
  const { header, sum } = parseHeader(first, state, at.place);
  // The lines of a journal that is folded in are of no use, and may be under a passphrase that is gone.
  const current = isCurrent(header, state, at.place);
  let tail: JournalTail = { header, count: 0, sum };
  const entries: JournalLine[] = [];
  for (const [index, line] of rest.entries()) {
    const fail = (what: string, cause?: unknown): ReturnType<typeof damaged> => damagedJournal(at.place, `line ${index + 2} ${what}`, state, cause);
    const body = checkSum(line, tail, fail);
    tail = { header, count: index + 1, sum: body.sum };
    if (current) {
      entries.push(await parseEntry(body.text, tail, at, fail));
    } else {
      parseLine(body.text, fail);
    }
  }
  return current ? { entries, wholeBytes, tail } : { entries: [], wholeBytes, tail: undefined };
}

/** The text to append for an entry, with the head of a new journal before the first; and what the next one goes on from. */
export async function printEntry(entry: JournalLine, before: JournalTail | undefined, state: StateDocument | undefined, at: JournalPlace): Promise<{ readonly text: string; readonly tail: JournalTail }> {
  const begun = before ?? beginJournal(state);
  const count = begun.count + 1;
  const body = await sealText(JSON.stringify(entry), at.cipher, subjectOf(begun.header, count, at));
  const line = begun.header.journal === 1 ? { text: body, sum: '' } : addSum(body, begun.sum);
  const head = before === undefined ? `${headerText(begun)}\n` : '';
  return { text: `${head}${line.text}\n`, tail: { header: begun.header, count, sum: line.sum } };
}

function beginJournal(state: StateDocument | undefined): JournalTail {
  const header: JournalHeader = { journal: 2, ...(state === undefined ? {} : { lineage: state.lineage }), serial: state?.serial ?? 0 };
  return { header, count: 0, sum: addSum(JSON.stringify(header), '').sum };
}

function headerText({ header }: JournalTail): string {
  return addSum(JSON.stringify(header), '').text;
}

const sumPattern = /^,"sum":"([0-9a-f]{16})"\}$/;
/** Length of what the pattern fits. */
const sumLength = 26;

/** A line with the sum over itself and the line before: a line that was changed, left out or moved is noticed. */
function addSum(body: string, before: string): { readonly text: string; readonly sum: string } {
  const sum = createHash('sha256').update(`${before}\n${body}`).digest('hex').slice(0, 16);
  return { text: `${body.slice(0, -1)},"sum":"${sum}"}`, sum };
}

type Fail = (what: string, cause?: unknown) => ReturnType<typeof damaged>;

function checkSum(line: string, { header, sum }: JournalTail, fail: Fail): { readonly text: string; readonly sum: string } {
  if (header.journal === 1) {
    return { text: line, sum: '' };
  }
  const stored = sumPattern.exec(line.slice(-sumLength))?.[1];
  if (stored === undefined) {
    parseLine(line, fail);
    throw fail('is not an entry of a journal');
  }
  const body = `${line.slice(0, -sumLength)}}`;
  const own = addSum(body, sum).sum;
  if (own !== stored) {
    throw fail('was changed, or lines before it are missing');
  }
  return { text: body, sum: own };
}

function parseHeader(line: string, state: StateDocument | undefined, place: string): { readonly header: JournalHeader; readonly sum: string } {
  const fail = (what: string, cause?: unknown): ReturnType<typeof damaged> => damagedJournal(place, `line 1 ${what}`, state, cause);
  const value = parseLine(line, fail);
  const { sum, ...own } = (typeof value === 'object' && value !== null ? value : {}) as { readonly sum?: unknown };
  const header = headerLine.safeParse(own);
  if (!header.success) {
    throw fail('is not the head of a journal');
  }
  if (header.data.journal === 1 ? sum !== undefined : addSum(JSON.stringify(header.data), '').text !== line) {
    throw fail('was changed');
  }
  return { header: header.data, sum: typeof sum === 'string' ? sum : '' };
}

function parseLine(line: string, fail: Fail): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw fail('is not valid JSON', cause);
  }
}

async function parseEntry(body: string, tail: JournalTail, at: JournalPlace, fail: Fail): Promise<JournalLine> {
  const { text } = await openText(body, at.cipher, subjectOf(tail.header, tail.count, at), at.place, fail);
  const parsed = entryLine.safeParse(parseLine(text, fail));
  if (!parsed.success) {
    throw fail('is not an entry of a journal');
  }
  return parsed.data as unknown as JournalLine;
}

function subjectOf(header: JournalHeader, count: number, { project, environment }: JournalPlace): Parameters<typeof sealText>[2] {
  return { kind: 'journal', project, environment, part: `${header.lineage ?? 'new'} ${header.serial} ${count}` };
}

/** True when the journal grows from the state that is stored now. */
function isCurrent(header: JournalHeader, state: StateDocument | undefined, place: string): boolean {
  const serial = state?.serial ?? 0;
  if (header.serial < serial) {
    return false;
  }
  if (header.serial > serial || (header.lineage !== undefined && header.lineage !== state?.lineage)) {
    throw damaged(place, `it belongs to serial ${header.serial} of state ${header.lineage ?? 'unknown'}, and ${state === undefined ? 'there is no state' : `serial ${serial} of ${state.lineage} is here`}`);
  }
  return true;
}
