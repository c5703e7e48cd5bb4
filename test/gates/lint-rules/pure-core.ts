import { globalReferences, propertyName, type Rule } from './rule.ts';

/** Globals that read or change the world outside of the function's arguments. */
const impureGlobals: ReadonlySet<string> = new Set([
  'Date',
  'process',
  'fetch',
  'console',
  'performance',
  'crypto',
  'globalThis',
  'setTimeout',
  'setInterval',
  'setImmediate',
]);

/** Methods whose answer depends on the language that the machine is set to. */
const localeMethods: ReadonlySet<string> = new Set([
  'localeCompare',
  'toLocaleString',
  'toLocaleLowerCase',
  'toLocaleUpperCase',
  'toLocaleDateString',
  'toLocaleTimeString',
]);

/**
 * The pure core (model, template language, definition, resource kinds, synthesis, plan, view model) gives the same
 * bytes for the same input. A clock, randomness, the environment, the network or the machine's language would make a
 * template or a plan differ between two machines or two runs; such values come in as arguments.
 */
export const pureCore: Rule = {
  create(context) {
    const checkSource = (node: { readonly source?: { readonly value?: unknown } | null }): void => {
      const source = node.source?.value;
      if (typeof source !== 'string' || !source.startsWith('node:')) return;
      context.report({ message: `the pure core imports no Node module, here ${source}`, node: node as never });
    };
    return {
      ImportDeclaration: checkSource,
      ImportExpression: checkSource,
      ExportNamedDeclaration: checkSource,
      ExportAllDeclaration: checkSource,
      MemberExpression(node) {
        const name = propertyName(node);
        if (name === undefined) return;
        if (node.object?.name === 'Math' && name === 'random') {
          context.report({ message: 'the pure core is not random: take the value as an argument', node });
        }
        if (localeMethods.has(name)) {
          context.report({ message: `${name} differs between machines: compare or format by code units`, node });
        }
      },
      'Program:exit'() {
        for (const identifier of globalReferences(context)) {
          if (typeof identifier.name !== 'string' || !impureGlobals.has(identifier.name)) continue;
          if (identifier.parent?.type.startsWith('TS') === true && identifier.parent.type !== 'TSAsExpression') continue;
          const message = `the pure core does not use ${identifier.name}: take what it gives as an argument`;
          context.report({ message, node: identifier });
        }
      },
    };
  },
};
