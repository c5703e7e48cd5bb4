/** Where a plain question is asked. */
export interface PlainTerminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Aborted when the process is asked to end: the question goes away as if interrupted. */
  readonly signal?: AbortSignal;
}
