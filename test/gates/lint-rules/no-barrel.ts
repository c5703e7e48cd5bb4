import { relativePath, type Rule, type SyntaxNode } from './rule.ts';

const publicLibrary = /^src\/index\.tsx?$/;

/**
 * A file that passes on what others export loads all of them for the one that is wanted, and ties them into cycles.
 * `src/index.ts`, the public library, is the only one; elsewhere import the file that has the thing.
 */
export const noBarrel: Rule = {
  create(context) {
    if (publicLibrary.test(relativePath(context))) return {};
    const check = (node: SyntaxNode): void => {
      if (node.source === null || node.source === undefined) return;
      context.report({ message: 'only src/index.ts exports what another file has', node });
    };
    return { ExportAllDeclaration: check, ExportNamedDeclaration: check };
  },
};
