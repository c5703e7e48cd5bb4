/** Names of the blobs of one environment's state. */
export interface BlobPaths {
  readonly state: string;
  readonly journal: string;
  readonly lock: string;
  /** Prefix of the earlier versions. */
  readonly history: string;
  readonly version: (serial: number) => string;
  /** Prefix of the traces of broken locks. */
  readonly breaks: string;
  /** Prefix of the archived runs. */
  readonly runs: string;
}

/** `project` is the manifest id, `environment` the key. */
export function blobPaths(project: string, environment: string): BlobPaths {
  const base = `${project}/${environment}`;
  const history = `${base}/history/`;
  return {
    state: `${base}.json`,
    journal: `${base}.journal`,
    lock: `${base}.lock.json`,
    history,
    version: (serial) => `${history}${serial}.json`,
    breaks: `${history}unlocks/`,
    runs: `${base}/runs/`,
  };
}
