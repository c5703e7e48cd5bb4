import { AtakoraError } from '../model/errors.ts';
import type { Command } from '../platform/command.ts';
import type { CommandContext } from '../platform/command-context.ts';

/** What `local` can do; each part is loaded when it is asked for. */
const verbs: Readonly<Record<string, (context: CommandContext) => Promise<number>>> = {
  start: async (context) => (await import('./local-start.ts')).startLocal(context),
  status: async (context) => (await import('./local-status.ts')).showLocalStatus(context),
  reset: async (context) => (await import('./local-reset.ts')).resetLocal(context),
  faults: async (context) => (await import('./local-faults.ts')).showOrSetFaults(context),
  evaluate: async (context) => (await import('./local-evaluate.ts')).evaluateLocally(context),
};

export const local: Command = {
  name: 'local',
  summary: 'serve, show or clear the local Azure; evaluate templates',
  description: 'start: serves the local Azure on this machine for other tools, until Ctrl-C; it never is the real one. status: what the worlds of this folder hold and which servers run. reset: empties a world. faults: shows, sets or clears what goes wrong in a world. evaluate: shows what a template expands to before it is deployed, or the value of one expression. What only a deployment knows stays an expression. None needs a project.',
  arguments: [{ name: 'VERB', required: true, summary: 'start, status, reset, faults or evaluate' }],
  flags: [
    { name: 'port', type: 'string', value: 'N', summary: 'start: port to listen on (else a free one)' },
    { name: 'https', type: 'boolean', summary: 'start: serve HTTPS, which the Azure SDKs demand; a certificate is made' },
    { name: 'cert', type: 'string', value: 'FILE', summary: 'start: your own certificate (PEM), with --key' },
    { name: 'key', type: 'string', value: 'FILE', summary: 'start: its private key (PEM)' },
    { name: 'vault-urls', type: 'string', value: 'host|path', summary: 'start: NAME.vault.localhost, or a path of localhost (else what this machine resolves)' },
    { name: 'no-storage', type: 'boolean', summary: 'start: without the storage emulator, where one is installed' },
    { name: 'show-credentials', type: 'boolean', summary: 'start: print the secrets that are otherwise only in a file' },
    { name: 'world', type: 'string', value: 'NAME', summary: 'start, status, reset, faults: the world (else that of --local)' },
    { name: 'fault', type: 'string', multiple: true, value: 'RULE', summary: 'faults: what goes wrong, such as "429 PUT type=Microsoft.Storage/* times=2"' },
    { name: 'file', type: 'string', value: 'FILE', summary: 'faults: a file of rules' },
    { name: 'seed', type: 'string', value: 'N', summary: 'faults: what chances are drawn from (else 1)' },
    { name: 'clear', type: 'boolean', summary: 'faults: no rules any more' },
    { name: 'template', type: 'string', value: 'FILE', summary: 'ARM template to expand' },
    { name: 'parameters', type: 'string', value: 'FILE', summary: 'its parameter file' },
    { name: 'expression', type: 'string', value: "'[…]'", summary: 'one expression to evaluate' },
    { name: 'batch', type: 'string', value: 'FILE', summary: 'cases as NDJSON; one answer a line, in order' },
    { name: 'scope', type: 'string', value: 'KIND', summary: 'evaluate: resourceGroup, subscription, managementGroup or tenant (else what the schema says)' },
    { name: 'subscription', type: 'string', value: 'ID', summary: 'subscription that the template is meant for' },
    { name: 'resource-group', type: 'string', value: 'NAME', summary: 'resource group that it is meant for' },
    { name: 'management-group', type: 'string', value: 'NAME', summary: 'management group that it is meant for' },
    { name: 'tenant', type: 'string', value: 'ID', summary: 'tenant that it is meant for' },
    { name: 'location', type: 'string', value: 'REGION', summary: 'region of the resource group, or of the deployment above groups' },
    { name: 'deployment-name', type: 'string', value: 'NAME', summary: 'name of the deployment (else "deployment")' },
  ],
  json: 'document',
  examples: ['atakora local start --https --port 8443', 'atakora local status', 'atakora local reset --world demo --yes', 'atakora local faults --fault "429 PUT times=2" --fault "latency=200ms..2s GET" --seed 7', 'atakora local evaluate --template main.json --parameters main.parameters.json', "atakora local evaluate --expression \"[uniqueString('a')]\""],
  run: async (context) => {
    const [verb] = context.positionals;
    const run = verbs[verb ?? ''];
    if (run === undefined) {
      throw new AtakoraError('ATK1002', `"local ${verb ?? ''}" is not known`, { hint: `Known: ${Object.keys(verbs).join(', ')}.` });
    }
    return run(context);
  },
};
