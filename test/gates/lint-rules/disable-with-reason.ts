import type { Rule } from './rule.ts';

const disables = /^\s*(?:oxlint|eslint)-disable/;
const switchesTypesOff = /^\s*@ts-(?:ignore|nocheck)\b/;
const expectsTypeError = /^\s*@ts-expect-error\b/;

/**
 * Every exception to a rule says why, in its comment: `oxlint-disable-next-line rule -- reason`. `@ts-ignore` is never
 * needed, since `@ts-expect-error: reason` does the same and goes away when the reason does.
 */
export const disableWithReason: Rule = {
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const text = comment.value;
          if (disables.test(text) && !/\s--\s+\S.{9,}/.test(text)) {
            context.report({ message: 'write the reason after ` -- ` in the comment that switches the rule off', node: comment });
          }
          if (disables.test(text) && !/disable(?:-next-line|-line)?\s+[a-z@]/.test(text)) {
            context.report({ message: 'name the rule that is switched off', node: comment });
          }
          if (switchesTypesOff.test(text) || (expectsTypeError.test(text) && !/error:?\s+\S.{9,}/.test(text))) {
            context.report({ message: 'use `@ts-expect-error: reason`', node: comment });
          }
        }
      },
    };
  },
};
