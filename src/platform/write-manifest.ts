import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdits, findNodeAtLocation, getNodeValue, modify, parseTree } from 'jsonc-parser';
import { withJsonField, withoutJsonField } from '../engine/load/edit-configuration.ts';
import { manifestFile, parseManifest } from '../engine/load/manifest.ts';
import { AtakoraError } from '../model/errors.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { Json } from '../model/json.ts';
import { replaceFile } from '../state/durable-file.ts';

/**
 * Sets one field of a project's manifest; everything else stays as it was written, comments, order, indentation and line ends included.
 * Answers whether anything changed.
 * @throws AtakoraError `ATK1901`, `ATK1902` when the file cannot be written or read; `ATK110x` when the manifest would not be valid.
 */
export async function writeManifestField(folder: string, path: readonly string[], value: Json): Promise<boolean> {
  return writeEdited(folder, (before) => withField(before, path, value));
}

/**
 * Adds a field that a project's manifest does not have; nothing of what is there is written anew.
 * @throws AtakoraError as `writeManifestField`.
 */
export async function addManifestField(folder: string, path: readonly string[], value: Json): Promise<boolean> {
  return writeEdited(folder, (before) => withJsonField(before, path, value));
}

/**
 * Takes one field out of a project's manifest; everything else stays as it was written. Answers whether it was there.
 * @throws AtakoraError as `writeManifestField`.
 */
export async function removeManifestField(folder: string, path: readonly string[]): Promise<boolean> {
  return writeEdited(folder, (before) => withoutJsonField(before, path) ?? before);
}

async function writeEdited(folder: string, edit: (before: string) => string): Promise<boolean> {
  const file = join(folder, manifestFile);
  const before = readManifestText(file);
  const after = edit(before);
  if (after === before) {
    return false;
  }
  parseManifest(after);
  await replaceFile(file, after);
  return true;
}

/** The text with the field set; the text itself when the field has that value. Pure. */
export function withField(text: string, path: readonly string[], value: Json): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const plain = text.slice(mark.length);
  const root = parseTree(plain, [], { allowTrailingComma: true });
  const node = root === undefined ? undefined : findNodeAtLocation(root, [...path]);
  if (node !== undefined && canonicalJson(getNodeValue(node) as Json) === canonicalJson(value)) {
    return text;
  }
  const indent = /\n([ \t]+)\S/.exec(plain)?.[1] ?? '  ';
  const formattingOptions = { insertSpaces: !indent.startsWith('\t'), tabSize: indent.startsWith('\t') ? 1 : indent.length, eol: plain.includes('\r\n') ? '\r\n' : '\n' };
  return mark + applyEdits(plain, modify(plain, [...path], value, { formattingOptions }));
}

function readManifestText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AtakoraError('ATK1902', `${manifestFile} cannot be read`, { cause });
  }
}
