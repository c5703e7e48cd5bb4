import { lstat, readFile, readdir, realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { AtakoraError } from '../../model/errors.ts';
import type { SourceLocation } from '../../model/source-location.ts';
import type { PackedPackage } from './package-archive.ts';
import { packedArchive, packFiles } from './package-archive.ts';

/** Azure takes packages of up to 1 GB; more is a folder that was chosen by mistake. @see https://learn.microsoft.com/azure/azure-functions/functions-scale#service-limits */
const mostBytes = 1_073_741_824;

/** Never part of a package: they hold secrets or belong to the machine. */
const leftOut: ReadonlySet<string> = new Set(['local.settings.json', '.git', '.DS_Store', '.env', '.vscode', '.azurite']);

/** Where a package is named. */
export interface PackagePlace {
  /** Absolute path of the project. */
  readonly folder: string;
  /** As written, relative to the project: a folder with `host.json`, or a zip archive. */
  readonly path: string;
  readonly location?: SourceLocation;
}

/**
 * Reads and packs what an app is to run.
 * @throws AtakoraError `ATK1320` when it is not there, is no package or leaves the project.
 */
export async function readPackage(place: PackagePlace): Promise<PackedPackage> {
  const root = resolve(place.folder, place.path);
  const found = await lstat(root).catch((cause: unknown) => {
    throw refuse(place, `there is no ${place.path}`, 'Build the code first, or correct the path.', cause);
  });
  if (found.isFile()) {
    if (!place.path.toLowerCase().endsWith('.zip')) throw refuse(place, `${place.path} is neither a folder nor a .zip file`, 'Name the folder that holds host.json, or a zip archive of it.');
    return packedArchive(new Uint8Array(await readFile(root)));
  }
  const files = new Map<string, Uint8Array>();
  await collect(root, root, { place, files, bytes: 0 });
  if (!files.has('host.json')) throw refuse(place, `${place.path} holds no host.json`, 'Name the folder that your build writes the app to; host.json and package.json lie at its top.');
  return packFiles(files);
}

interface Collection {
  readonly place: PackagePlace;
  readonly files: Map<string, Uint8Array>;
  bytes: number;
}

async function collect(at: string, root: string, collection: Collection): Promise<void> {
  for (const entry of await readdir(at, { withFileTypes: true })) {
    if (leftOut.has(entry.name)) continue;
    const path = join(at, entry.name);
    if (entry.isSymbolicLink()) await collectLink(path, root, collection);
    else if (entry.isDirectory()) await collect(path, root, collection);
    else if (entry.isFile()) await add(path, relative(root, path), collection);
  }
}

/** Package managers link packages to each other; what a link leads to is packed where the link stands, unless it leads back up. */
async function collectLink(link: string, root: string, collection: Collection): Promise<void> {
  const target = await realpath(link).catch(() => undefined);
  if (target === undefined) return;
  if (link.startsWith(`${target}${sep}`)) throw refuse(collection.place, `${relative(collection.place.folder, link)} is a link to a folder that it lies in`, 'Remove the link.');
  if ((await lstat(target)).isFile()) return add(target, relative(root, link), collection);
  const inside = new Map<string, Uint8Array>();
  const nested: Collection = { place: collection.place, files: inside, bytes: collection.bytes };
  await collect(target, target, nested);
  collection.bytes = nested.bytes;
  for (const [name, content] of inside) collection.files.set(`${posix(relative(root, link))}/${name}`, content);
}

async function add(path: string, name: string, collection: Collection): Promise<void> {
  const content = await readFile(path);
  collection.bytes += content.byteLength;
  if (collection.bytes > mostBytes) throw refuse(collection.place, `${collection.place.path} holds more than 1 GB`, 'Name the folder that your build writes the app to.');
  collection.files.set(posix(name), new Uint8Array(content.buffer, content.byteOffset, content.byteLength));
}

function posix(path: string): string {
  return path.split(sep).join('/');
}

function refuse({ location }: PackagePlace, message: string, hint: string, cause?: unknown): AtakoraError {
  return new AtakoraError('ATK1320', message, { hint, ...(location === undefined ? {} : { location }), ...(cause === undefined ? {} : { cause }) });
}
