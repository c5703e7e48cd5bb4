import { cosmiconfig } from 'cosmiconfig';
import { readFileSync } from 'node:fs';
import type { ZodError } from 'zod';
import { suggestion } from '../../define/nearest.ts';
import { AtakoraError } from '../../model/errors.ts';
import { importModule } from './import-module.ts';
import { locateInJson } from './json-position.ts';
import { loadError } from './load-error.ts';
import { projectPath } from './project-path.ts';
import { configurationSchema } from './configuration-schema.ts';
import type { Configuration } from './configuration-schema.ts';

/** A project's configuration with the file it came from (relative to the project, forward slashes). */
export interface LoadedConfiguration {
  readonly configuration: Configuration;
  /** Undefined when the project has none. */
  readonly file: string | undefined;
}

const places = ['atakora.config.ts', 'atakora.config.mts', 'atakora.config.js', 'atakora.config.mjs', 'atakora.config.json', 'atakora.config.yaml', 'atakora.config.yml', '.atakorarc.json', '.atakorarc.yaml'];

/**
 * Finds and reads `atakora.config.*` in the project folder; TypeScript is loaded natively.
 * @throws AtakoraError `ATK1105` when it cannot be loaded or has a wrong field.
 */
export async function loadConfiguration(folder: string, libraryUrl: string): Promise<LoadedConfiguration> {
  // Loaded like the backend, so that `import { defineConfig } from 'atakora'` works without an installation.
  const load = async (file: string): Promise<unknown> => (await importModule(file, { folder, libraryUrl }))['default'];
  const loaders = { '.ts': load, '.mts': load, '.js': load, '.mjs': load };
  const explorer = cosmiconfig('atakora', { searchPlaces: places, stopDir: folder, cache: false, loaders });
  const found = await explorer.search(folder).catch((error: unknown) => {
    throw unreadable(error, folder);
  });
  if (found === null || found.isEmpty === true) {
    return { configuration: {}, file: undefined };
  }
  const file = projectPath(found.filepath, folder);
  const parsed = configurationSchema.safeParse(found.config);
  if (!parsed.success) {
    throw wrongFields(parsed.error, file, found.filepath);
  }
  return { configuration: parsed.data, file };
}

/** Code that does not load is told like that of a backend; the parsers of JSON and YAML say the place in their message. */
function unreadable(error: unknown, folder: string): AtakoraError {
  const path = error instanceof Error && 'filepath' in error && typeof error.filepath === 'string' ? error.filepath : undefined;
  const file = path === undefined ? 'atakora.config.ts' : projectPath(path, folder);
  const { location, message } = loadError(error, folder, file);
  const [, line, column] = /\((?:line )?(\d+)[:,](?: column )?(\d+)\)/.exec(message) ?? [];
  const place = line === undefined || column === undefined ? location : { file, line: Number(line), column: Number(column) };
  return new AtakoraError('ATK1105', `the configuration cannot be loaded: ${message.replace(/^the backend /, 'it ')}`, { location: place ?? { file }, cause: error });
}

function wrongFields(error: ZodError, file: string, path: string): AtakoraError {
  const [issue] = error.issues;
  const at = (issue?.path ?? []).filter((part): part is string | number => typeof part !== 'symbol');
  const [unknown] = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  const field = unknown === undefined ? at : [...at, unknown];
  const message = unknown === undefined ? `"${field.join('.')}": ${issue?.message ?? 'wrong value'}` : `"${field.join('.')}" is not a field of the configuration`;
  return new AtakoraError('ATK1105', `${file}: ${message}`, {
    location: file.endsWith('.json') ? locateInJson(readFileSync(path, 'utf8'), field, file) : { file },
    ...(unknown === undefined ? {} : { hint: suggestion(unknown, Object.keys(configurationSchema.shape)) }),
  });
}
