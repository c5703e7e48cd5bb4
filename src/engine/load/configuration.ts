import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import { z } from 'zod';
import type { ZodError } from 'zod';
import { suggestion } from '../../define/nearest.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { SourceLocation } from '../../model/source-location.ts';
import { importModule } from './import-module.ts';
import { describeParseError, positionAt } from './json-position.ts';
import { loadError } from './load-error.ts';
import type { LocateSetting } from './locate-setting.ts';
import { locateIn } from './locate-setting.ts';
import { projectPath } from './project-path.ts';
import { configurationSchema } from './configuration-schema.ts';
import type { Configuration } from './configuration-schema.ts';

/** A project's configuration with the file it came from (relative to the project, forward slashes). */
export interface LoadedConfiguration {
  readonly configuration: Configuration;
  /** Undefined when the project has none. */
  readonly file: string | undefined;
  /** Where the value at a path stands, or the nearest around it. Absent without a file. */
  readonly locate?: LocateSetting;
}

const places = ['atakora.config.ts', 'atakora.config.mts', 'atakora.config.js', 'atakora.config.mjs', 'atakora.config.json', 'atakora.config.yaml', 'atakora.config.yml', '.atakorarc.json', '.atakorarc.yaml'];

/**
 * Finds and reads `atakora.config.*` in the project folder; TypeScript is loaded natively.
 * @throws AtakoraError `ATK1105` when it cannot be loaded or has a wrong field.
 */
export async function loadConfiguration(folder: string, libraryUrl: string): Promise<LoadedConfiguration> {
  if (!places.some((name) => existsSync(join(folder, name)))) return { configuration: {}, file: undefined };
  // With its parsers it is the largest part of reading a project, and most have no such file.
  const { cosmiconfig } = await import('cosmiconfig');
  // Loaded like the backend, so that `import { defineConfig } from 'atakora'` works without an installation.
  const load = async (path: string): Promise<unknown> => {
    const { default: exported } = await importModule(path, { folder, libraryUrl });
    if (exported === undefined) {
      const file = projectPath(path, folder);
      throw new AtakoraError('ATK1105', `${file} has no default export`, { location: { file }, hint: 'Write `export default defineConfig({ … })`.' });
    }
    return exported;
  };
  const loaders = { '.ts': load, '.mts': load, '.js': load, '.mjs': load, '.json': (path: string, text: string) => parseJson(text, projectPath(path, folder)) };
  const explorer = cosmiconfig('atakora', { searchPlaces: places, stopDir: folder, cache: false, loaders });
  const found = await explorer.search(folder).catch((error: unknown) => {
    throw unreadable(error, folder);
  });
  if (found === null || found.isEmpty === true) {
    return { configuration: {}, file: undefined };
  }
  const file = projectPath(found.filepath, folder);
  const locate = locateIn(found.filepath, file);
  const parsed = configurationSchema.safeParse(found.config);
  if (!parsed.success) {
    throw wrongFields(parsed.error, file, locate);
  }
  return { configuration: parsed.data, file, locate };
}

/** Comments and trailing commas are accepted, as in the manifest. */
function parseJson(text: string, file: string): unknown {
  const plain = text.replace(/^\uFEFF/, '');
  const errors: ParseError[] = [];
  const value: unknown = parse(plain, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const [broken] = errors;
  if (broken !== undefined) {
    throw new AtakoraError('ATK1105', `it is not valid JSON: ${describeParseError(broken)}`, { location: { file, ...positionAt(plain, broken.offset) } });
  }
  return value;
}

/** Code that does not load is told like that of a backend, broken YAML by its parser. */
function unreadable(error: unknown, folder: string): AtakoraError {
  const file = error instanceof Error && 'filepath' in error && typeof error.filepath === 'string' ? projectPath(error.filepath, folder) : 'atakora.config.ts';
  const yaml = yamlProblem(error);
  if (yaml !== undefined) {
    return new AtakoraError('ATK1105', `the configuration cannot be loaded: it is not valid YAML: ${yaml.reason}`, { location: { file, line: yaml.line, column: yaml.column }, cause: error });
  }
  const { location, message } = loadError(error, folder, file);
  return new AtakoraError('ATK1105', `the configuration cannot be loaded: ${message.replace(/^the backend /, 'it ')}`, { location: location ?? { file }, ...(error instanceof AtakoraError ? { hint: error.hint } : {}), cause: error });
}

function yamlProblem(error: unknown): { readonly reason: string; readonly line: number; readonly column: number } | undefined {
  const parsed = yamlErrorSchema.safeParse(error);
  // Counted from 0.
  return parsed.success ? { reason: parsed.data.reason, line: parsed.data.mark.line + 1, column: parsed.data.mark.column + 1 } : undefined;
}

const yamlErrorSchema = z.object({ reason: z.string(), mark: z.object({ line: z.number(), column: z.number() }) });

/** All wrong fields in one error, which has the place of the first. */
function wrongFields(error: ZodError, file: string, locate: LocateSetting): AtakoraError {
  const problems = error.issues.flatMap((issue) => problemsOf(issue, locate));
  const [first, ...rest] = problems;
  const others = rest.map(({ location, message }) => `; ${location.line === undefined ? '' : `line ${location.line}: `}${message}`).join('');
  return new AtakoraError('ATK1105', `${file}: ${first?.message ?? 'wrong value'}${others}`, { location: first?.location ?? { file }, ...(first?.hint === undefined ? {} : { hint: first.hint }) });
}

interface FieldProblem {
  readonly message: string;
  readonly location: SourceLocation;
  readonly hint?: string;
}

function problemsOf(issue: ZodError['issues'][number], locate: LocateSetting): readonly FieldProblem[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ message: `"${[...path, key].join('.')}" is not a field of the configuration`, location: locate([...path, key]), hint: suggestion(key, Object.keys(configurationSchema.shape)) }));
  }
  const reason = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return [{ message: `"${path.join('.')}": ${reason}`, location: locate(path) }];
}
