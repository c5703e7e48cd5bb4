import type { CleanUpload, Upload } from '../upload.ts';
import { describe } from './describe.ts';

/** The members of `InvocationContext` of the Azure Functions programming model v4 that are used here. */
interface FilingContext {
  readonly extraInputs: { get(name: 'file' | 'upload'): unknown };
  readonly extraOutputs: { set(name: 'document' | 'upload', value: unknown): void };
  warn(text: string): void;
}

/** Runs for each message of `clean-uploads`; five failures move the message to `clean-uploads-poison`. */
export async function handler(message: CleanUpload, context: FilingContext): Promise<void> {
  const upload = context.extraInputs.get('upload') as Upload | undefined;
  const file = context.extraInputs.get('file') as Uint8Array | undefined;
  if (upload === undefined || file === undefined) {
    context.warn(`upload ${message.id} of ${message.owner} is gone`);
    return;
  }
  context.extraOutputs.set('document', file);
  context.extraOutputs.set('upload', { ...upload, ...describe(file), status: 'filed' } satisfies Upload);
}
