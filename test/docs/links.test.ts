import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inRepository } from './project-in-folder.ts';

const pages = [
  ...readdirSync(inRepository('.')).filter((name) => name.endsWith('.md')),
  ...readdirSync(inRepository('docs'), { recursive: true, encoding: 'utf8' }).flatMap((name) => (name.endsWith('.md') ? [join('docs', name)] : [])),
];

describe('the documents', () => {
  it('link to files and headings that exist', () => {
    const broken = pages.flatMap((page) => {
      const text = readFileSync(inRepository(page), 'utf8');
      return [...text.matchAll(/\]\(((?!https?:)[^)\s]+)\)/g)].flatMap((match) => (leadsSomewhere(page, match[1] ?? '') ? [] : [`${page}: ${match[1]}`]));
    });
    expect(broken).toEqual([]);
  });

  it('name files of the source that exist', () => {
    const missing = pages.flatMap((page) => {
      const text = readFileSync(inRepository(page), 'utf8');
      return [...text.matchAll(/`((?:src|test|docs|examples|bin|build|bench)\/[\w./-]+)`/g)].flatMap((match) => (existsSync(inRepository(match[1] ?? '')) ? [] : [`${page}: ${match[1]}`]));
    });
    expect(missing).toEqual([]);
  });
});

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', heading] = link.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(inRepository(file))) {
    return false;
  }
  return heading === undefined || headingsOf(readFileSync(inRepository(file), 'utf8')).includes(heading);
}

/** Anchors of a page's headings, as GitHub makes them. */
function headingsOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
