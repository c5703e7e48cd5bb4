import { manifestFile, parseManifest } from '../engine/load/manifest.ts';
import type { Answers } from '../ui/wizard/answers.ts';

/** What the folder already tells: the answers of an existing manifest, else a name made of the folder's. */
export function detectAnswers(folderName: string, existing: ReadonlyMap<string, string>): Partial<Answers> {
  const text = existing.get(manifestFile);
  if (text === undefined) {
    const project = projectName(folderName);
    return project === '' ? {} : { project };
  }
  const { manifest, project } = parseManifest(text);
  const environments = Object.keys(manifest.environments ?? {});
  return {
    project: manifest.project,
    ...(manifest.organization === undefined ? {} : { organization: manifest.organization }),
    ...(manifest.location === undefined ? {} : { location: manifest.location }),
    ...(manifest.subscriptionId === undefined ? {} : { subscriptionId: manifest.subscriptionId }),
    ...(manifest.tenantId === undefined ? {} : { tenantId: manifest.tenantId }),
    ...(manifest.state === undefined ? {} : { state: typeof manifest.state === 'object' ? manifest.state.backend : manifest.state }),
    ...(environments.length === 0 ? {} : { environments }),
    ...(manifest.environment === undefined ? {} : { defaultEnvironment: manifest.environment }),
    tags: Object.fromEntries(Object.entries(project.tags).filter(([name]) => name !== 'organization' && !name.includes('.'))),
  };
}

/** Folder names become project names where they can. */
function projectName(folder: string): string {
  return folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
}
