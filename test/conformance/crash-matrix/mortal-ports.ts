import * as real from '../../../src/platform/project-ports.ts';
import type { ProjectPorts } from '../../../src/platform/project-ports.ts';
import { mortal } from './death.ts';

export const { connectAzureOf, openLocalBackend, owner } = real;

/** The ports of a project with every call to the world counted. Of a state in blobs, the calls to the container are counted instead. */
export function openPorts(...args: Parameters<typeof real.openPorts>): ProjectPorts {
  const [{ facts }] = args;
  const ports = real.openPorts(...args);
  const inFiles = facts.state === 'local';
  return {
    ...ports,
    azure: async () => mortal(await ports.azure(), 'azure'),
    lockFile: ports.lockFile === undefined ? undefined : mortal(ports.lockFile, 'lockFile'),
    ...(inFiles ? { store: mortal(ports.store, 'store'), archive: mortal(ports.archive, 'archive') } : {}),
  };
}
