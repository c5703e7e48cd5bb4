// A process that loads projects by the real loader: `node load-process.fake.ts FOLDER…` prints one JSON list, an outcome a folder, on stdout.
// Test runners load modules their own way; here Node does.
import { isDeepStrictEqual } from 'node:util';
import { AtakoraError } from '../../model/errors.ts';
import type { Definition } from '../../model/definition.ts';
import type { Configuration } from './configuration-schema.ts';
import { loadConfiguration } from './configuration.ts';
import { loadDefinition } from './load-definition.ts';

/** What came of loading one project. */
export interface LoadOutcome {
  readonly configuration?: Configuration;
  readonly definition?: Definition;
  /** True when writing the definition as JSON and reading it again gives an equal one. */
  readonly plain?: boolean;
  readonly error?: { readonly code: string; readonly message: string; readonly hint: string; readonly file: string | undefined; readonly line: number | undefined; readonly column: number | undefined };
}

async function load(folder: string): Promise<LoadOutcome> {
  try {
    const packages = [{ name: 'main', path: '.', entry: '', tags: {} }];
    const libraryUrl = new URL('../../index.ts', import.meta.url).href;
    const { configuration } = await loadConfiguration(folder, libraryUrl);
    const { definition } = await loadDefinition({ folder, packages, libraryUrl });
    return { configuration, definition, plain: isDeepStrictEqual(JSON.parse(JSON.stringify(definition)), definition) };
  } catch (error) {
    if (!(error instanceof AtakoraError)) {
      throw error;
    }
    const { code, hint, location, message } = error;
    return { error: { code, message, hint, file: location?.file, line: location?.line, column: location?.column } };
  }
}

const outcomes: LoadOutcome[] = [];
for (const folder of process.argv.slice(2)) {
  outcomes.push(await load(folder));
}
process.stdout.write(JSON.stringify(outcomes));
