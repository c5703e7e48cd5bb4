import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { z } from 'zod';
import { AtakoraError } from '../../model/errors.ts';

const recordSchema = z.object({ id: z.string(), pid: z.number().int().positive(), url: z.string(), port: z.number().int(), startedAt: z.string(), /** Address of the blobs, where storage is served beside it. */ blob: z.string().optional() });

/** A server that says it serves a world; one file for each in the world's folder. */
export type ServerRecord = Readonly<z.infer<typeof recordSchema>>;

/** Notes a running server. Returns how to take the note back. @throws AtakoraError `ATK1901` */
export function noteServer(worldFolder: string, record: ServerRecord): () => void {
  const file = join(folderOf(worldFolder), `${record.pid}-${record.port}.json`);
  try {
    mkdirSync(folderOf(worldFolder), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  } catch (cause) {
    throw new AtakoraError('ATK1901', `${file} cannot be written`, { cause });
  }
  return () => rmSync(file, { force: true });
}

/**
 * The servers that run on a world. A process id may have been given to another program since, so each is also asked who it is.
 * Notes of servers that were killed are removed.
 */
export async function runningServers(worldFolder: string, isAlive: (pid: number) => boolean): Promise<readonly ServerRecord[]> {
  const noted = notesIn(folderOf(worldFolder));
  const found = await Promise.all(noted.map(async ({ file, record }) => {
    if (record !== undefined && isAlive(record.pid) && (await answers(record))) return record;
    rmSync(file, { force: true });
    return undefined;
  }));
  return found.filter((record) => record !== undefined);
}

const askMs = 3_000;

/** The certificate is not checked: nothing is sent, and a wrong answer only means that the note is stale. */
function answers(record: ServerRecord): Promise<boolean> {
  return new Promise((resolve) => {
    const secure = record.url.startsWith('https:');
    const target = { host: '127.0.0.1', port: record.port, path: '/', timeout: askMs, agent: false };
    const asked = secure ? httpsRequest({ ...target, rejectUnauthorized: false }) : httpRequest(target);
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(false));
    asked.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part.slice(0, 10_000)));
      response.on('end', () => resolve(text.includes(record.id)));
      response.on('error', () => resolve(false));
    });
    asked.end();
  });
}

function notesIn(folder: string): readonly { readonly file: string; readonly record: ServerRecord | undefined }[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => ({ file: join(folder, name), record: readNote(join(folder, name)) }));
  } catch {
    return [];
  }
}

function readNote(file: string): ServerRecord | undefined {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function folderOf(worldFolder: string): string {
  return join(worldFolder, 'servers');
}
