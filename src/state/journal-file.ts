import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { JournalEntry } from '../model/journal.ts';
import type { StateDocument } from '../model/state.ts';
import { cannotWrite, makeFolder, readText, removeFile, syncFolder } from './durable-file.ts';
import { damaged } from './state-codec.ts';

/**
 * First line of a journal: the state that it grows from. Once that state has been replaced by its successor the journal is folded in,
 * even if the process died before it could remove the file.
 */
const headerLine = z.strictObject({ journal: z.literal(1), lineage: z.string().optional(), serial: z.int().min(0) });
type JournalHeader = z.infer<typeof headerLine>;

const entryTypes = ['intent', 'deployment-start', 'resource-done', 'resource-failed', 'deployment-end', 'delete-start', 'delete-done', 'outputs-removed', 'record', 'end'] as const satisfies readonly JournalEntry['type'][];
/** Entries are written by this program alone; what is checked is that a line is one of them and whole. */
const entryLine = z.looseObject({ type: z.enum(entryTypes), at: z.string(), run: z.string() });

interface JournalContent {
  readonly header: JournalHeader | undefined;
  readonly entries: readonly JournalEntry[];
  /** Length in bytes of the lines that are whole; what follows is torn. */
  readonly wholeBytes: number;
}

/**
 * Reads a journal. A last line without its line break was being written when the process died; it was never acknowledged and is dropped.
 * @throws AtakoraError `ATK1701` when any other line is damaged.
 */
function parseJournal(text: string, path: string): JournalContent {
  const end = text.lastIndexOf('\n') + 1;
  const lines = text.slice(0, end).split('\n').slice(0, -1);
  const values = lines.map((line, index) => parseLine(line, index + 1, path));
  const wholeBytes = Buffer.byteLength(text.slice(0, end), 'utf8');
  if (values.length === 0) {
    return { header: undefined, entries: [], wholeBytes };
  }
  const header = headerLine.safeParse(values[0]);
  if (!header.success) {
    throw damaged(path, 'line 1 is not the head of a journal');
  }
  return { header: header.data, entries: values.slice(1).map((value, index) => parseEntry(value, index + 2, path)), wholeBytes };
}

function parseLine(line: string, number: number, path: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw damaged(path, `line ${number} is not valid JSON`, cause);
  }
}

function parseEntry(value: unknown, number: number, path: string): JournalEntry {
  const parsed = entryLine.safeParse(value);
  if (!parsed.success) {
    throw damaged(path, `line ${number} is not an entry of a journal`);
  }
  return parsed.data as unknown as JournalEntry;
}

/** True when the journal grows from the state that is stored now. */
function isCurrent(header: JournalHeader | undefined, state: StateDocument | undefined, path: string): boolean {
  const serial = state?.serial ?? 0;
  if (header === undefined || header.serial < serial) {
    return false;
  }
  if (header.serial > serial || (header.lineage !== undefined && header.lineage !== state?.lineage)) {
    throw damaged(path, `it belongs to serial ${header.serial} of state ${header.lineage ?? 'unknown'}, and ${state === undefined ? 'there is no state' : `serial ${serial} of ${state.lineage} is here`}`);
  }
  return true;
}

/**
 * Entries that the state does not hold yet.
 * @throws AtakoraError `ATK1701` when the journal is damaged or belongs to another state, `ATK1902` when it cannot be read.
 */
export async function readJournalFile(path: string, state: StateDocument | undefined): Promise<readonly JournalEntry[]> {
  const text = await readText(path);
  if (text === undefined) {
    return [];
  }
  const { header, entries } = parseJournal(text, path);
  return isCurrent(header, state, path) ? entries : [];
}

/** Appends to a journal; every line is durable when its call resolves. */
export interface JournalAppender {
  append(entry: JournalEntry): Promise<void>;
  /** Removes the journal: its entries are in the state. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the journal at the first append: goes on with the current one, without its torn end, or begins anew. */
export function createJournalAppender(path: string, readState: () => Promise<StateDocument | undefined>): JournalAppender {
  let handle: FileHandle | undefined;
  let queue: Promise<void> = Promise.resolve();
  const appendLine = async (entry: JournalEntry): Promise<void> => {
    handle ??= await openJournal(path, await readState());
    await handle.appendFile(`${JSON.stringify(entry)}\n`, 'utf8');
    await handle.datasync();
  };
  const close = async (): Promise<void> => {
    await queue;
    await handle?.close();
    handle = undefined;
  };
  return {
    append: (entry) => {
      const done = queue.then(() => appendLine(entry)).catch((cause: unknown) => Promise.reject(cannotWrite(path, cause)));
      queue = done.catch(() => undefined);
      return done;
    },
    clear: async () => {
      await close();
      await removeFile(path);
    },
    close,
  };
}

async function openJournal(path: string, state: StateDocument | undefined): Promise<FileHandle> {
  await makeFolder(dirname(path));
  const text = await readText(path);
  const content = text === undefined ? undefined : parseJournal(text, path);
  const goesOn = content !== undefined && isCurrent(content.header, state, path);
  const handle = await open(path, goesOn ? 'r+' : 'w');
  try {
    if (goesOn) {
      await handle.truncate(content.wholeBytes);
      await handle.close();
      return await open(path, 'a');
    }
    const header: JournalHeader = { journal: 1, ...(state === undefined ? {} : { lineage: state.lineage }), serial: state?.serial ?? 0 };
    await handle.writeFile(`${JSON.stringify(header)}\n`, 'utf8');
    await handle.sync();
    await syncFolder(dirname(path));
    return handle;
  } catch (error) {
    await handle.close().catch(() => undefined);
    throw error;
  }
}
