import type { Command } from '../platform/command.ts';
import { importSource } from '../platform/import-source.ts';
import { runChange } from '../platform/run-change.ts';

export const importResource: Command = {
  name: 'import',
  summary: 'take an existing resource into the state',
  description:
    'Reads the resource, shows what the definition would change of it, and takes it into the state: at once when that is nothing, else when you agree, with the change. The address takes the name that the resource has. What the definition has at the address must be of the same type.',
  arguments: [
    { name: 'ADDRESS', required: true, summary: 'where the definition has it: main/uploads/account' },
    { name: 'ID', required: true, summary: 'its resource id in Azure' },
  ],
  flags: [{ name: 'detail', type: 'string', value: 'LEVEL', summary: 'counts, lines, full or auto' }],
  json: 'events',
  examples: ['atakora import main/uploads/account /subscriptions/…/resourceGroups/rg-notes/providers/Microsoft.Storage/storageAccounts/stnotes --env qa'],
  run: (context) => runChange(context, 'apply', importSource(context, context.positionals[0] ?? '', context.positionals[1] ?? '')),
};
