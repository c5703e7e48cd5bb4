import { parse } from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import type { ZodError } from 'zod';
import { nearest } from '../../define/nearest.ts';
import { flattenTags } from '../../define/flatten-tags.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { Project, ProjectPackage } from '../../model/project.ts';
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
  readonly text: string;
}

/**
 * Reads the text of a manifest; comments and trailing commas are accepted.
 * @throws AtakoraError `ATK1102` for broken JSON, `ATK1103` for a wrong or misspelt field, `ATK1107` for a newer format; each with line and column.
 */
export function parseManifest(text: string): LoadedManifest {
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

/** A further field becomes a tag, unless it is one letter or two away from a known one: then it is a slip. */
function refuseMisspelt(value: JsonObject, text: string): void {
  for (const field of Object.keys(value)) {
    if (knownFields.includes(field)) {
      continue;
    }
    const near = nearest(field, knownFields);
    if (near !== undefined && isSlip(field, near)) {
      throw new AtakoraError('ATK1103', `"${field}" is not a field of the manifest`, { location: locateInJson(text, [field], manifestFile), hint: `Did you mean "${near}"? Further fields become tags, but this one is too close to a known name.` });
    }
  }
}

function isSlip(field: string, near: string): boolean {
  return field.toLowerCase() === near.toLowerCase() || (Math.abs(field.length - near.length) <= 2 && near.length >= 5);
}

function fieldError(error: ZodError, text: string): AtakoraError {
  const issue = error.issues[0];
  const path = (issue?.path ?? []).filter((part): part is string | number => typeof part !== 'symbol');
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const at = unknown === undefined ? path : [...path, unknown];
  const known = path[0] === 'packages' ? ['path', 'entry', 'type', 'tags'] : ['cloud', 'tenantId', 'subscriptionId', 'location', 'resourceGroup', 'state', 'protected', 'name', 'create'];
  const near = unknown === undefined ? undefined : nearest(unknown, known);
  const message = unknown === undefined ? `"${path.join('.')}" in the manifest: ${issue?.message ?? 'wrong value'}` : `"${at.join('.')}" is not a field of the manifest`;
  return new AtakoraError('ATK1103', message, { location: locateInJson(text, at, manifestFile), ...(near === undefined ? {} : { hint: `Did you mean "${near}"?` }) });
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
