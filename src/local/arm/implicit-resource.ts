import type { ResourcePath } from './resource-path.ts';
import { lastName } from './resource-path.ts';

/** Children that exist as soon as their parent does, by type in lower case and the names that they have (`*`: any). */
const implicit: Readonly<Record<string, readonly string[]>> = {
  'microsoft.storage/storageaccounts/blobservices': ['default'],
  'microsoft.storage/storageaccounts/queueservices': ['default'],
  'microsoft.storage/storageaccounts/tableservices': ['default'],
  'microsoft.storage/storageaccounts/fileservices': ['default'],
  'microsoft.web/sites/config': ['web', 'appsettings', 'connectionstrings', 'authsettings', 'authsettingsv2', 'logs', 'metadata', 'slotconfignames'],
  'microsoft.web/sites/basicpublishingcredentialspolicies': ['ftp', 'scm'],
};

/** True for a child that nobody has to create. */
export function isImplicit(path: ResourcePath): boolean {
  return implicit[path.type.toLowerCase()]?.includes(lastName(path).toLowerCase()) === true;
}
