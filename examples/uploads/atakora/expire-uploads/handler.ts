import type { Upload } from '../upload.ts';

/** The members of `InvocationContext` of the Azure Functions programming model v4 that are used here; `announced` is a Cosmos DB input. */
interface ExpiryContext {
  readonly extraInputs: { get(name: 'announced'): unknown };
  log(text: string): void;
}

/** Returns the uploads that are too old, marked as expired; the host writes what is returned. */
export async function handler(_timer: unknown, context: ExpiryContext): Promise<readonly Upload[]> {
  const announced = (context.extraInputs.get('announced') ?? []) as readonly Upload[];
  const expired = expire(announced, Date.now(), Number(process.env['EXPIRE_AFTER_HOURS'] ?? '24'));
  context.log(`${expired.length} of ${announced.length} announced uploads have expired`);
  return expired;
}

/** The announced uploads that are older than so many hours at that moment (milliseconds of the epoch). */
export function expire(uploads: readonly Upload[], now: number, hours: number): readonly Upload[] {
  const oldest = now - hours * 3_600_000;
  return uploads.filter((upload) => upload.status === 'announced' && Date.parse(upload.announcedAt) < oldest).map((upload) => ({ ...upload, status: 'expired' }));
}
