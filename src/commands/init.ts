import { basename, resolve } from 'node:path';
import { AtakoraError } from '../model/errors.ts';
import type { Command } from '../platform/command.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { collectAnswers } from '../platform/collect-answers.ts';
import { detectAnswers } from '../platform/detect-answers.ts';
import { plannedFiles, readExisting, readTemplates } from '../platform/init-files.ts';
import { openDraftStore } from '../platform/wizard-draft.ts';
import { writeFiles } from '../platform/write-files.ts';
import { plural } from '../ui/text/plural.ts';
import type { Answers } from '../ui/wizard/answers.ts';
import { createQuestions } from '../ui/wizard/questions.ts';
import { equivalentCommand } from '../ui/wizard/unasked.ts';

export const init: Command = {
  name: 'init',
  summary: 'start a project, or change one',
  description: 'Asks in the terminal, shows the files that it would write, and writes them. Every answer has a flag; --yes takes the defaults for the rest. What exists is kept.',
  arguments: [{ name: 'DIR', required: false, summary: 'folder of the project; made when it does not exist' }],
  flags: [
    { name: 'name', type: 'string', value: 'NAME', summary: 'name of the project' },
    { name: 'organization', type: 'string', value: 'NAME', summary: 'organization; becomes a tag' },
    { name: 'template', type: 'string', value: 'NAME', summary: 'feedback-api, uploads or existing-template' },
    { name: 'location', type: 'string', value: 'REGION', summary: 'Azure region, such as westeurope' },
    { name: 'subscription', type: 'string', value: 'ID', summary: 'Azure subscription; without one the project runs on the local Azure' },
    { name: 'tenant', type: 'string', value: 'ID', summary: 'Microsoft Entra tenant' },
    { name: 'environments', type: 'string', value: 'LIST', summary: 'environments, separated by commas' },
    { name: 'default-env', type: 'string', value: 'NAME', summary: 'environment that is meant when none is named' },
    { name: 'state', type: 'string', value: 'WHERE', summary: 'where the state is kept: azure-blob or local; needs a subscription' },
    { name: 'answers', type: 'string', value: 'FILE', summary: 'answers in a JSON file, by the names of the questions; flags win' },
    { name: 'tags', type: 'string', value: 'LIST', summary: 'tags, as owner=anna,costCenter=42' },
  ],
  json: 'document',
  examples: ['atakora init', 'atakora init shop --yes', 'atakora init shop --template uploads --location northeurope --environments dev,prod --yes'],
  run: async (context) => {
    const folder = resolve(context.platform.cwd, context.options.cwd ?? '.', context.positionals[0] ?? '.');
    const templates = readTemplates(context.platform.packageFolder);
    const existing = readExisting(folder, templates);
    const detected = detectAnswers(basename(folder), existing);
    const freshId = context.platform.ids.uuid();
    const drafts = openDraftStore(context.platform, folder);
    const answers = await collectAnswers({ context, drafts, detected, templates, files: (given) => plannedFiles(given, templates, existing, freshId) });
    if (answers === 'cancelled') {
      throw new AtakoraError('ATK1006', 'cancelled; nothing was written');
    }
    const files = plannedFiles(answers, templates, existing, freshId);
    writeFiles(folder, files);
    drafts.forget();
    tell(context, folder, files.map((file) => file.path), answers);
    return 0;
  },
};

function tell(context: CommandContext, folder: string, written: readonly string[], answers: Answers): void {
  const where = folder === context.platform.cwd ? '' : ` -C ${context.positionals[0] ?? folder}`;
  const next = [`atakora plan --local${where}`, `atakora apply --local${where}`, ...(answers.state === 'azure-blob' ? [`atakora state bootstrap${where}`] : [])];
  const [folderGiven] = context.positionals;
  const command = equivalentCommand(createQuestions({ detected: {}, regions: [], templates: [] }), answers);
  const again = folderGiven === undefined ? command : command.replace('atakora init', `atakora init ${folderGiven}`);
  context.output.document({ folder, written, next, command: again }, () => {
    const files = written.map((path) => `  ${path}\n`).join('');
    return `${written.length === 0 ? 'Nothing to write: the project is as answered.' : `Wrote ${plural(written.length, 'file')} in ${folder}:`}\n${files}${context.options.yes ? '' : `\nThe same without questions:\n  ${again}\n`}\nNext:\n${next.map((command) => `  ${command}\n`).join('')}`;
  });
}
