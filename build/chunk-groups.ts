import { fileURLToPath } from 'node:url';
import type { ChunkingContext, CodeSplittingGroup } from 'rolldown';

const source = (path: string): string => fileURLToPath(new URL(`../src/platform/${path}`, import.meta.url));

/** The overview of the commands needs no more than these. */
const overview = ['../commands/index.ts', 'help-text.ts'].map(source);

/** Every command begins with these. */
const starting = ['real-platform.ts', 'run-command-line.ts'].map(source);

/** Most commands go on with these: they read a project, compose it and say something of it. */
const working = ['output.ts', 'plan-command.ts'].map(source);

/** What is painted first by commands whose first picture is more than a line. */
const opening = ['init-opening.ts'].map(source);

/** The files and all that they import at once, without what is imported later. */
function importedWith(files: readonly string[], context: ChunkingContext): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...files];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    open.push(...(context.getModuleInfo(file)?.importedIds ?? []));
  }
  return found;
}

/**
 * The files of the bundle whose content is not left to the bundler. That makes a file of each set of commands that share something: a plan
 * would load 130 of them, and looking each up takes a quarter of a millisecond. `start` is what all commands load first, `pictures` what first
 * pictures share with the rest, `project` what comes with the first file of the work. Of two groups that a module fits, the first takes it.
 */
export function chunkGroups(): readonly CodeSplittingGroup[] {
  const known = new Map<readonly string[], ReadonlySet<string>>();
  const isIn = (files: readonly string[], id: string, context: ChunkingContext): boolean => {
    const group = known.get(files) ?? importedWith(files, context);
    known.set(files, group);
    return group.has(id);
  };
  const groups: Readonly<Record<string, (id: string, context: ChunkingContext) => boolean>> = {
    overview: (...module) => isIn(overview, ...module),
    start: (...module) => isIn(starting, ...module),
    pictures: (...module) => isIn(opening, ...module) && isIn(working, ...module),
    project: (...module) => isIn(working, ...module),
  };
  return Object.entries(groups).map(([name, holds], index) => ({ name: (...module) => (holds(...module) ? name : null), debugName: name, priority: 4 - index }));
}
