import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceLocation } from '../../model/source-location.ts';

/** Path of a file (path or `file:` URL) relative to the project folder, with forward slashes. */
export function projectPath(file: string, folder: string): string {
  return relative(folder, filePath(file)).replaceAll('\\', '/');
}

/** The file of a path or a `file:` URL, with or without a query. */
export function filePath(file: string): string {
  return file.startsWith('file:') ? fileURLToPath(file.replace(/[?#].*$/, '')) : file;
}

/** A place that the runtime says, relative to the project: definitions and messages hold no paths of this machine. */
export function relocate(place: SourceLocation, folder: string): SourceLocation {
  return isAbsolute(filePath(place.file)) ? { ...place, file: projectPath(place.file, folder) } : place;
}
