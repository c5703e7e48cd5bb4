import { sep } from 'node:path';
import type { StateFacts, StateSummary } from '../../engine/doctor/check-state.ts';
import { previewRecovery } from '../../engine/apply/preview-recovery.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { JournalEntry } from '../../model/journal.ts';
import type { StateDocument } from '../../model/state.ts';
import { compareLockFile } from '../../state/lock-file.ts';
import type { CommandContext } from '../command-context.ts';
import { findState, foldFacts } from '../plan-project.ts';
import type { ProjectPorts } from '../project-ports.ts';
import type { ProjectSession } from '../project-session.ts';

/** Everything about a state that can be seen without its lock; a part that cannot be read does not hide the others. */
export async function readStateFacts(context: CommandContext, session: ProjectSession, ports: ProjectPorts | AtakoraError): Promise<StateFacts> {
  if (ports instanceof AtakoraError) return { kind: 'no-place', error: ports };
  const { store } = ports;
  const document = await told(() => store.read());
  const place = store.describe().replace(`${session.folder}${sep}`, '');
  if (document instanceof AtakoraError) return { kind: 'place', place, document, journal: undefined, lock: undefined };
  const [entries, lock] = await Promise.all([told(() => store.readJournal()), told(() => store.lockInfo())]);
  const lockFile = await readLockFile(session, ports, document);
  const moved = entries instanceof AtakoraError ? undefined : await movedError(context, session, ports);
  return {
    kind: 'place',
    place,
    document: document === undefined ? undefined : summary(document),
    journal: entries instanceof AtakoraError ? entries : journalOf(document, entries, context, session),
    lock,
    ...(lockFile === undefined ? {} : { lockFile }),
    ...(moved === undefined ? {} : { moved }),
  };
}

/** The answer, or the coded error in its place. */
async function told<T>(read: () => Promise<T>): Promise<T | AtakoraError> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AtakoraError && error.source !== 'bug') return error;
    throw error;
  }
}

function summary({ serial, run, resources }: StateDocument): StateSummary {
  const records = Object.entries(resources);
  return { serial, run, resources: records.length, unsettled: records.flatMap(([address, { status }]) => (status === 'applied' ? [] : [address])) };
}

function journalOf(document: StateDocument | undefined, entries: readonly JournalEntry[], context: CommandContext, session: ProjectSession): Extract<StateFacts, { readonly kind: 'place' }>['journal'] {
  const [first] = entries;
  if (first === undefined) return undefined;
  try {
    const left = previewRecovery(document, entries, foldFacts(session, context));
    return { run: left.run ?? first.run, deployments: left.deployments.map(({ deployment }) => deployment) };
  } catch (error) {
    if (error instanceof AtakoraError) return error;
    throw error;
  }
}

async function readLockFile(session: ProjectSession, { lockFile }: ProjectPorts, document: StateDocument | undefined): Promise<Extract<StateFacts, { readonly kind: 'place' }>['lockFile']> {
  if (lockFile === undefined) return undefined;
  const read = await told(() => lockFile.read());
  if (read instanceof AtakoraError) return read;
  if (read.diagnostics.length > 0) return 'unreadable';
  const answer = await told(() => Promise.resolve(compareLockFile(session.facts.key, document, read.file.environments[session.facts.key])));
  return answer;
}

/** The error that every command would end with for an environment that points elsewhere than its state. */
async function movedError(context: CommandContext, session: ProjectSession, ports: ProjectPorts): Promise<AtakoraError | undefined> {
  const found = await told(() => findState(session, ports, context));
  return found instanceof AtakoraError && found.code === 'ATK1710' ? found : undefined;
}
