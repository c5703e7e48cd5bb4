/** What the engine needs to know of the project's manifest. */
export interface Project {
  /** Random id of the manifest; states and name hashes bind to it, so that project and environments can be renamed. */
  readonly id: string;
  readonly organization?: string;
  readonly name: string;
  /** Every manifest field that becomes a tag, flattened: `costCenter` → value. */
  readonly tags: Readonly<Record<string, string>>;
  readonly packages: readonly ProjectPackage[];
}

export interface ProjectPackage {
  readonly name: string;
  /** Folder relative to the project. */
  readonly path: string;
  /** Entry file relative to the project. */
  readonly entry: string;
  readonly tags: Readonly<Record<string, string>>;
}
