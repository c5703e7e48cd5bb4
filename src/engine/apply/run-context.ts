import type { ApplyPorts, PollInterval } from './apply-ports.ts';
import type { JournalWriter } from './journal-writer.ts';
import type { RunHalt } from './run-halt.ts';
import type { RunProgress } from './run-progress.ts';

/** What every step of one run shares. */
export interface RunContext {
  readonly ports: ApplyPorts;
  readonly run: string;
  readonly journal: JournalWriter;
  readonly progress: RunProgress;
  readonly halt: RunHalt;
  readonly pollMs: PollInterval;
}
