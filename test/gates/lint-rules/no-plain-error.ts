import type { Rule, SyntaxNode } from './rule.ts';

function isPlainError(node: SyntaxNode | null | undefined): boolean {
  const builds = node?.type === 'NewExpression' || node?.type === 'CallExpression';
  return builds && node.callee?.type === 'Identifier' && node.callee.name === 'Error';
}

/**
 * A thrown `Error` has no code, so nobody can look it up, match on it or say what to do next; `AtakoraError` has.
 * `new Error().stack` to find a call site is no throw and stays allowed.
 */
export const noPlainError: Rule = {
  create(context) {
    const message = 'throw AtakoraError with a code of the registry, not Error';
    return {
      ThrowStatement(node) {
        if (isPlainError(node.argument)) context.report({ message, node });
      },
      CallExpression(node) {
        const rejects = node.callee?.name === 'reject' || (node.callee !== undefined && node.callee.property?.name === 'reject');
        const [first] = (node as { readonly arguments?: readonly SyntaxNode[] }).arguments ?? [];
        if (rejects && isPlainError(first)) context.report({ message, node });
      },
    };
  },
};
