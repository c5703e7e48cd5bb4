/** A file that a page of the guide shows in full. */
export interface FencedFile {
  readonly path: string;
  readonly text: string;
}

/**
 * The fenced blocks of a Markdown page whose first line is a comment with a path, such as `// atakora/backend.ts`.
 * A later block with the same path replaces an earlier one.
 */
export function fencedFiles(markdown: string): readonly FencedFile[] {
  const files = new Map<string, string>();
  for (const match of markdown.matchAll(/^```ts\n\/\/ (\S+\.ts)\n([\s\S]*?)^```$/gm)) {
    files.set(match[1] ?? '', match[2] ?? '');
  }
  return [...files].map(([path, text]) => ({ path, text }));
}
