import { propertyName, type Rule } from './rule.ts';

const ending: ReadonlySet<string> = new Set(['exit', 'reallyExit', 'abort']);

/**
 * `process.exit` cuts off output that is still on its way, releases no lock and restores no cursor. Set
 * `process.exitCode` and let the work end.
 */
export const noProcessExit: Rule = {
  create(context) {
    return {
      MemberExpression(node) {
        const name = propertyName(node);
        if (name === undefined || !ending.has(name)) return;
        const owner = node.object;
        const isProcess = owner?.name === 'process' || (owner !== undefined && propertyName(owner) === 'process');
        if (isProcess) context.report({ message: `process.${name} is never called: set process.exitCode`, node });
      },
      ImportSpecifier(node) {
        const source = node.parent?.source?.value;
        const name = node.imported?.name;
        if ((source === 'node:process' || source === 'process') && typeof name === 'string' && ending.has(name)) {
          context.report({ message: `process.${name} is never called: set process.exitCode`, node });
        }
      },
    };
  },
};
