import { unifiedDiff } from '../plain/value-text.ts';
import type { TextSurface } from '../plain/text-surface.ts';
import { cleanText, truncate } from '../text/fit-text.ts';
import { plural } from '../text/plural.ts';
import type { PlannedFile } from './answers.ts';

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: PlannedFile[];
}

/** The files as a tree: `+` new, `~` changed (with the difference when `diffs`), `=` as it is. */
export function fileLines(files: readonly PlannedFile[], surface: TextSurface, diffs: boolean): readonly string[] {
  const root: Folder = { folders: new Map(), files: [] };
  for (const file of files) {
    const parts = file.path.split('/');
    let folder = root;
    for (const part of parts.slice(0, -1)) {
      const inner = folder.folders.get(part) ?? { folders: new Map(), files: [] };
      folder.folders.set(part, inner);
      folder = inner;
    }
    folder.files.push(file);
  }
  return folderLines(root, '', surface, diffs);
}

function folderLines(folder: Folder, indent: string, surface: TextSurface, diffs: boolean): readonly string[] {
  const { glyphs, width } = surface;
  const names = [...folder.folders.keys()].sort();
  const files = [...folder.files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const total = names.length + files.length;
  const lines: string[] = [];
  for (const [index, name] of names.entries()) {
    const isLast = index === total - 1;
    const inner = folder.folders.get(name);
    lines.push(truncate(`${indent}${isLast ? glyphs.lastBranch : glyphs.branch}${name}/`, width, glyphs.ellipsis));
    if (inner !== undefined) {
      lines.push(...folderLines(inner, indent + (isLast ? '   ' : glyphs.trunk), surface, diffs));
    }
  }
  for (const [index, file] of files.entries()) {
    const isLast = names.length + index === total - 1;
    lines.push(...oneFileLines(file, `${indent}${isLast ? glyphs.lastBranch : glyphs.branch}`, indent + (isLast ? '   ' : glyphs.trunk), surface, diffs));
  }
  return lines;
}

function oneFileLines(file: PlannedFile, head: string, indent: string, surface: TextSurface, diffs: boolean): readonly string[] {
  const { style, glyphs, width } = surface;
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  if (file.before === undefined) {
    const lines = file.after.split('\n').length - 1;
    return [style('create', truncate(`${head}+ ${name}  (${plural(lines, 'line')})`, width, glyphs.ellipsis))];
  }
  if (file.before === file.after) {
    return [style('dim', truncate(`${head}= ${name}  (unchanged)`, width, glyphs.ellipsis))];
  }
  const changed = style('update', truncate(`${head}~ ${name}  (changed)`, width, glyphs.ellipsis));
  return diffs ? [changed, ...diffLines(file.before, file.after, indent, surface)] : [changed];
}

const roles = { added: 'create', removed: 'delete', place: 'dim', same: undefined } as const;

function diffLines(before: string, after: string, indent: string, surface: TextSurface): readonly string[] {
  return unifiedDiff(before, after, 2).map(({ kind, text }) => {
    const line = truncate(`${indent}  ${cleanText(text)}`, surface.width, surface.glyphs.ellipsis);
    const role = roles[kind];
    return role === undefined ? line : surface.style(role, line);
  });
}
