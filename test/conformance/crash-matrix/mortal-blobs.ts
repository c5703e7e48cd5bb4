import * as real from '../../../src/azure/blob-container.ts';
import type { BlobContainer } from '../../../src/engine/blob-container.ts';
import { mortal } from './death.ts';

/** A container with every call counted: one for each request that changes a blob. */
export function connectBlobContainer(...args: Parameters<typeof real.connectBlobContainer>): BlobContainer {
  return mortal(real.connectBlobContainer(...args), 'container');
}
