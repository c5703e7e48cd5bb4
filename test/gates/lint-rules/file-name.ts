import { relativePath, type Rule } from './rule.ts';

const collectingNames = /(?:^|[.-])(?:utils?|helpers?|common|misc|(?<!resource-)managers?)(?=[.-]|$)|^(?:shared|types?)(?=\.|$)/i;
const kebabCase = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*$/;
const pascalCase = /^[A-Z][A-Za-z0-9]*(?:\.[a-z0-9-]+)*$/;

/**
 * A file is named for the one concept in it, in kebab-case; a React component in PascalCase. A name like `utils` says
 * nothing, so everything ends up in it. `resource-manager` is the name of an Azure service and stays allowed.
 */
export const fileName: Rule = {
  create(context) {
    return {
      Program(node) {
        const path = relativePath(context);
        const base = path.slice(path.lastIndexOf('/') + 1);
        const stem = base.replace(/\.[a-z]+$/, '').replace(/^\./, '');
        if (collectingNames.test(stem)) {
          context.report({ message: `${base} collects instead of naming: name the file for its one concept`, node });
        }
        const wellFormed = kebabCase.test(stem) || (base.endsWith('.tsx') && pascalCase.test(stem));
        if (!wellFormed) {
          context.report({ message: `${base} is neither kebab-case nor a PascalCase component (.tsx)`, node });
        }
      },
    };
  },
};
