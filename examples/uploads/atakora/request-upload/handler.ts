import { randomUUID } from 'node:crypto';
import type { Upload } from '../upload.ts';
import { blobName } from '../upload.ts';

/** The members of `HttpRequest` of the Azure Functions programming model v4 that are used here. */
interface UploadRequest {
  json(): Promise<unknown>;
}

/** The members of `InvocationContext` that are used here; `upload` is a Cosmos DB output. */
interface UploadContext {
  readonly extraOutputs: { set(name: 'upload', value: Upload): void };
}

/** Takes down who will send which file, and answers with the address that it is to be sent to. */
export async function handler(request: UploadRequest, context: UploadContext) {
  const wish = readWish(await request.json().catch(() => undefined));
  if ('error' in wish) {
    return { status: 400, jsonBody: wish };
  }
  const upload: Upload = {
    id: randomUUID(),
    owner: wish.owner,
    fileName: wish.fileName,
    status: 'announced',
    announcedAt: new Date().toISOString(),
  };
  context.extraOutputs.set('upload', upload);
  return { status: 201, jsonBody: { id: upload.id, putTo: `${process.env['INCOMING_URL'] ?? ''}/${blobName(upload)}` } };
}

function readWish(body: unknown): { readonly owner: string; readonly fileName: string } | { readonly error: string } {
  const { owner, fileName, bytes } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const largest = Number(process.env['LARGEST_FILE_BYTES'] ?? '0');
  if (typeof owner !== 'string' || !/^[a-z0-9-]{1,64}$/.test(owner)) {
    return { error: '"owner" must be 1 to 64 lower-case letters, digits and dashes.' };
  }
  if (typeof fileName !== 'string' || fileName === '' || fileName.length > 255) {
    return { error: '"fileName" must be 1 to 255 characters.' };
  }
  if (typeof bytes !== 'number' || bytes < 1 || bytes > largest) {
    return { error: `"bytes" must be a number from 1 to ${largest}.` };
  }
  return { owner, fileName };
}
