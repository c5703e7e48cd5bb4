import type { CleanUpload } from '../upload.ts';

/** The members of `InvocationContext` of the Azure Functions programming model v4 that are used here; `clean` is a queue output. */
interface ScanContext {
  readonly triggerMetadata?: Readonly<Record<string, unknown>>;
  readonly extraOutputs: { set(name: 'clean', value: CleanUpload): void };
  warn(text: string): void;
}

/** Sends the file to the scanning service. A file that is not clean goes no further; an unreachable service is tried again by the host. */
export async function handler(file: Uint8Array<ArrayBuffer>, context: ScanContext): Promise<void> {
  const { owner, id } = context.triggerMetadata ?? {};
  const upload: CleanUpload = { owner: String(owner), id: String(id) };
  const response = await fetch(process.env['SCAN_URL'] ?? '', {
    method: 'POST',
    headers: { 'authorization': `Bearer ${process.env['SCAN_API_KEY'] ?? ''}`, 'content-type': 'application/octet-stream' },
    body: file,
    signal: AbortSignal.timeout(120_000),
  });
  if (!response.ok) {
    throw new ScanError(response.status);
  }
  const { clean } = (await response.json()) as { readonly clean: boolean };
  if (clean) {
    context.extraOutputs.set('clean', upload);
  } else {
    context.warn(`upload ${upload.id} of ${upload.owner} is not clean`);
  }
}

/** The scanning service gave no answer about the file. */
class ScanError extends Error {
  constructor(status: number) {
    super(`the scanning service answered ${status}`);
    this.name = 'ScanError';
  }
}
