import { AtakoraError } from '../model/errors.ts';
import type { Command } from '../platform/command.ts';
import type { CommandContext } from '../platform/command-context.ts';

/** What `local` can do; each part is loaded when it is asked for. */
const verbs: Readonly<Record<string, (context: CommandContext) => Promise<number>>> = {
  evaluate: async (context) => (await import('./local-evaluate.ts')).evaluateLocally(context),
};

export const local: Command = {
  name: 'local',
  summary: 'ask the local Azure: evaluate',
  description: 'evaluate: shows what a template expands to before it is deployed, or the value of one expression. What only a deployment knows stays an expression. Needs no project.',
  arguments: [{ name: 'VERB', required: true, summary: 'evaluate' }],
  flags: [
    { name: 'template', type: 'string', value: 'FILE', summary: 'ARM template to expand' },
    { name: 'parameters', type: 'string', value: 'FILE', summary: 'its parameter file' },
    { name: 'expression', type: 'string', value: "'[…]'", summary: 'one expression to evaluate' },
    { name: 'batch', type: 'string', value: 'FILE', summary: 'cases as NDJSON; one answer a line, in order' },
    { name: 'subscription', type: 'string', value: 'ID', summary: 'subscription that the template is meant for' },
    { name: 'resource-group', type: 'string', value: 'NAME', summary: 'resource group that it is meant for' },
  ],
  json: 'document',
  examples: ['atakora local evaluate --template main.json --parameters main.parameters.json', "atakora local evaluate --expression \"[uniqueString('a')]\""],
  run: async (context) => {
    const [verb] = context.positionals;
    const run = verbs[verb ?? ''];
    if (run === undefined) {
      throw new AtakoraError('ATK1002', `"local ${verb ?? ''}" is not known`, { hint: `Known: ${Object.keys(verbs).join(', ')}.` });
    }
    return run(context);
  },
};
