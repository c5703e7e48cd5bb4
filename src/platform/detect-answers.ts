import { manifestFile, parseManifest } from '../engine/load/manifest.ts';
import type { Manifest } from '../engine/load/manifest-schema.ts';
import { knownFields } from '../engine/load/manifest-schema.ts';
import { plainRegion } from '../resources/region-names.ts';
import type { Answers } from '../ui/wizard/answers.ts';
import { proposedName } from './proposed-name.ts';

/** What the folder already tells: the answers of an existing manifest, else a name made of the folder's. @throws AtakoraError `ATK110x` for a broken manifest. */
export function detectAnswers(folderName: string, existing: ReadonlyMap<string, string>): Partial<Answers> {
  const text = existing.get(manifestFile);
  if (text === undefined) {
    const project = proposedName(folderName);
    return project === '' ? {} : { project };
  }
  const { manifest } = parseManifest(text);
  const environments = Object.keys(manifest.environments ?? {});
  return {
    project: manifest.project,
    ...(manifest.organization === undefined ? {} : { organization: manifest.organization }),
    ...(manifest.location === undefined ? {} : { location: plainRegion(manifest.location) }),
    ...(manifest.subscriptionId === undefined ? {} : { subscriptionId: manifest.subscriptionId }),
    ...(manifest.tenantId === undefined ? {} : { tenantId: manifest.tenantId }),
    ...(manifest.state === undefined ? {} : { state: typeof manifest.state === 'object' ? manifest.state.backend : manifest.state }),
    ...(environments.length === 0 ? {} : { environments }),
    ...(manifest.environment === undefined ? {} : { defaultEnvironment: manifest.environment }),
    tags: Object.fromEntries(Object.entries(editableTags(manifest)).map(([name, value]) => [name, String(value)])),
  };
}

/** The fields of a manifest that are tags and can be changed as a line of text; the others stay as they are. */
export function editableTags(manifest: Manifest): Readonly<Record<string, string | number | boolean>> {
  return Object.fromEntries(
    Object.entries(manifest).filter((entry): entry is [string, string | number | boolean] => {
      const [name, value] = entry;
      const text = ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
      return !knownFields.includes(name) && text !== '' && text === text.trim() && name === name.trim() && text.length <= 256 && !/\p{C}/u.test(`${name}${text}`) && !/[<>%&\\?/]/.test(name) && name !== '';
    }),
  );
}
