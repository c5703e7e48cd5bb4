import { join } from 'node:path';

/** Where the files of one environment's state lie. */
export interface StatePaths {
  readonly folder: string;
  readonly state: string;
  readonly journal: string;
  readonly lock: string;
  readonly history: string;
  /** Traces of broken locks. */
  readonly breaks: string;
  readonly version: (serial: number) => string;
}

/** `folder` holds the states of one project; `environment` is the key, such as `dev` or `dev@local`. */
export function statePaths(folder: string, environment: string): StatePaths {
  const history = join(folder, 'history', environment);
  return {
    folder,
    state: join(folder, `${environment}.json`),
    journal: join(folder, `${environment}.journal.ndjson`),
    lock: join(folder, `${environment}.lock.json`),
    history,
    breaks: join(history, 'unlocks'),
    version: (serial) => join(history, `${serial}.json`),
  };
}
