import { cosmiconfig } from 'cosmiconfig';
import { relative } from 'node:path';
import { AtakoraError } from '../../model/errors.ts';
import { importModule } from './import-module.ts';
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
  const found = await explorer.search(folder).catch((cause: unknown) => {
    throw new AtakoraError('ATK1105', `the configuration cannot be loaded: ${cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)}`, { cause });
  });
  if (found === null || found.isEmpty === true) {
    return { configuration: {}, file: undefined };
  }
  const file = relative(folder, found.filepath).replaceAll('\\', '/');
  const parsed = configurationSchema.safeParse(found.config);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const at = issue?.path.map(String).join('.') ?? '';
    const extra = issue?.code === 'unrecognized_keys' ? ` "${issue.keys.join('", "')}"` : '';
    throw new AtakoraError('ATK1105', `${file}: ${at === '' ? '' : `"${at}": `}${issue?.message ?? 'wrong value'}${extra}`, { location: { file } });
  }
  return { configuration: parsed.data, file };
}
