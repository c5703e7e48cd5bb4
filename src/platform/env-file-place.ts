import { join } from 'node:path';
import type { ProjectSession } from './project-session.ts';

/** The file that keeps the secrets of an environment for running its code on this machine: `.env` for the default one, else `.env.NAME`. */
export function envFilePlace({ folder, loaded, facts }: ProjectSession): { readonly path: string; readonly name: string } {
  const name = facts.name === (loaded.manifest.environment ?? 'dev') ? '.env' : `.env.${facts.name}`;
  return { path: join(folder, name), name };
}
