import type { Command } from '../platform/command.ts';

export const init: Command = {
  name: 'init',
  summary: 'start a project, or change one',
  description: 'Asks in the terminal, shows the files that it would write, and writes them. Every answer has a flag; --yes takes the defaults for the rest. What exists is kept.',
  arguments: [{ name: 'DIR', required: false, summary: 'folder of the project; made when it does not exist' }],
  flags: [
    { name: 'name', type: 'string', value: 'NAME', summary: 'name of the project' },
    { name: 'organization', type: 'string', mayBeEmpty: true, value: 'NAME', summary: 'organization; becomes a tag' },
    { name: 'template', type: 'string', value: 'NAME', summary: 'feedback-api, uploads or existing-template' },
    { name: 'location', type: 'string', value: 'REGION', summary: 'Azure region, such as westeurope' },
    { name: 'subscription', type: 'string', mayBeEmpty: true, value: 'ID', summary: 'Azure subscription; without one the project runs on the local Azure' },
    { name: 'tenant', type: 'string', mayBeEmpty: true, value: 'ID', summary: 'Microsoft Entra tenant' },
    { name: 'environments', type: 'string', value: 'LIST', summary: 'environments, separated by commas' },
    { name: 'default-env', type: 'string', value: 'NAME', summary: 'environment that is meant when none is named' },
    { name: 'set', type: 'string', multiple: true, value: 'ENV.SETTING=VALUE', summary: 'a setting of an environment, such as prod.cosmos.maxThroughput=8000; written to the configuration' },
    { name: 'secret', type: 'string', multiple: true, value: 'NAME=FATE', summary: 'what becomes of a secret of the template: generate, enter (asked) or later; never a value, which secrets import brings' },
    { name: 'state', type: 'string', value: 'WHERE', summary: 'where the state is kept: azure-blob or local; needs a subscription' },
    { name: 'answers', type: 'string', value: 'FILE', summary: 'answers in a JSON file, by the names of the questions; flags win' },
    { name: 'tags', type: 'string', mayBeEmpty: true, value: 'LIST', summary: 'tags, as owner=anna,costCenter=42; a backslash keeps a comma' },
    { name: 'offline', type: 'boolean', summary: 'ask Azure nothing while questions are answered' },
  ],
  json: 'document',
  examples: ['atakora init', 'atakora init shop --yes', 'atakora init shop --template uploads --location northeurope --environments dev,prod --yes', 'atakora init --set prod.storage.sku=Standard_GZRS --yes'],
  opening: async (scene) => (await import('../platform/init-opening.ts')).initOpening(scene),
  run: async (context) => (await import('../platform/init-project.ts')).initProject(context),
};
