import { resolve } from 'node:path';
import type { SourceLocation } from '../model/source-location.ts';
import { fileUrl } from '../ui/text/link.ts';
import type { GlobalOptions } from './global-options.ts';
import type { Platform } from './platform.ts';

/** Addresses of the files of a project, as a terminal opens them. */
export function placeUrls({ cwd, who }: Pick<Platform, 'cwd' | 'who'>, options: Pick<GlobalOptions, 'cwd'>): (place: SourceLocation) => string {
  const folder = resolve(cwd, options.cwd ?? '.');
  return ({ file, line }) => fileUrl(resolve(folder, file), who.host, line);
}
