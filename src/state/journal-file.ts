import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JournalLine } from '../model/journal.ts';
import type { StateDocument } from '../model/state.ts';
import { cannotWrite, makeFolder, readText, removeFile, syncFolder } from './durable-file.ts';
import { type JournalPlace, type JournalTail, parseJournal, printEntry } from './journal-codec.ts';

/**
 * Entries that the state does not hold yet.
 * @throws AtakoraError `ATK1701` when the journal is damaged or belongs to another state, `ATK1902` when it cannot be read.
 */
export async function readJournalFile(at: JournalPlace, state: StateDocument | undefined): Promise<readonly JournalLine[]> {
  const text = await readText(at.place);
  return text === undefined ? [] : (await parseJournal(text, state, at)).entries;
}

/** Appends to a journal; every line is durable when its call resolves. */
export interface JournalAppender {
  /** Entries keep the order of the calls; `guard` is asked when its entry's turn comes, and its error refuses the entry. */
  append(entry: JournalLine, guard: () => Promise<void>): Promise<void>;
  /** Removes the journal: its entries are in the state. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

interface OpenJournal {
  readonly handle: FileHandle;
  readonly state: StateDocument | undefined;
  readonly tail: JournalTail | undefined;
}

/** Opens the journal at the first append: goes on with the current one, without its torn end, or begins anew. */
export function createJournalAppender(at: JournalPlace, readState: () => Promise<StateDocument | undefined>): JournalAppender {
  const path = at.place;
  let journal: OpenJournal | undefined;
  let queue: Promise<void> = Promise.resolve();
  const appendLine = async (entry: JournalLine): Promise<void> => {
    journal ??= await openJournal(at, await readState());
    const { handle, state } = journal;
    const { text, tail } = await printEntry(entry, journal.tail, state, at);
    await handle.appendFile(text, 'utf8');
    await handle.datasync();
    journal = { handle, state, tail };
  };
  const close = async (): Promise<void> => {
    await queue;
    await journal?.handle.close();
    journal = undefined;
  };
  return {
    append: (entry, guard) => {
      const done = queue.then(guard).then(() =>
        appendLine(entry).catch(async (cause: unknown) => {
          // What a failed append left is torn; the next one opens the journal anew and drops it.
          await journal?.handle.close().catch(() => undefined);
          journal = undefined;
          throw cannotWrite(path, cause);
        }),
      );
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

async function openJournal(at: JournalPlace, state: StateDocument | undefined): Promise<OpenJournal> {
  const path = at.place;
  await makeFolder(dirname(path));
  const text = await readText(path);
  const content = text === undefined ? undefined : await parseJournal(text, state, at);
  const goesOn = content?.tail !== undefined;
  const handle = await open(path, goesOn ? 'r+' : 'w');
  try {
    if (goesOn) {
      await handle.truncate(content.wholeBytes);
      await handle.close();
      return { handle: await open(path, 'a'), state, tail: content.tail };
    }
    await handle.sync();
    await syncFolder(dirname(path));
    return { handle, state, tail: undefined };
  } catch (error) {
    await handle.close().catch(() => undefined);
    throw error;
  }
}
