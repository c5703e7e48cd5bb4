import { parse } from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import type { ZodError } from 'zod';
import { nearest } from '../../define/nearest.ts';
import { flattenTags } from '../../define/flatten-tags.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { Project, ProjectPackage } from '../../model/project.ts';
import type { SourceLocation } from '../../model/source-location.ts';
import { meantField } from './meant-field.ts';
import { describeParseError, locateInJson, positionAt } from './json-position.ts';
import type { Manifest } from './manifest-schema.ts';
import { knownFields, manifestSchema, untaggedFields } from './manifest-schema.ts';

/** Path of the manifest below the project folder. */
export const manifestFile = '.atakora/manifest.json';

/** The newest manifest format that this version reads. */
const newestSchema = 1;

/** A manifest as read: typed, with what it is of a project. */
export interface LoadedManifest {
  readonly manifest: Manifest;
  readonly project: Project;
  /** As written, without a byte order mark. */
  readonly text: string;
}

/**
 * Reads the text of a manifest; comments and trailing commas are accepted.
 * @throws AtakoraError `ATK1102` for broken JSON, `ATK1103` for a wrong or misspelt field, `ATK1107` for a newer format; each with line and column.
 */
export function parseManifest(written: string): LoadedManifest {
  const text = written.replace(/^\uFEFF/, '');
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const broken = errors[0];
  if (broken !== undefined || !isJsonObject(value)) {
    const what = broken === undefined ? 'it is not an object' : describeParseError(broken);
    throw new AtakoraError('ATK1102', `the manifest is not valid JSON: ${what}`, { location: { file: manifestFile, ...positionAt(text, broken?.offset ?? 0) } });
  }
  refuseNewer(value, text);
  refuseMisspelt(value, text);
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) {
    throw fieldError(parsed.error, text);
  }
  return { manifest: parsed.data, project: projectOf(parsed.data), text };
}

function refuseNewer(value: JsonObject, text: string): void {
  const schema = value['schema'];
  if (typeof schema === 'number' && schema > newestSchema) {
    throw new AtakoraError('ATK1107', `the manifest has format ${schema}; this version reads up to ${newestSchema}`, { location: locateInJson(text, ['schema'], manifestFile) });
  }
}

/** A further field becomes a tag, unless it is a slip of a known one. */
function refuseMisspelt(value: JsonObject, text: string): void {
  for (const field of Object.keys(value)) {
    const near = knownFields.includes(field) ? undefined : meantField(field, knownFields);
    if (near !== undefined) {
      throw new AtakoraError('ATK1103', `"${field}" is not a field of the manifest`, { location: locateInJson(text, [field], manifestFile), hint: `Did you mean "${near}"? Further fields become tags, but this one is too close to a known name.` });
    }
  }
}

const environmentFields = ['cloud', 'tenantId', 'subscriptionId', 'location', 'resourceGroup', 'state', 'protected', 'name', 'create'];

/** All wrong fields in one error, which has the place of the first. */
function fieldError(error: ZodError, text: string): AtakoraError {
  const [first, ...rest] = error.issues.flatMap((issue) => {
    const path = issue.path.filter((part): part is string | number => typeof part !== 'symbol');
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys : [];
    const hint = issue.code === 'custom' && typeof issue.params?.['hint'] === 'string' ? issue.params['hint'] : undefined;
    return unknown.length === 0 ? [{ ...wrongValue(path, issue.message, text), ...(hint === undefined ? {} : { hint }) }] : unknown.map((key) => unknownField([...path, key], key, text));
  });
  const { hint, location, message } = first ?? wrongValue([], 'wrong value', text);
  const others = rest.map((problem) => `; line ${problem.location.line ?? 1}: ${problem.message}`).join('');
  return new AtakoraError('ATK1103', `${message}${others}`, { location, ...(hint === undefined ? {} : { hint }) });
}

interface FieldProblem {
  readonly message: string;
  readonly hint?: string;
  readonly location: SourceLocation;
}

function wrongValue(path: readonly (string | number)[], reason: string, text: string): FieldProblem {
  return { message: `"${path.join('.')}" in the manifest: ${reason}`, location: locateInJson(text, path, manifestFile) };
}

function unknownField(path: readonly (string | number)[], key: string, text: string): FieldProblem {
  const near = nearest(key, path[0] === 'packages' ? ['path', 'entry', 'type', 'tags'] : environmentFields);
  return { message: `"${path.join('.')}" is not a field of the manifest`, location: locateInJson(text, path, manifestFile), ...(near === undefined ? {} : { hint: `Did you mean "${near}"?` }) };
}

function projectOf(manifest: Manifest): Project {
  const further = Object.fromEntries(Object.entries(manifest).filter(([field]) => !untaggedFields.has(field))) as Record<string, Json>;
  return {
    id: manifest.id,
    ...(manifest.organization === undefined ? {} : { organization: manifest.organization }),
    name: manifest.project,
    tags: flattenTags(further),
    packages: packagesOf(manifest),
  };
}

function packagesOf(manifest: Manifest): readonly ProjectPackage[] {
  return Object.entries(manifest.packages ?? { main: { path: '.' } }).map(([name, entry]) => ({
    name,
    path: entry.path,
    entry: entry.entry ?? '',
    tags: flattenTags((entry.tags ?? {}) as Record<string, Json>),
  }));
}
