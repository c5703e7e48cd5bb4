import { backendHash } from '../../define/tagging.ts';

/** Whose things are looked for. */
export interface Owner {
  /** Id of the manifest. */
  readonly projectId: string;
  /** Name of the project, which deployments carry. */
  readonly projectName: string;
  /** Name of the environment; the twin has that of its environment. */
  readonly environment: string;
  /** Key of the environment: `dev`, `dev@local`. */
  readonly key: string;
}

export type Tags = Readonly<Record<string, string>>;

/** The value of one of our tags; `-` stands for `:` on types that take none. Letter case of names does not count in Azure. */
export function ourTag(tags: Tags, name: string): string | undefined {
  const wanted = [name, name.replace(':', '-')];
  return wanted.map((form) => Object.entries(tags).find(([key]) => key.toLowerCase() === form)?.[1]).find((value) => value !== undefined);
}

/**
 * True for what a backend of this project made in this environment. The hash is made of the random id of the manifest, so that another
 * project of the same name, another environment and a copied tag do not pass; the backend may be one that the code no longer has.
 */
export function isOurs(tags: Tags, { projectId, environment }: Owner): boolean {
  const backend = ourTag(tags, 'atakora:backend');
  return (
    backend !== undefined
    && ourTag(tags, 'atakora:managed-by') === 'atakora'
    && ourTag(tags, 'atakora:environment') === environment
    && ourTag(tags, 'atakora:backend-hash') === backendHash(projectId, backend, environment)
  );
}

/** The run that last wrote something, by its tags. */
export function runOf(tags: Tags): string | undefined {
  return ourTag(tags, 'atakora:run');
}
